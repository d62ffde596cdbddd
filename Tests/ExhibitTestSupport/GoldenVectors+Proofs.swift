import ExhibitCore

/// Checkpoints, notes, keys and proofs.
extension GoldenVectors {
    mutating func addNotes() throws {
        let ledger = sample.ledger
        let root = Base64.encode(ledger.tree.root.bytes)
        let text = "\(ledger.origin)\n\(ledger.tree.size)\n\(root)\n"
        add("present", .checkpoint, .accepted, "origin, size and root", Array(text.utf8))
        add(
            "empty", .checkpoint, .accepted, "an empty tree",
            Array("a\n0\n\(Base64.encode(ContentHash(of: []).bytes))\n".utf8))
        for (name, comment, text) in [
            ("extension", "an extension line", "a\n1\n\(root)\nmore\n"),
            ("leading-zero", "a leading zero", "a\n01\n\(root)\n"),
            ("plus", "a plus sign", "a\n+1\n\(root)\n"), ("no-line-feed", "no line feed at the end", "a\n1\n\(root)"),
            ("return", "returns before line feeds", "a\r\n1\r\n\(root)\r\n"),
            ("no-origin", "an empty origin", "\n1\n\(root)\n"),
            ("short-root", "a root of 30 bytes", "a\n1\n\(root.prefix(40))\n"),
            ("empty-tree", "an empty tree with another root", "a\n0\n\(root)\n"),
            ("beyond-2-64", "2^64", "a\n18446744073709551616\n\(root)\n"),
            ("pad-bits", "pad bits that are not zero", "a\n1\n\(String(repeating: "A", count: 42))B=\n"),
        ] { add(name, .checkpoint, .refused, comment, Array(text.utf8)) }

        let note = try ledger.checkpoint().encoded
        let line = String(decoding: note, as: UTF8.self).split(separator: "\n").last! + "\n"
        add("checkpoint", .note, .accepted, "a signed checkpoint", note)
        add(
            "unknown-signature", .note, .accepted, "a second signature, of an unknown key",
            note + Array("— b AAAAAAA=\n".utf8))
        add("empty-lines", .note, .accepted, "empty lines in the text", Array("a\n\n\nb\n\n\n\(line)".utf8))
        for (name, comment, text) in [
            ("no-signature", "no signature", "a\n\n"), ("no-empty-line", "no empty line", "a\n\(line)"),
            ("hyphen", "a hyphen for the dash", "a\n\n-" + line.dropFirst()),
            ("short", "4 bytes of signature", "a\n\n— b AAAAAA==\n"),
            ("no-line-feed", "no line feed at the end", String("a\n\n\(line)".dropLast())),
            ("two-spaces", "two spaces in a signature line", "a\n\n— b  AAAAAAA=\n"),
            ("plus-in-name", "a plus sign in a name", "a\n\n— b+c AAAAAAA=\n"), ("tab", "a tab", "a\tb\n\n\(line)"),
            ("return", "returns before line feeds", "a\r\n\r\n\(line)"),
            ("pad-bits", "pad bits that are not zero", "a\n\n— b AAAAAAB=\n"),
            ("text-after", "a line after the signatures", "a\n\n\(line)b\n"),
        ] { add(name, .note, .refused, comment, Array(text.utf8)) }
        add("not-utf8", .note, .refused, "bytes that are not UTF-8", [0xFF] + note)

        let key = try VerifierKey(name: ledger.origin, key: FixedKeys.checkpoint.publicKey).description
        add("ledger", .vkey, .accepted, "a ledger's checkpoint key", Array(key.utf8))
        let end = Base64.encode([0x01] + FixedKeys.checkpoint.publicKey.bytes)
        let hash = String(key.dropLast(end.utf8.count + 1).suffix(8))
        for (name, comment, text) in [
            ("other-name", "a hash of another name", "a" + key),
            ("capitals", "a hash in capitals", key.replacing(hash, with: hash.uppercased())),
            ("no-key", "no key", String(key.dropLast(end.utf8.count))),
            ("space", "a space in the name", "a b+\(hash)+\(end)"),
            (
                "cosigner", "the type of a timestamped cosignature",
                "a+\(hash)+" + Base64.encode([0x04] + FixedKeys.checkpoint.publicKey.bytes)
            ),
            ("line-feed", "a line feed at the end", key + "\n"),
        ] { add(name, .vkey, .refused, comment, Array(text.utf8)) }
    }

    mutating func addProofs() throws {
        let proof = try sample.tlogProof(6).encoded
        let hashes = try sample.tlogProof(6).hashes
        let first = Base64.encode(hashes[0].bytes)
        add("entry-6", .tlogProof, .accepted, "that an entry stands at index 6", proof)
        add(
            "alone", .tlogProof, .accepted, "a tree of one leaf",
            try TlogProof(index: 0, hashes: [], checkpoint: sample.ledger.checkpoint(size: 1)).encoded)
        let most = [String](repeating: first, count: 64 - hashes.count).joined(separator: "\n")
        add("63-hashes", .tlogProof, .accepted, "63 hashes, which no tree needs", Self.change(proof, first, most))
        for (name, comment, old, new) in [
            ("extra", "a line that nothing authenticates", "\nindex", "\nextra AAAA\nindex"),
            ("version", "another version", "@v1", "@v2"), ("leading-zero", "a leading zero", "index 6", "index 06"),
            ("plus", "a plus sign", "index 6", "index +6"), ("no-index", "no index", "index 6\n", ""),
            ("short-hash", "a hash of 30 bytes", first, String(first.prefix(40))),
            ("return", "returns before line feeds", "@v1\n", "@v1\r\n"),
            ("no-checkpoint", "no empty line", "\n\n", "\n"),
            ("64-hashes", "64 hashes", first, [String](repeating: first, count: 64).joined(separator: "\n")),
        ] { add(name, .tlogProof, .refused, comment, Self.change(proof, old, new)) }

        let trie = sample.ledger.index(covers: sample.ledger.tree.size)
        let (present, absent) = (
            IndexLeaf.key(of: SampleLedger.sealed("picture"))!, IndexLeaf.key(of: SampleLedger.sealed("absent"))!
        )
        add("present", .indexProof, .accepted, "a name that entries refer to", trie.prove(present).encoded)
        add("absent", .indexProof, .accepted, "a name that no entry refers to", trie.prove(absent).encoded)
        add("empty-index", .indexProof, .accepted, "an index without names", [0, 0, 0])
        let hash = [UInt8](repeating: 5, count: 32)
        let zero = [UInt8](repeating: 0, count: 32)
        let leaf = [0x01] + hash + UInt64(1).bigEndianBytes + hash
        for (name, comment, bytes) in [
            ("last-sibling-empty", "the last sibling is empty", [0, 2, 0x80] + hash + leaf),
            ("listed-empty", "an empty sibling is listed", [0, 1, 0x80] + zero + leaf),
            ("spare-bits", "bits beyond the depth", [0, 1, 0xC0] + hash + leaf),
            (
                "count-0", "a leaf without a reference",
                [0, 1, 0x80] + hash + [0x01] + hash + UInt64(0).bigEndianBytes + hash
            ),
            (
                "too-deep", "257 levels",
                [1, 1] + [UInt8](repeating: 0xFF, count: 32) + [0x80] + [UInt8](repeating: 5, count: 257 * 32) + leaf
            ),
            ("truncated", "a sibling cut short", [0, 1, 0x80] + hash.dropLast()),
            ("no-end", "no end", [0, 1, 0x80] + hash),
            ("trailing", "a byte after the end", [0, 0, 0, 0]), ("other-end", "another kind of end", [0, 0, 2]),
            ("nothing", "no bytes", []),
        ] { add(name, .indexProof, .refused, comment, bytes) }
    }
}
