extension Template {
    /// What follows the first screen: first for the person identified, then for whoever checks.
    static let sections = #"""
        == you
        <section id="you"><h2>1. Is this about you?</h2>
        <p>Then you may do all of this without permission, without an account and without a network:</p>
        <ul>
        <li><b>Keep this file</b> as it is: the whole file, not a screenshot or a print. Any later change to it can be seen. Note when and how you got it, and keep other versions too.</li>
        <li><b>Check it</b> with <code>exhibit-verify report.html</code>. It says what is proven and what is not, and it needs nothing from the publisher.</li>
        <li><b>Read the first sentence again.</b> A LEAD is not an identification. REFUSED means that the rules allowed nobody to be named. No status word says what anybody did.</li>
        <li><b>Ask the publisher</b> (contact: <bdi>{{contact}}</bdi>) for what this report withholds (values: {{values}}, pictures: {{pictures}}; <a href="#slots" data-n="11">the list</a>); for the original file with its salt; for the model files; and for every entry made since. Quote entry {{position}} and the ledger fingerprint.</li>
        <li><b>Object.</b> Say what is wrong: the picture, its date or place, the model, the numbers, the steps, the person. You need not prove who you are to say that a step is wrong. An objection that is recorded must be listed in every later report on this evidence.</li>
        </ul>
        <p>If somebody names, accuses or acts against you because of this page, show them its first sentence and <a href="#limits">section 3</a>.</p></section>

        == check
        <section id="check"><h2>2. Check this file</h2>
        <p>A page cannot vouch for itself. Use a program that you did not get from whoever gave you this page:</p>
        <pre>exhibit-verify report.html</pre>
        <p>Compare the whole ledger fingerprint with one that the publisher has given elsewhere, in print or by telephone:<br><code>{{ledger}}</code></p>
        <p>By hand, with commands that every Linux system has:</p>
        <pre>{{command}}</pre>
        <p>The first line, with a salt from below for SALT, ties <code>x.jpg</code> to its sealed name. The second gives the plain SHA-256. The third gives the digest of this page, which the <code>report</code> entry signs.</p>
        <dl class="kv">{{names}}</dl>
        <p class="s">Claim: entry {{position}}, <code>statement:{{statement}}</code></p></section>

        == command
        (printf 'exhibit/sealed/v1\0'; echo SALT | tr a-f A-F | basenc --base16 -d; cat x.jpg) | sha256sum
        sha256sum x.jpg
        sed 's/\(id=&quot;exhibit-bundle&quot;&gt;\)[^&lt;]*/\1/' report.html | sha256sum
        == field
        <dt>{{name}}</dt><dd>{{value}}</dd>
        == code
        <code>{{text}}</code>
        == text
        <bdi>{{text}}</bdi>
        == limits
        <section id="limits"><h2>3. What this does not prove</h2>
        <ul>
        <li>That the answer is right. It shows how the answer came about, so that it can be repeated and contested.</li>
        <li>That the picture shows what it is said to show, when or where. See <a href="#rules">section 6</a> for its origin.</li>
        <li>When anything happened. Order in the ledger proves order of recording; hours are the signer’s own clock.</li>
        <li>That different keys are different people.</li>
        <li>{{unproven}}</li>
        <li>That nothing changed since entry {{covers}}. Copies of this file cannot be recalled, and an erasure elsewhere does not reach them.</li>
        </ul></section>

        == proven
        <b>Proven</b> is the ledger’s signed commitment that these are all entries in this ledger, up to entry {{covers}}, that refer to these exact bytes and to what was derived from them, and that each listed entry is in the tree.
        == unproven
        <b>Not proven</b> to a reader without the ledger: that the index was computed rightly; that no other ledger, altered copy or unrecorded run exists.
        == runs
        <section id="runs"><h2>4. Every run on this evidence</h2>
        <table><caption>Runs up to entry {{covers}}: {{count}}. Each was recorded before its model started, so failed and unwanted ones are here too.</caption><thead><tr><th scope="col">Entry<th scope="col">Opened<th scope="col">Model<th scope="col">Outcome<th scope="col">Status<th scope="col">Statement</tr></thead><tbody>
        {{rows}}</tbody></table></section>

        == run
        <tr{{mine}}><th scope="row" data-l="Entry">{{position}}<td class="w" data-l="Opened">{{opened}}<td data-l="Model"><bdi>{{model}}</bdi><td data-l="Outcome">{{outcome}}<td data-l="Status">{{status}}<td class="w" data-l="Statement"><code>{{statement}}</code></tr>

        == mine
         class="me"
        == this-report
         · <b>this report</b>
        == no-claim
        no claim
        == chain
        <section id="chain"><h2>5. From the file to the answer</h2>
        <div class="chain">{{graph}}<ol class="steps">{{steps}}</ol></div>
        <p class="s">The comparison used the recorded files. The pictures on this page are reduced copies of them, made by a recorded step.</p></section>

        == step
        <li value="{{number}}"><b>{{operation}}</b> {{version}} · class {{taint}}<br><span class="s">from</span> {{inputs}} <span class="s">to</span> {{outputs}}{{parameters}}{{environment}}</li>

        == use
        {{role}} <code>{{name}}</code>
        == nothing
        nothing
        == none
        none
        == parameters
        <br><span class="s">with {{text}}</span>
        == environment
        <br><span class="s">on {{text}}</span>
        == rules
        <section id="rules"><h2>6. What the answer rests on</h2>
        <h3>Rules that fired</h3>
        <dl class="kv">{{reasons}}</dl>
        <h3>Statements</h3>
        <dl class="kv"><dt>Question</dt><dd>{{question}} <span class="s">(about a {{subject}})</span></dd>
        {{facts}}<dt>Origin of the file</dt><dd>{{origin}}</dd>
        <dt>Pixels, class {{class}}</dt><dd>{{taint}}</dd>
        <dt>Propositions</dt><dd>{{propositions}}</dd>
        <dt>Corroboration</dt><dd>{{corroboration}}</dd>
        <dt>Contrary evidence</dt><dd>{{contrary}}</dd>
        <dt>Policy</dt><dd>{{policy}}</dd></dl>
        <h3 id="objections">Objections up to entry {{covers}}</h3>
        {{objections}}</section>

        == facts
        <dt>Equal identities</dt><dd>{{list}}</dd>

        == policy
        <bdi>{{name}}</bdi> <code>sha256:{{digest}}</code>
        == policy-none
        the program’s own rules; no file tightens them
        == rules-none
        <dt>–</dt><dd>none</dd>
        == candidates
        <section id="candidates"><h2>7. Candidates, as the model ranked them</h2>
        {{pictures}}<table><caption>Score: {{direction}}, {{range}}. A distance is not a probability. The model always ranks something first, also when nothing in the gallery belongs to the evidence.</caption><thead><tr><th scope="col">Rank<th scope="col">Label<th scope="col">Distance<th scope="col">Within published threshold<th scope="col">Quality<th scope="col">Unstable bits<th scope="col">Equal identities<th scope="col">Sealed name</tr></thead><tbody>
        {{rows}}</tbody></table></section>

        == more-pictures
        <div class="pics">{{pictures}}</div>

        == candidate
        <tr><th scope="row" data-l="Rank">{{rank}}<td data-l="Label">{{label}}<td data-l="Distance">{{distance}}<td data-l="In threshold">{{within}}<td data-l="Quality">{{quality}}<td data-l="Unstable bits">{{unstable}}<td data-l="Equal">{{equal}}<td class="w" data-l="Sealed name"><code>{{name}}</code></tr>

        == candidates-refused
        <section id="candidates"><h2>7. Candidates</h2><p>Refused: no candidate is shown. <a href="#rules">Section 6</a> gives the reasons.</p></section>

        == candidates-none
        <section id="candidates"><h2>7. Candidates</h2><p>The run recorded none.</p></section>

        == model
        <section id="model"><h2>8. Model and gallery</h2>
        <dl class="kv"><dt>Model</dt><dd><bdi>{{name}}</bdi> {{version}}</dd>
        <dt>Identity</dt><dd><code>{{manifest}}</code> <span class="s">SHA-256 of its manifest</span></dd>
        <dt>Score</dt><dd>{{direction}}; {{range}}</dd>
        <dt>Generates pixels</dt><dd>{{generates}}</dd>
        <dt>Validated for</dt><dd><bdi>{{conditions}}</bdi></dd>
        <dt>Runner</dt><dd>{{runner}}, {{confinement}}</dd>
        <dt>Replay may differ by</dt><dd>{{tolerance}} <span class="s">declared before the run</span></dd>
        {{parameters}}<dt>Gallery</dt><dd>{{members}} members, {{usable}} of them usable; manifest <code>{{gallery}}</code>, <code>statement:{{statement}}</code></dd></dl></section>

        == completeness
        <section id="completeness"><h2>9. Is anything left out?</h2>
        <p>{{proven}}</p>
        <p>{{unproven}}</p>
        <table><caption>Complete lists, up to entry {{covers}}</caption><thead><tr><th scope="col">Entries that refer to<th scope="col">Name<th scope="col" class="r">Count</tr></thead><tbody>
        {{rows}}</tbody></table></section>

        == list-row
        <tr><th scope="row" data-l="Refer to">{{subject}}<td class="w" data-l="Name"><code>{{name}}</code><td class="r" data-l="Count">{{count}}</tr>

        == entries
        <section id="entries"><h2>10. Entries shown here</h2>
        <table><caption>The last column says which of them refer to the evidence.</caption><thead><tr><th scope="col">Entry<th scope="col">Kind<th scope="col">Hour<th scope="col">Role<th scope="col">Key<th scope="col">Statement<th scope="col">Evidence</tr></thead><tbody>
        {{rows}}</tbody></table></section>

        == entry
        <tr{{mine}}><th scope="row" data-l="Entry">{{position}}<td data-l="Kind">{{kind}}{{remark}}<td class="w" data-l="Hour">{{hour}}<td data-l="Role">{{role}}<td class="w" data-l="Key"><code>{{author}}</code><td class="w" data-l="Statement"><code>{{statement}}</code><td data-l="Evidence">{{refers}}</tr>

        == remark
         <b>{{text}}</b>
        == slots
        <section id="slots"><h2>11. Private values, given and withheld</h2>
        <table><caption>{{given}} given, {{withheld}} withheld. A withheld value exists and is committed to: the publisher can show it later, but cannot change it.</caption><thead><tr><th scope="col">Entry<th scope="col">Field<th scope="col">Value</tr></thead><tbody>
        {{rows}}</tbody></table></section>

        == slot
        <tr><th scope="row" data-l="Entry">{{position}}<td class="p" data-l="Field"><code>{{path}}</code><td class="v" data-l="Value">{{value}}</tr>

        == objections
        <ul>{{items}}</ul>
        == objection
        <li>Entry {{position}}, {{hour}}: <bdi>{{ground}}</bdi>, {{state}}, <code>{{statement}}</code></li>

        """#
}
