extension Template {
    /// What pages say since they say what their bundle discloses. The head has that digest right behind the salt, where a
    /// reader finds it without reading the page; and rules of style by which one long word breaks no line of the page.
    static let disclosing = #"""
        == head
        <!DOCTYPE html>
        <html lang="{{language}}">
        <head>
        <meta charset="utf-8">
        <meta name="exhibit-salt" content="{{salt}}">
        <meta name="exhibit-disclosed" content="{{disclosed}}">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-{{script-hash}}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <title>{{title}} Exhibit report</title>
        <style>
        .first>*,.chain>*,.plots>*,dd,li,figure{min-width:0}
        dd,dt,li,p,figcaption,h3,.pic span,.verdict{overflow-wrap:anywhere}
        td bdi,th bdi{white-space:normal;overflow-wrap:anywhere}
        @media print{td.w{white-space:normal}}
        @media(min-width:40.01rem){dl.kv{grid-template-columns:fit-content(15rem) minmax(0,1fr)}.kv dt{min-width:7rem}}
        .objection{border-left:3px solid var(--line);padding-left:.9rem;margin:0 0 1rem;max-width:44rem}
        .objection p{margin:0 0 .3rem}
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
        <div><dt>Standing:</dt> <dd>A page cannot vouch for itself. <span id="standing">What happened after entry {{covers}} stands in no word of this page. Until when it stands, and what became of it, <a href="#check">checking this file</a> shows.</span></dd></div>
        </dl></div>
        <div class="pics">{{pictures}}</div>
        <nav class="go" aria-label="First questions"><a href="#you" data-n="1">Is this about you?</a> <a href="#check" data-n="2">Check this file</a> <a href="#limits" data-n="3">What this does not prove</a></nav>
        </section>
        == limits
        <section id="limits"><h2>3. What this does not prove</h2>
        <ul>
        <li>That the answer is right. It shows how the answer came about, so that it can be repeated and contested.</li>
        <li>That the picture shows what it is said to show, when or where. See <a href="#rules">section 6</a> for its origin.</li>
        <li>When anything happened. Order in the ledger proves order of recording; hours are the signer’s own clock.</li>
        <li>That different keys are different people, that they know this kind of picture, or that they have no interest in the answer: no competence and no conflict of interest is stated in a report. Ask the publisher.</li>
        <li>{{unproven}}</li>
        <li>That nothing changed since entry {{covers}}. Copies of this file cannot be recalled, and an erasure elsewhere does not reach them.</li>
        <li>That it can be run again later. How long the pictures are kept is not stated in a report; of what was destroyed the ledger says that it was, and a claim without it is at most a lead.</li>
        </ul></section>

        == image-withheld
        <span class="s">not given in this report</span>
        == supersedes
        <div><dt>Takes the place of</dt> <dd>an earlier report{{entry}} <code>statement:{{statement}}</code></dd></div>
        == supersedes-entry
        , entry {{position}},
        == question-of-program
         <span class="s">(nobody stated a question: these are the program’s words)</span>
        == objection-full
        <div class="objection"><p><b>{{state}}</b> · entry {{position}}, {{hour}}, <code>{{statement}}</code></p>
        {{details}}</div>

        == objection-unread
        <p><bdi>{{ground}}</bdi></p>
        == objection-details
        <ul>{{grounds}}</ul>
        <p><span class="s">Asked for:</span> {{remedies}}</p>
        <p><span class="s">In the words of who objects:</span> {{words}}</p>
        == objection-ground
        <li><bdi>{{ground}}</bdi>: {{answer}}</li>
        == objection-undecided
        <b>not decided</b>
        == objection-decided
        <b>{{outcome}}</b> <span class="s">by a reviewer, entry {{position}}, because:</span> {{reason}}
        == objection-reason-withheld
        <span class="s">the reason is not disclosed in this report</span>
        == objection-reason-none
        <span class="s">no reason is given</span>

        """#
}
