extension Template {
    /// What is said in other words, or besides, where a model answered.
    static let scores = #"""
        == no-reference
        <div class="pic"><span class="s">no reference picture: the model was asked about this picture alone</span></div>

        == no-reference-set
        <div class="pic"><span class="s">no reference picture: none reached the score of the model’s statement, or could be shown</span></div>

        == scores-alone
        the model gives such scores to pictures that show nothing of the kind, too.
        == scores-set
        the model always ranks something first, also when nothing in the reference set belongs to the evidence.
        == scores
        <section id="candidates"><h2>7. Answers, as the model ranked them</h2>
        {{pictures}}<table><caption>Score: {{direction}}, {{range}}. A score is not a probability, however close to its largest value it is: {{caption}}</caption><thead><tr><th scope="col">Rank<th scope="col">Answer<th scope="col">Score<th scope="col">Its bits<th scope="col">Reaches the score of the model’s statement</tr></thead><tbody>
        {{rows}}</tbody></table></section>

        == score
        <tr><th scope="row" data-l="Rank">{{rank}}<td class="w" data-l="Answer">{{answer}}<td data-l="Score">{{score}}<td class="w" data-l="Bits"><code>{{bits}}</code><td data-l="Reaches">{{reaches}}</tr>

        == model-alone
        <section id="model"><h2>8. Model</h2>
        <dl class="kv"><dt>Model</dt><dd><bdi>{{name}}</bdi> {{version}} <span class="s">what follows is what its publisher says of it</span></dd>
        <dt>Identity</dt><dd><code>{{manifest}}</code> <span class="s">SHA-256 of its manifest</span></dd>
        <dt>Score</dt><dd>{{direction}}; {{range}}</dd>
        <dt>Generates pixels</dt><dd>{{generates}}</dd>
        <dt>Validated for</dt><dd><bdi>{{conditions}}</bdi></dd>
        <dt>Runner</dt><dd>{{runner}}, {{confinement}}</dd>
        <dt>Replay may differ by</dt><dd>{{tolerance}} <span class="s">declared before the run</span></dd>
        {{parameters}}{{set}}</dl></section>

        == set
        <dt>Reference set</dt><dd>{{members}} members, {{given}} of them recorded as given to the model: each picture once, without those that could not be decoded; manifest <code>{{manifest}}</code>, <code>statement:{{statement}}</code></dd>

        """#
}
