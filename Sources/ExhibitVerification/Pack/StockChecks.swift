/// What checks a pack without any program of this project. Fixed text: of a report nothing stands in it.
enum StockChecks {
    /// POSIX shell with `sha256sum` and OpenSSL 3. What it reads from the folder is compared before it is used: in the
    /// arithmetic of some shells, text that is no number is executed.
    static let script = #"""
        #!/bin/sh
        # Checks this folder with sha256sum, openssl (version 3) and a few small tools, and without the program that made it.
        # Read it before you run it.
        #
        #   sh checks.sh                        all that stands here
        #   PICTURE=file.jpg sh checks.sh       also: is that file the evidence?
        #   CA=root.pem sh checks.sh            also the timestamps, with the authority's root certificate
        #
        # It ends with 0 where everything holds, else with 2.
        LC_ALL=C
        export LC_ALL
        absolute() { case $1 in ''|/*) echo "$1" ;; *) echo "$PWD/$1" ;; esac; }
        picture=$(absolute "$PICTURE")
        authority=$(absolute "$CA")
        cd "$(dirname "$0")" || exit 1
        work=$(mktemp -d) || exit 1
        trap 'rm -rf "$work"' EXIT
        failed=0
        holds() { echo "ok      $1"; }
        fails() { echo "FAILED  $1"; failed=2; }
        judge() { if [ "$1" -eq 0 ]; then holds "$2"; else fails "$2"; fi; }
        hex() { od -An -v -tx1 | tr -d ' \n'; }
        sha() { openssl dgst -sha256 -binary; }
        is_number() { case $1 in ''|*[!0-9]*|0?*) return 1 ;; esac; [ "${#1}" -le 16 ]; }
        is_digest() { case $1 in *[!0-9a-f]*) return 1 ;; esac; [ "${#1}" -eq 64 ]; }
        is_name() { case $1 in ''|.*|*[!a-z0-9.-]*) return 1 ;; esac; }
        signed_by() { openssl pkeyutl -verify -pubin -inkey "keys/$1.pem" -rawin -in "$2" -sigfile "$3" >/dev/null 2>&1; }

        # The files of this folder.
        sha256sum -c --strict --quiet MANIFEST-sha256.txt >"$work/list" 2>&1 \
          && [ "$(find . ! -type d | wc -l)" -eq "$(($(wc -l <MANIFEST-sha256.txt) + 1))" ]
        judge $? 'every file is the one that the list names, and none is there besides'
        head -n 5 "$work/list"

        # The bundle inside the report, from which everything here was taken.
        sed -n 's/.*id="exhibit-bundle">\([^<]*\)<.*/\1/p' report.html | base64 -d >"$work/bundle" 2>/dev/null

        # The checkpoint: its key signed the size and the root of the ledger's tree.
        sed '/^$/,$d' checkpoint.txt >"$work/text"
        sed -n '$s/.* //p' checkpoint.txt | base64 -d 2>/dev/null | tail -c 64 >"$work/signature"
        ledger=$(sha256sum <entries/0.payload.json | cut -c 1-64)
        size=$(sed -n 2p "$work/text")
        sed -n 3p "$work/text" | base64 -d >"$work/root" 2>/dev/null
        is_number "$size" || { fails 'the checkpoint has no size'; size=1; }
        signer=$(sed -n 's/^checkpoint //p' parts.txt)
        is_digest "$signer" && signed_by "$signer" "$work/text" "$work/signature" \
          && [ "$(sed -n 1p "$work/text")" = "exhibit-ledger/v1/$ledger" ] \
          && grep -qF "\"checkpoint\":\"$(openssl base64 -A -in checkpoint.txt)\"" "$work/bundle"
        judge $? 'the checkpoint is signed, and is the one of the report and of this ledger'
        grep -qF "\"checkpoint_key\":\"ed25519:$signer\"" entries/0.payload.json \
          || grep -lF '"role":"checkpoint"' entries/*.payload.json | xargs grep -lF '"action":"grant"' | xargs grep -qF "\"key\":\"ed25519:$signer\""
        judge $? 'its key is one that the ledger names for that'

        # Each entry: who signed it, and where it stands in the tree (RFC 6962 and RFC 9162, 2.1.3.2).
        included() {
          { printf '\000'; cat "entries/$1.leaf.json"; } | sha >"$work/hash"
          node=$1; last=$((size - 1)); part=0
          parts=$(($(wc -c <"entries/$1.proof") / 32))
          while [ "$part" -lt "$parts" ]; do
            tail -c "+$((part * 32 + 1))" "entries/$1.proof" | head -c 32 >"$work/part"
            if [ $((node % 2)) -eq 1 ] || [ "$node" -eq "$last" ]; then
              { printf '\001'; cat "$work/part" "$work/hash"; } | sha >"$work/next"
              while [ $((node % 2)) -eq 0 ] && [ "$node" -ne 0 ]; do node=$((node / 2)); last=$((last / 2)); done
            else
              { printf '\001'; cat "$work/hash" "$work/part"; } | sha >"$work/next"
            fi
            mv "$work/next" "$work/hash"
            node=$((node / 2)); last=$((last / 2)); part=$((part + 1))
          done
          [ "$last" -eq 0 ] && [ $(($(wc -c <"entries/$1.proof") % 32)) -eq 0 ] && cmp -s "$work/hash" "$work/root"
        }
        entry() {
          path=entries/$1
          [ "$(openssl pkey -pubin -in "keys/$2.pem" -outform DER 2>/dev/null | tail -c 32 | hex)" = "$2" ] || return 1
          grep -qF "\"author\":\"ed25519:$2\"" "$path.payload.json" || return 1
          [ "$1" -eq 0 ] || grep -qF "\"ledger\":\"statement:$ledger\"" "$path.payload.json" || return 1
          # DSSE: the type and the payload, each after its length.
          { printf 'DSSEv1 28 application/vnd.in-toto+json %d ' "$(wc -c <"$path.payload.json")"; cat "$path.payload.json"; } >"$work/signed"
          signed_by "$2" "$work/signed" "$path.sig" || return 1
          printf '{"payload":"%s","payloadType":"application/vnd.in-toto+json","signatures":[{"keyid":"ed25519:%s","sig":"%s"}]}' \
            "$(openssl base64 -A -in "$path.payload.json")" "$2" "$(openssl base64 -A -in "$path.sig")" | cmp -s - "$path.leaf.json" || return 1
          printf '"leaf":"%s","position":%s,' "$(openssl base64 -A -in "$path.leaf.json")" "$1" >"$work/pattern"
          grep -qF -f "$work/pattern" "$work/bundle" || return 1
          included "$1"
        }

        # What the report gives: a name that an entry has, with the salt that the report gives where it is sealed.
        named() { grep -qF "\"$1\"" entries/*.payload.json; }
        salted() { grep -qF "\"name\":\"sealed:$1\",\"salt\":\"$(hex <"disclosed/$2.salt")\"" "$work/bundle"; }
        sealed() { { printf 'exhibit/sealed/v1\0'; cat "disclosed/$2.salt" "$1"; } | sha256sum | cut -c 1-64; }

        entries=0; given=0; timestamps=0; page=1
        while read -r kind first second; do
          case $kind in
            entry)
              entries=$((entries + 1))
              { is_number "$first" && is_digest "$second" && entry "$first" "$second"; } || fails "entry $first" ;;
            report)
              digest=$(sed 's/\(id="exhibit-bundle">\)[^<]*/\1/' report.html | sha256sum | cut -c 1-64)
              is_number "$first" && grep -qF "\"page\":\"sha256:$digest\"" "entries/$first.payload.json"; page=$? ;;
            open)
              given=$((given + 1))
              { is_digest "$first" && is_name "$second" && named "sha256:$first" \
                && [ "$(sha256sum <"disclosed/$second" | cut -c 1-64)" = "$first" ]; } || fails "disclosed/$second" ;;
            sealed)
              given=$((given + 1))
              { is_digest "$first" && is_name "$second" && named "sealed:$first" && salted "$first" "$second" \
                && [ "$(sealed "disclosed/$second" "$second")" = "$first" ]; } || fails "disclosed/$second" ;;
            salt|evidence)
              { is_digest "$first" && is_name "$second" && named "sealed:$first" && salted "$first" "$second"; } || fails "disclosed/$second.salt"
              if [ "$kind" = evidence ] && [ -n "$picture" ]; then
                [ "$(sealed "$picture" "$second")" = "$first" ]; judge $? "$picture is the evidence, byte for byte"; fi ;;
            timestamp)
              timestamps=$((timestamps + 1))
              if [ -n "$authority" ] && is_number "$first" && is_number "$second"; then
                openssl ts -verify -token_in -in "disclosed/anchor-$first.token" -data "disclosed/anchor-$first.note" \
                  -attime "$second" -CAfile "$authority" >/dev/null 2>&1
                judge $? "the authority's certificate vouches for the timestamp of entry $first"; fi ;;
            checkpoint) ;;
            *) fails "parts.txt: $kind $first" ;;
          esac
        done <parts.txt
        judge "$page" 'the page is the one that the report entry signed'
        [ "$entries" -gt 0 ] && [ "$entries" -eq "$(grep -o '"leaf":"' "$work/bundle" | wc -l)" ]
        judge $? "all entries of the report were looked at ($entries)"
        [ "$(find disclosed -type f ! -name '*.salt' 2>/dev/null | wc -l)" -eq "$given" ] || fails 'a file in disclosed/ that parts.txt does not name'
        if [ "$failed" -eq 0 ]; then holds "every entry is signed and stands in the signed tree; every given file is the one that was signed ($given)"; fi

        echo
        echo "Ledger  $ledger"
        echo 'Compare these 64 digits with what the publisher says in another place. Not checked here: that no entry was left out,'
        echo 'which keys may sign what, and whether the words of the page follow: verify.html and exhibit-verify do that.'
        if [ "$timestamps" -gt 0 ] && [ -z "$authority" ]; then echo "Nor were $timestamps timestamps: CA=root.pem sh checks.sh"; fi
        exit "$failed"

        """#

    /// What `sqlite3` prints of the entries.
    static let queries = #"""
        .mode column
        .headers on
        .print Every entry that the report shows
        SELECT position AS entry, substr(json_extract(payload, '$.predicateType'), 13) AS kind,
          json_extract(payload, '$.predicate.head.time') AS recorded,
          substr(json_extract(payload, '$.predicate.head.author'), 9, 12) AS signed_by FROM entry ORDER BY position;
        .print
        .print Every run, also those that failed or gave nothing
        CREATE VIEW run AS SELECT position, id, json_extract(payload, '$.predicate.head.time') AS recorded,
          json_extract(payload, '$.predicate.body.model') AS model
          FROM entry WHERE json_extract(payload, '$.predicateType') LIKE 'urn:exhibit:run.opened:%';
        SELECT run.position AS entry, run.recorded,
          (SELECT json_extract(m.payload, '$.predicate.body.name') FROM entry m WHERE m.id = run.model) AS model,
          coalesce((SELECT json_extract(c.payload, '$.predicate.body.outcome') FROM entry c
            WHERE json_extract(c.payload, '$.predicateType') LIKE 'urn:exhibit:run.closed:%'
            AND json_extract(c.payload, '$.predicate.body.run') = run.id), 'no result') AS outcome,
          (SELECT group_concat(json_extract(c.payload, '$.predicate.body.status'), ', ') FROM entry c
            WHERE json_extract(c.payload, '$.predicateType') LIKE 'urn:exhibit:claim:%'
            AND json_extract(c.payload, '$.predicate.body.run') = run.id) AS status
          FROM run ORDER BY run.position;

        """#
}
