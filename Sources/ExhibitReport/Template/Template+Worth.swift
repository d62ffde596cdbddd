extension Template {
    /// What the answer is worth, in words. The digits are those of the record; the sentences say what they bound.
    static let worth = #"""
        == first-banner
        <div><dt>Warning:</dt> <dd>{{text}}</dd></div>
        == worth
        <section id="worth"><h2>What this is worth</h2>
        {{banner}}{{ratio}}
        <p class="s">A likelihood ratio says how many times more probable such a distance is between pictures of one source than between pictures of different ones. Its log10 is 0 where that says nothing, 1 for ten times, 2 for a hundred times, and −1 for ten times in the other direction. It is not the probability that the claim is true.</p>
        <h3>By coincidence</h3>
        {{coincidences}}{{positives}}
        {{posteriors}}<h3>What these numbers rest on</h3>
        {{facts}}
        <p>The question, its propositions with their alternative, corroboration and contrary evidence stand in <a href="#rules" data-n="6">what the answer rests on</a>.</p>
        <h3>Figures</h3>
        <div class="plots">
        {{figures}}</div></section>

        == worth-banner
        <p><b>{{text}}</b></p>

        == ratio-for
        <p>The comparison gives <b>{{words}}</b> that both pictures come from one source, over different ones as in the test: log10 of the likelihood ratio <b>{{ratio}}</b>.{{cap}}</p>
        == ratio-against
        <p>The comparison gives <b>{{words}}</b> that both pictures come from different sources, over one: log10 of the likelihood ratio <b>{{ratio}}</b>.{{cap}}</p>
        == ratio-none
        <p>No likelihood ratio is given for this comparison.{{cap}}</p>
        == cap
         {{text}}
        == coincidences
        <p>At most <b>{{bound}}</b> unrelated pictures within the limit are to be expected by coincidence in a search of {{searched}} pictures, over all galleries searched (one-sided 95 % bound).</p>

        == coincidences-none
        <p>Nothing bounds how many unrelated pictures a search like this one finds by coincidence.</p>

        == positives
        <p>At most a share of <b>{{bound}}</b> of such searches find an unrelated picture (one-sided 95 % bound): {{errors}} of {{trials}} independent trials of the test did. {{how}} In the test {{tested}} pictures were compared at a time, in this search {{searched}}.</p>

        == positives-direct
        The test searched a gallery of nearly the size of this one.
        == positives-none
        <p>No test of this size bounds how often such a search finds an unrelated picture. In a smaller test {{errors}} of {{trials}} independent trials did; {{tested}} pictures were compared at a time, in this search {{searched}}.</p>

        == posteriors
        <h3>From a prior to a posterior</h3>
        <table><caption>The comparison moves a probability, it does not make one. Where to begin is not the model’s to choose: each row holds only for a reader who begins there, with reasons from outside this comparison.</caption><thead><tr><th scope="col">Before the comparison<th scope="col">What that prior is<th scope="col">After it</tr></thead><tbody>
        {{rows}}</tbody></table>

        == posterior
        <tr><th scope="row" data-l="Before">{{prior}}<td data-l="Which is">{{basis}}<td data-l="After">{{value}}</tr>

        == posteriors-none
        <p>No posterior is given.</p>

        == basis-even
        even odds, which a search of many pictures does not give
        == basis-population
        one among {{count}} that it could have been
        == basis-declared
        the publisher’s own, declared with the question
        == worth-facts
        <dl class="kv"><dt>Ahead of the next candidate</dt><dd>{{margin}}</dd>
        <dt>Kind of picture measured</dt><dd>{{cell}} <span class="s">independent comparisons: {{same}} of the same source, {{different}} of different ones</span></dd>
        <dt>Conditions</dt><dd>{{conditions}}</dd>
        <dt>Measured</dt><dd>{{made}} <span class="s">calibration, entry {{position}}, <code>statement:{{statement}}</code></span></dd>
        <dt>Question put</dt><dd>{{asked}}</dd>
        <dt>Cost of the ratios (Cllr)</dt><dd>{{cost}}</dd></dl>

        == cost
        {{cllr}} <span class="s">on pictures kept out of the fitting; {{least}} of it from the order of the scores, {{loss}} from their calibration. 0 would be ideal, 1 says nothing, more misleads.</span>
        == margin
        {{text}} <span class="s">log10 of the ratio between both</span>
        == asked-before
        before a candidate was seen, in the publisher’s words
        == asked-after
        after a candidate was seen. A question that is put once the answer is known can be chosen to fit it.
        == asked-not stated
        when, is not stated
        == not-available
        not available

        """#
}
