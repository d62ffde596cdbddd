extension Template {
    /// What a page has that checks its own bundle: in the head the one script that may run, by its hash, and places for
    /// what the script finds. The script itself is no part of the template: it changes, and these words stay.
    static let checking = #"""
        == head
        <!DOCTYPE html>
        <html lang="{{language}}">
        <head>
        <meta charset="utf-8">
        <meta name="exhibit-salt" content="{{salt}}">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-{{script-hash}}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <title>{{title}} Exhibit report</title>
        <style>
        == first
        <section class="first" aria-labelledby="status"><div>
        <h1 id="status">{{title}}</h1>
        <p>{{sentence}}</p>
        <dl class="f">
        {{claimed}}<div><dt>At most:</dt> <dd>{{ceiling}}</dd></div>
        <div><dt>How often is this wrong on such pictures?</dt> <dd>{{wrong}}</dd></div>
        {{warning}}<div><dt>Published by</dt> <dd><bdi>{{publisher}}</bdi> <span class="q">· contact</span> <bdi>{{contact}}</bdi></dd></div>
        <div><dt>Recorded</dt> <dd>{{recorded}} <span class="q">by the signer’s clock, as entry {{position}}</span></dd></div>
        <div><dt>Ledger fingerprint</dt> <dd class="m">{{fingerprint}} …</dd></div>
        <div><dt>Objections:</dt> <dd>{{objections}}</dd></div>
        <div><dt>Standing:</dt> <dd id="standing">What happened after entry {{covers}} stands in no word of this page. Until when it stands, and what became of it, <a href="#check">checking this file</a> shows.</dd></div>
        </dl></div>
        <div class="pics">{{pictures}}</div>
        <nav class="go" aria-label="First questions"><a href="#you" data-n="1">Is this about you?</a> <a href="#check" data-n="2">Check this file</a> <a href="#limits" data-n="3">What this does not prove</a></nav>
        </section>
        == you
        <section id="you"><h2>1. Is this about you?</h2>
        <p>Then you may do all of this without permission, without an account and without a network:</p>
        <ul>
        <li><b>Keep this file</b> as it is: the whole file, not a screenshot or a print. Any later change to it can be seen. Note when and how you got it, and keep other versions too.</li>
        <li><b>Check it</b>: drop it on <code>verify.html</code>, which any browser opens, or use <code>exhibit-verify report.html</code>. Both say what is proven and what is not, and need nothing from the publisher.</li>
        <li><b>Read the first sentence again.</b> A LEAD is not an identification. REFUSED means that the rules allowed nobody to be named. No status word says what anybody did.</li>
        <li><b>Ask the publisher</b> (contact: <bdi>{{contact}}</bdi>) for what this report withholds (values: {{values}}, pictures: {{pictures}}; <a href="#slots" data-n="11">the list</a>); for the original file with its salt; for the model files; and for every entry made since. Quote entry {{position}} and the ledger fingerprint.</li>
        <li><b>Object.</b> Say what is wrong: the picture, its date or place, the model, the numbers, the steps, the person. You need not prove who you are to say that a step is wrong. An objection that is recorded must be listed in every later report on this evidence. The form that writes one stands below where JavaScript runs; verify.html has it too, and <code>exhibit challenge new report.html</code>.</li>
        </ul>
        <p>If somebody names, accuses or acts against you because of this page, show them its first sentence and <a href="#limits">section 3</a>.</p>
        <details id="you-form" hidden><summary>Write an objection</summary>
        <div id="objection"></div></details></section>

        == check
        <section id="check"><h2>2. Check this file</h2>
        <p>A page cannot vouch for itself: whoever forges a report can forge a page that praises it. Use verify.html or a program that you did not get from whoever gave you this page:</p>
        <pre>exhibit-verify report.html</pre>
        <p>Compare the whole ledger fingerprint with one that the publisher has given elsewhere, in print or by telephone:<br><code>{{ledger}}</code></p>
        <h3>What this page finds in itself</h3>
        <p id="progress" role="status" aria-live="polite">Nothing was checked here: JavaScript is off in this reader, or the script of this page did not run. The words on this page do not need it.</p>
        <div id="result" hidden>
        <div class="verdict" id="box"><h3 id="verdict"></h3><div id="meaning"></div></div>
        <details><summary>What was checked, and what was not</summary>
        <ul class="checks" id="checks"></ul>
        <div id="unchecked-part"><p>Not checked:</p>
        <ul id="unchecked"></ul></div></details></div>
        <h3>By hand</h3>
        <p>With commands that every Linux system has:</p>
        <pre>{{command}}</pre>
        <p>The first line, with a salt from below for SALT, ties <code>x.jpg</code> to its sealed name. The second gives the plain SHA-256. The third gives the digest of this page, which the <code>report</code> entry signs.</p>
        <dl class="kv">{{names}}</dl>
        <p class="s">Claim: entry {{position}}, <code>statement:{{statement}}</code></p></section>

        == body
        """# + "\n" + sheet + checkingStyle + end

    /// The sheet of the figures, as it always was.
    private static let sheet = String(
        figureStyle[(figureStyle.firstRange(of: "== body\n")?.upperBound ?? figureStyle.endIndex)...]
            .prefix { $0 != "<" })

    private static let checkingStyle = #"""
        :root{--edge:#857e71;--good:#155c3a;--good-bg:#e9f4ec;--open:#6b4700;--open-bg:#fbf1d9;--bad:#8c1d18;--bad-bg:#fcebe9}
        @media(prefers-color-scheme:dark){:root{--edge:#8a8378;--good:#9fd9b4;--good-bg:#16281d;--open:#ecc878;--open-bg:#2b2313;--bad:#f5aaa3;--bad-bg:#341816}}
        @media(prefers-contrast:more){:root{--edge:var(--ink)}}
        [hidden],#letter{display:none}
        .verdict{border-left:6px solid var(--edge);background:var(--tint);padding:.8rem 1rem .2rem;margin:0 0 .8rem;max-width:44rem}
        .verdict h3{margin:0 0 .4rem;font-size:1.1rem}
        .good{border-color:var(--good);background:var(--good-bg)}
        .open{border-color:var(--open);background:var(--open-bg)}
        .bad{border-color:var(--bad);background:var(--bad-bg)}
        .good h3,.mark.good{color:var(--good)}
        .open h3,.mark.open{color:var(--open)}
        .bad h3,.mark.bad{color:var(--bad)}
        .checks{list-style:none;padding:0}
        .checks>li{border-top:1px solid var(--line);padding:.3rem 0;margin:0}
        .mark{font-weight:700;padding-right:.5rem;background:none}
        #you-form{max-width:44rem}
        #you-form>summary{font-size:1rem;font-weight:600}
        label,legend{font-weight:600}
        fieldset{border:0;margin:0 0 1.2rem;padding:0}
        legend{padding:0;margin-bottom:.3rem}
        .choice{display:flex;margin:.45rem 0}
        .choice label{font-weight:400}
        input[type=text],textarea,select{font:inherit;color:inherit;background:var(--bg);border:1px solid var(--edge);border-radius:4px;padding:.5rem .6rem;width:100%}
        textarea{min-height:11rem}
        input[type=file]{font:inherit;max-width:100%}
        input[type=checkbox]{width:1.15rem;height:1.15rem;margin:.2rem .6rem 0 0;flex:none}
        button{font:inherit;font-weight:600;color:var(--bg);background:var(--link);border:1px solid var(--link);border-radius:4px;padding:.55rem 1rem;min-height:2.75rem}
        button:disabled{color:var(--soft);background:var(--tint);border-color:var(--edge)}
        button:focus-visible,input:focus-visible,select:focus-visible,textarea:focus-visible{outline:3px solid var(--link);outline-offset:3px;border-radius:2px}
        .warning{border-left:4px solid var(--open);background:var(--open-bg);padding:.5rem .8rem}
        .digits{font:.9rem/1.5 ui-monospace,Menlo,Consolas,monospace;display:grid;grid-template-columns:repeat(auto-fill,minmax(6.2rem,1fr));gap:.2rem .8rem}
        @media(forced-colors:active){.verdict{border:2px solid CanvasText}}
        @media print{:root{--good:#000;--open:#000;--bad:#000;--good-bg:#fff;--open-bg:#fff;--bad-bg:#fff}#you-form,.with-letter>main,.with-letter>footer{display:none}.with-letter>#letter{display:block}}

        """#

    private static let end = #"""
        </style>
        </head>
        <body>
        <main>
        {{main}}</main>
        <footer><p>Made by {{program}} with the template exhibit-report-v5. This page loads nothing and sends nothing. One script stands on it, whose source is Sources/ExhibitReport/Verifier of Exhibit, and Scripts/minify-verifier there makes its bytes. The evidence bundle follows; programs read it.</p></footer>
        <script id="exhibit-verifier">{{script}}</script>

        """#
}
