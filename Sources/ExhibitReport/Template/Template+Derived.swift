extension Template {
    /// What is said besides where steps made the picture that was compared, or where the file itself speaks against it.
    static let derived = #"""
        == examined
        <div><dt>Compared:</dt> <dd>a picture that recorded steps of this ledger made, class {{class}}. {{sentence}} <a href="#made">How it was made</a></dd></div>
        == marked
        <div><dt>Marks in the file:</dt> <dd><bdi>{{text}}</bdi> <span class="q">Anybody can write such marks: they are believed only against a picture.</span></dd></div>
        == label-derived
        made by recorded steps
        == taint-notes
        <ul>{{items}}</ul>
        == made
        <section id="made"><h2>How the picture that was compared was made</h2>
        <p class="s">Each run stands in the ledger before the run of this report. What a step draws is not evidence, whatever is done with it afterwards.</p>
        {{runs}}</section>

        == made-run
        <h3>Run {{position}}: {{model}}</h3><ol class="steps">{{steps}}</ol>

        """#
}
