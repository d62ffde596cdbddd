extension Template {
    /// How the numbers came about, and where to begin with them.
    static let disclosingWorth = #"""
        == posterior-no-population
        <tr><th scope="row" data-l="Before">none stated<td data-l="Which is">one among all that it could have been: the publisher states no such number<td data-l="After">–</tr>

        == posterior-no-prior
        <tr><th scope="row" data-l="Before">none stated<td data-l="Which is">the publisher’s own: the publisher declares none<td data-l="After">–</tr>

        == basis-searched
        one among the {{count}} that were searched
        == basis-stated
        one among {{count}} that it could have been, as the publisher states
        == basis-searched-and-stated
        one among the {{count}} that were searched, and as many as the publisher states that it could have been
        == basis-declared-for
        the publisher’s own, declared with the question. Its reason: {{reason}}
        == making
        <h3>How the ratio was made</h3>
        <dl class="kv">{{method}}{{pairs}}{{covariate}}</dl>

        == making-method
        <dt>Method</dt><dd>{{curve}}</dd>

        == making-logistic
        balanced logistic regression at its maximum likelihood: the natural logarithm of the ratio is {{intercept}} + ({{slope}}) × the distance
        == making-isotonic
        isotonic regression (pool adjacent violators), because logistic regression has no finite maximum here: {{blocks}} blocks, with {{misleading}} misleading distance added to each kind, so that no ratio is without bound
        == making-at-score
        <dt>At this distance</dt><dd>log10 of the ratio before any cap: {{method}}. <span class="s">For comparison, by isotonic regression alone: {{isotonic}}.{{outside}}</span></dd>

        == making-unbounded
        without bound, since only one kind of pair had such distances
        == making-outside
         It lies beyond all distances that were measured, where the method only extrapolates.
        == making-densities
        <dt>Two methods disagree</dt><dd>by more than 0.5: {{method}} by logistic regression, {{densities}} by kernel densities. The one nearer to 0 was used, before any cap.</dd>

        == making-pairs
        <dt>Learnt from</dt><dd>{{same}} pairs of the same source, of which {{same-independent}} count as independent; {{different}} pairs of different ones, of which {{different-independent}} do</dd>

        == making-tried
        <dt>Tried on pictures kept out</dt><dd>{{plan}}: {{models}} models, {{logistic}} of them logistic regressions; Cllr {{cllr}}, Cllr_min {{least}}</dd>

        == making-none-one-class-empty
        <dt>Method</dt><dd>none: of one kind of pairs the test has none on such pictures</dd>

        == making-none-too-few-sources
        <dt>Method</dt><dd>none: the test has too few sources on such pictures</dd>

        == making-none-uninformative
        <dt>Method</dt><dd>none: nothing was learnt that tells one kind of pairs from the other</dd>

        == making-none-no-threshold
        <dt>Method</dt><dd>none: the model asks for no score from which on an answer counts</dd>

        == making-covariate
        <dt>This picture among those of the test</dt><dd>{{measure}} {{value}}: {{less}} of {{count}} pictures of the test have no more, p = {{probability}} <span class="s">(1 + {{less}}) / ({{count}} + 1), one-sided: the smaller it is, the less the test says of such a picture</span></dd>

        == measure-quality
        quality (PDQ, 0 to 100)
        == measure-side
        smaller side in pixels
        == w4-caption
        Posteriors at even odds, on pictures kept out of the fitting. A dot on the diagonal came true as often as stated; below it the method promised too much, above it too little. The intervals are drawn as if pairs were independent. No more than {{same}} of the same source and {{different}} of different ones are, so the true intervals are wider. Left out are {{left}} of {{count}} tenths, those with fewer than 10 comparisons.

        """#

    /// The same where scores of a model were weighed.
    static let disclosingWorthOfScores = #"""
        == making-logistic
        balanced logistic regression at its maximum likelihood: the natural logarithm of the ratio is {{intercept}} + ({{slope}}) × the score
        == making-isotonic
        isotonic regression (pool adjacent violators), because logistic regression has no finite maximum here: {{blocks}} blocks, with {{misleading}} misleading score added to each kind, so that no ratio is without bound
        == making-at-score
        <dt>At this score</dt><dd>log10 of the ratio before any cap: {{method}}. <span class="s">For comparison, by isotonic regression alone: {{isotonic}}.{{outside}}</span></dd>

        == making-unbounded
        without bound, since only one kind of pair had such scores
        == making-outside
         It lies beyond all scores that were measured, where the method only extrapolates.
        == making-pairs
        <dt>Learnt from</dt><dd>{{same}} pairs that are the same, of which {{same-independent}} count as independent; {{different}} pairs that are different, of which {{different-independent}} do</dd>

        == basis-searched
        one among the {{count}} that the model had to choose from
        == basis-searched-and-stated
        one among the {{count}} that the model had to choose from, and as many as the publisher states that it could have been

        """#
}
