extension Template {
    /// What to do, and how each statement is checked.
    static let packDoing = #"""
        == do
        <section aria-labelledby="do"><h2 id="do">4. What you can do</h2>
        <p>All of it without permission, without an account and without a network.</p>
        <ol>
        {{first}}
        <li><b>Check it yourself</b> (section 5), or give this folder to somebody who can. A lawyer, a journalist or an expert needs nothing else to begin.</li>
        <li><b>Object.</b> Open <code>verify.html</code> in a browser, drop <code>report.html</code> on it and choose <i>Is this about you?</i>: it writes a signed objection and a letter. Or, with the program:
        <pre>exhibit challenge new report.html --ground C7 --text "It is not me." --remedy retract -o mine.challenge</pre>
        Nothing is sent. Give <code>mine.challenge</code> to the publisher (contact: <bdi>{{contact}}</bdi>), ask for a receipt, and give it to whoever relies on the report: they see it with <code>exhibit-verify report.html --challenges FOLDER</code>. Keep <code>mine.challenge.key</code> to yourself. An objection that the publisher recorded must stand in every later report on this evidence; with the receipt anybody can show that one leaves it out.
        <details open><summary>Grounds: what can be wrong</summary><dl class="rules">{{grounds}}</dl></details></li>
        {{letter}}
        <li><b>Ask that what is held about you is erased</b>: the same command with <code>--ground C8 --remedy hide</code>, and a letter. Pictures, names and other values can be destroyed so that every proof still holds and says “erased”. Copies of a report that were given away, and backups, are out of reach of that.</li>
        <li><b>If somebody acts against you because of it</b>, show them {{last}}</li>
        </ol></section>

        == first
        <li><b>Keep this folder as it is</b>, and note when and from whom you got the report.</li>
        == first-rejected
        <li><b>Keep this file, and note when and from whom you got it.</b> Then ask the publisher for the report as it was published, and compare.</li>
        == last
        section 1 and section 3.
        == last-rejected
        the first sentence of this page.
        == letter
        <li><b>Ask for what is not given.</b> <code>letter.txt</code> asks for each thing that section 6 calls withheld or absent. Fill in what stands in [brackets].</li>
        == no-letter
        <li><b>Ask for the file as it was published</b>: <code>exhibit help ask</code> prints a letter.</li>
        == ground
        <dt><code>{{code}}</code></dt><dd>{{text}}</dd>
        == check
        <section aria-labelledby="check"><h2 id="check">5. How to check it</h2>
        <p>A folder cannot vouch for itself. Get <code>verify.html</code> or <code>exhibit-verify</code> from somebody else than whoever gave you this one.</p>
        <dl class="ways">
        <dt>With a browser</dt><dd>Open <code>verify.html</code> and drop <code>report.html</code> on it. It checks every signature, proof, list and disclosed value, and names the signer. It does not weigh the answer again.</dd>
        <dt>With the program</dt><dd><pre>exhibit-verify --key {{ledger}} report.html</pre>All of that, and whether every word and number follows from the record. Compare these 64 digits with what the publisher says in another place: in print, by telephone, on their own site.</dd>
        <dt>With stock commands</dt><dd><pre>sh checks.sh</pre>It uses <code>sha256sum</code>, <code>openssl</code> and the small tools of every Linux system. Read it first, it is short. It checks the files of this folder, each entry’s signature and place in the signed tree, the disclosed files against the names that were signed, and the page against the report’s entry. It does not check that no entry was left out; the two above do.</dd>
        <dt>Is a file the evidence?</dt><dd><pre>PICTURE=your-file.jpg sh checks.sh</pre>It holds only for the very same bytes, as they were received.</dd>
        {{timestamps}}<dt>The record, as a table</dt><dd><pre>sqlite3 :memory: &lt;entries.sql</pre>Every entry, and every run with how it ended, also those that failed.</dd>
        <dt>Run it again</dt><dd>{{replay}}</dd></dl></section>

        == no-ledger
        LEDGER
        == timestamps
        <dt>The timestamps</dt><dd><pre>CA=root.pem sh checks.sh</pre>With the authority’s root certificate, which you get from the authority itself.</dd>
        == replay-bag
        <pre>exhibit reproduce bag</pre>The folder <code>bag</code> has the pictures and files with which the recorded steps can be run again, on any machine, and says what is not given.
        == replay-ask
        This folder has only what the report gives. To run the steps again, ask the publisher for the bag of this report (<code>exhibit export bag</code>).

        """#

    /// What is in the report, what became of it, and what is in the folder.
    static let packParts = #"""
        == items
        <section aria-labelledby="items"><h2 id="items">6. What you have been given, and what not</h2>
        <p>What courts and laws have asked for where somebody was identified by a program, and more that a person needs. {{present}} present, {{withheld}} withheld, {{erased}} erased, {{absent}} absent. The same list is in <code>disclosure.csv</code> and <code>disclosure.json</code>.</p>
        <p class="s"><b>Present</b>: it is in the report, and the place is named. <b>Withheld</b>: it exists, or may, and the report does not give it; ask. <b>Erased</b>: it was destroyed, as the record says, and nobody can give it to you from there. <b>Absent</b>: it does not exist in the record that this report shows. Nothing here says what anybody is owed by law.</p>
        <table><thead><tr><th scope="col">What<th scope="col">State<th scope="col">What there is, and where</tr></thead><tbody>
        {{rows}}</tbody></table></section>

        == row
        <tr class="{{class}}"><th scope="row"><bdi>{{title}}</bdi>{{asked}}<td><b>{{state}}</b><td><bdi>{{text}}</bdi>{{place}}</tr>

        == asked
        <span class="s">{{text}}</span>
        == place
        <span class="s">→ <bdi>{{text}}</bdi></span>
        == state-present
        present
        == state-withheld
        withheld
        == state-erased
        erased
        == state-absent
        absent
        == no-items
        <section aria-labelledby="items"><h2 id="items">6. What you have been given, and what not</h2>
        <p>Not listed: what this report says does not follow from a record that holds, so nothing in it can be relied on.</p></section>

        == objections
        <section aria-labelledby="objections"><h2 id="objections">7. Objections</h2>
        <p>Up to entry {{covers}}; what came later is not known from this file.</p>
        {{list}}</section>

        == no-objections
        <p>None is recorded.</p>
        == rows
        <ul>{{rows}}</ul>
        == objection
        <li>Entry {{position}}, {{hour}}: <bdi>{{ground}}</bdi>: <b>{{state}}</b></li>
        == parts
        <section aria-labelledby="parts"><h2 id="parts">8. What is in this folder</h2>
        <dl class="ways">{{rows}}</dl></section>

        == part
        <dt><code>{{path}}</code></dt><dd>{{text}}</dd>
        == result
        <section aria-labelledby="result"><h2 id="result">9. The result of checking, in full</h2>
        <p>As <code>exhibit verify report.html</code> gave it on {{day}}.</p>
        <pre>{{lines}}</pre></section>

        == style
        :root{color-scheme:light dark;--bg:#fdfcf9;--ink:#1d1b18;--soft:#5d5850;--line:#d8d3c8;--tint:#f3f0e8;--good:#155c3a;--open:#6b4700;--bad:#8c1d18}
        @media(prefers-color-scheme:dark){:root{--bg:#161513;--ink:#ece8e0;--soft:#aca69a;--line:#3d3933;--tint:#211f1c;--good:#9fd9b4;--open:#ecc878;--bad:#f5aaa3}}
        @media(prefers-contrast:more){:root{--soft:var(--ink);--line:var(--ink)}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--bg);color:var(--ink);font:1.02rem/1.55 system-ui,sans-serif;overflow-wrap:break-word}
        main,footer{max-width:48rem;margin:auto;padding:0 1rem}
        h1,h2{font-family:Charter,Georgia,ui-serif,serif;line-height:1.2;text-wrap:balance}
        h1{font-size:2rem;margin:1.2rem 0 1rem}
        h2{font-size:1.4rem;margin:0 0 .6rem}
        h3{font-size:1rem;margin:1.2rem 0 .4rem}
        p,ul,ol,dl,table,pre{margin:0 0 .8rem}
        ul,ol{padding-left:1.3rem}
        li{margin:.45rem 0}
        section{border-top:1px solid var(--line);padding:1.4rem 0 .8rem}
        code,pre{font:.88em/1.5 ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}
        pre{background:var(--tint);border-left:3px solid var(--line);padding:.5rem .7rem;white-space:pre-wrap;margin:.3rem 0}
        .s{color:var(--soft);font-size:.88rem}
        .verdict{border-left:6px solid currentColor;background:var(--tint);padding:.8rem 1rem .2rem;margin:1.4rem 0 0}
        .verdict p,.verdict li{color:var(--ink)}
        .good{color:var(--good)}
        .open{color:var(--open)}
        .bad{color:var(--bad)}
        dl{display:grid;grid-template-columns:minmax(9rem,12rem) 1fr;gap:.4rem 1.1rem}
        dt{color:var(--soft)}
        dd{margin:0;min-width:0}
        .rules,.codes{grid-template-columns:minmax(3rem,auto) 1fr;gap:.25rem 1rem;font-size:.95rem}
        summary{cursor:pointer;color:var(--soft);padding:.3rem 0}
        .pics{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:.6rem}
        figure{margin:0;break-inside:avoid}
        .pic{position:relative;background:var(--tint);border:1px solid var(--line);aspect-ratio:4/3;display:grid;place-items:center;overflow:hidden}
        .pic span{padding:.6rem;text-align:center}
        .pic img{position:absolute;inset:0;width:100%;height:100%;object-fit:contain}
        .pic b,.pic i{position:absolute;left:0;background:#000;color:#fff;font:700 .74rem/1 ui-monospace,Menlo,monospace;letter-spacing:.08em;text-transform:uppercase;padding:.32rem .45rem;print-color-adjust:exact}
        .pic b{bottom:0}
        .pic i{top:0;right:0;text-align:center;font-style:normal}
        figcaption{font-size:.78rem;line-height:1.35;color:var(--soft);padding-top:.25rem}
        table{border-collapse:collapse;width:100%;font-size:.92rem;line-height:1.45}
        th,td{text-align:left;vertical-align:top;padding:.45rem .8rem .45rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
        thead th{color:var(--soft);font-weight:500}
        tbody th{width:34%;font-weight:600}
        td:nth-child(2){white-space:nowrap}
        tbody .s{display:block;font-weight:400}
        .present td b{color:var(--good)}
        .withheld td b{color:var(--open)}
        .absent td b,.erased td b{color:var(--soft)}
        summary:focus-visible{outline:3px solid var(--ink);outline-offset:3px}
        footer{border-top:1px solid var(--line);padding:1rem 1rem 3rem;color:var(--soft);font-size:.86rem}
        @media screen and (max-width:40rem){h1{font-size:1.7rem}dl{grid-template-columns:1fr;gap:0}dl.rules{grid-template-columns:3rem 1fr;gap:.2rem .6rem}dd{margin-bottom:.6rem}thead{position:absolute;clip-path:inset(50%)}table,tbody,tr,th,td{display:block}tbody tr{border-bottom:1px solid var(--line);padding:.5rem 0}tbody th,td{border:0;padding:.1rem 0;width:auto}}
        @media print{@page{size:A4;margin:16mm 15mm 18mm}:root{--bg:#fff;--ink:#000;--soft:#444;--line:#aaa;--tint:#f4f4f4;--good:#000;--open:#000;--bad:#000}body{font-size:10pt}main,footer{max-width:none;padding:0}h2,h3,thead{break-after:avoid}tr,pre,li,dd,figure{break-inside:avoid}thead{display:table-header-group}.pics{max-width:130mm}}

        """#
}
