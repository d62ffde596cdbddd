extension Template {
    /// What a reader sees before scrolling, in the order in which it matters to the person identified.
    static let firstScreen = #"""
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
        <div><dt>Standing:</dt> <dd>This report carries no standing; what happened after entry {{covers}} is not known from this file.</dd></div>
        </dl></div>
        <div class="pics">{{pictures}}</div>
        <nav class="go" aria-label="First questions"><a href="#you" data-n="1">Is this about you?</a> <a href="#check" data-n="2">Check this file</a> <a href="#limits" data-n="3">What this does not prove</a></nav>
        </section>
        == claimed
        <div><dt>Claimed:</dt> <dd><bdi>{{text}}</bdi></dd></div>
        == because
        <div><dt>Because:</dt> <dd><bdi>{{text}}</bdi></dd></div>
        == group
         <span class="w">{{digits}}</span>
        == objections-none
        none recorded in this ledger up to entry {{covers}}.
        == objections-some
        <a href="#objections">{{count}} recorded in this ledger up to entry {{covers}}.</a>
        == wrong-not-measured
        This has not been measured.
        == warning-unconfined
        <div><dt>Warning:</dt> <dd>The model’s program ran without a sandbox.</dd></div>
        == contact-none
        none given
        == publisher-none
        a publisher who gives no name
        == figure
        <figure><div class="pic">{{picture}} {{mark}} <b>{{label}}</b></div><figcaption>{{width}} × {{height}} {{type}}, <code>{{name}}</code>{{caption}}</figcaption></figure>
        == image
        <img src="data:image/jpeg;base64,{{data}}" width="{{width}}" height="{{height}}" alt="{{alternative}}">
        == image-withheld
        <span class="s">withheld</span>
        == mark-generated
        <i>Generated – not evidence</i>
        == caption-reduced
        , shown reduced
        == label-evidence
        evidence
        == label-reference
        reference {{rank}}
        == no-reference-refused
        <div class="pic"><span class="s">refused: no candidate is shown</span></div>
        == no-reference
        <div class="pic"><span class="s">this report has no reference picture</span></div>

        """#
}
