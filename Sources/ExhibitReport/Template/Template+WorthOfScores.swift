extension Template {
    /// What is said in other words where scores of a model were weighed, and single pairs were tried in place of searches.
    static let worthOfScores = #"""
        == worth
        <section id="worth"><h2>What this is worth</h2>
        {{banner}}{{ratio}}
        <p class="s">A likelihood ratio says how many times more probable such a score is for a right answer than for a wrong one. Its log10 is 0 where that says nothing, 1 for ten times, 2 for a hundred times, and −1 for ten times in the other direction. It is not the probability that the claim is true, and neither is the score.</p>
        <h3>By coincidence</h3>
        {{coincidences}}{{positives}}
        {{posteriors}}<h3>What these numbers rest on</h3>
        {{facts}}
        <p>The question, its propositions with their alternative, corroboration and contrary evidence stand in <a href="#rules" data-n="6">what the answer rests on</a>.</p>
        <h3>Figures</h3>
        <div class="plots">
        {{figures}}</div></section>

        == ratio-for
        <p>The score gives <b>{{words}}</b> that the first answer is right, over a wrong one as in the test: log10 of the likelihood ratio <b>{{ratio}}</b>.{{cap}}</p>
        == ratio-against
        <p>The score gives <b>{{words}}</b> that the first answer is a wrong one as in the test, over a right one: log10 of the likelihood ratio <b>{{ratio}}</b>.{{cap}}</p>
        == ratio-none
        <p>No likelihood ratio is given for this answer.{{cap}}</p>
        == coincidences
        <p>At most <b>{{bound}}</b> wrong answers that count are to be expected by coincidence among {{searched}} that the model had to choose from (one-sided 95 % bound, as if they were independent).</p>

        == coincidences-none
        <p>Nothing bounds how many wrong answers count by coincidence.</p>

        == positives-none
        <p>How often a whole question is answered wrongly was not tested. Of {{tested}} pairs in the test that are different, counted as {{trials}} independent ones, {{errors}} of these reached the score that counts; in this run the model had {{searched}} answers to choose from.</p>

        == basis-even
        even odds, which a choice among many answers does not give
        == w1-title
        Scores in the test, and of this answer
        == w1-description
        Two histograms over the score, of pairs that are the same and of pairs that are different, with the score of this first answer and the score that counts as vertical lines.
        == w1-caption
        Scores of pairs that are the same (hatched) and of pairs that are different (outline), each as shares of its own kind, in a hundred equal parts. {{score}} The dashed line is the score from which on an answer counts, {{threshold}}. A score is no probability.
        == w1-score
        The solid line is the first answer of the model, at {{score}}: the more often right answers, and the more seldom wrong ones, lie there, the more the score says.
        == w1-no-score
        No answer of the model counts.
        == w1-head
        <th scope="col">Part of a hundred, from 0<th scope="col">Same<th scope="col">Different
        == w1-up
        share of pairs
        == w1-across
        score
        == label-score
        this answer: {{distance}}
        == label-threshold
        counts: {{distance}}
        == w2-caption
        The share of pairs of each kind with at least the ratio below, on pictures kept out of the fitting. Right of 0, what the dashed line still holds are wrong answers that spoke for being right; left of 0, what the solid line lacks are right answers that spoke against it.
        == w5-title
        Coincidences and how many answers there are
        == w5-description
        A line that rises with the number of possible answers, a dashed line at one wrong answer that counts, and a cross at the recorded bound of this run.
        == w5-caption
        How many wrong answers that count are to be expected at most: the bound of a single pair times the number of answers, as if pairs were independent. The cross is what is recorded for this run: {{searched}} answers, at most {{bound}}. Above the dashed line, at 1, every run is to be expected to give one.
        == w5-head
        <th scope="col">Answers<th scope="col">From single pairs<th scope="col">Recorded
        == w5-up
        wrong answers expected, at most
        == w5-across
        answers to choose from
        == legend-expected
        <path class="a" d="M52 26h24"/><text x="82" y="30">from single pairs</text><path class="x" d="M244 22l8 8m0-8l-8 8"/><text x="260" y="30">bound of this run</text>
        == one
        <text x="386" y="{{base}}" text-anchor="end">1 in each run</text>

        == label-ratio
        this answer: {{ratio}}
        == label-searched
        this run: {{count}}
        == not-searched
        not asked

        """#
}
