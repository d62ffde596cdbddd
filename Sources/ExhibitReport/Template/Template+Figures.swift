extension Template {
    /// The figures: what each shows, how it is read, and the pieces that they are drawn of. Measures in user units.
    static let figures = #"""
        == plot
        <figure><svg viewBox="0 0 400 256" role="img" aria-labelledby="w{{number}}t w{{number}}d"><title id="w{{number}}t">{{title}}</title><desc id="w{{number}}d">{{description}} The numbers are in the table below it.</desc>
        {{drawing}}</svg><figcaption><b>{{title}}.</b> {{caption}}</figcaption>{{numbers}}</figure>

        == no-plot
        <figure><figcaption><b>{{title}}.</b> Not available: the record holds no numbers from which it can be drawn.</figcaption>{{numbers}}</figure>

        == numbers
        <details><summary>Its numbers</summary><table class="n"><thead><tr>{{head}}</tr></thead><tbody>
        {{rows}}</tbody></table></details>
        == number-row
        <tr><th scope="row">{{first}}{{others}}</tr>

        == number
        <td>{{text}}
        == plot-frame
        <text x="0" y="12">{{up}}</text><text x="386" y="252" text-anchor="end">{{across}}</text>{{ticks}}<path class="k" d="M52 214H386"/>

        == tick-up
        <path class="g" d="M52 {{y}}H386"/><text x="47" y="{{base}}" text-anchor="end">{{label}}</text>
        == tick-across
        <path class="k" d="M{{x}} 214v4"/><text x="{{middle}}" y="231" text-anchor="{{anchor}}">{{label}}</text>
        == anchor-start
        start
        == anchor-middle
        middle
        == anchor-end
        end
        == line
        <path class="{{kind}}" d="M{{x}} {{y}}V214"/><text x="{{at}}" y="{{base}}" text-anchor="{{anchor}}">{{label}}</text>

        == curve
        <path class="{{kind}}" d="M{{path}}"/>

        == kind-same
        a
        == kind-different
        b
        == kind-neutral
        c
        == kind-hatched
        a h
        == kind-outline
        o
        == kind-zero
        k
        == kind-threshold
        t
        == kind-score
        s
        == hatching
        <defs><pattern id="wh" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="a" d="M0 0V5"/></pattern></defs>
        == legend-areas
        <path class="a h" d="M52 19h24v12h-24z"/><text x="82" y="30">same source: {{first}}</text><path class="o" d="M222 19h24v12h-24z"/><text x="252" y="30">different: {{second}}</text>
        == legend-lines
        <path class="a" d="M52 26h24"/><text x="82" y="30">{{first}}</text><path class="b" d="M222 26h24"/><text x="252" y="30">{{second}}</text>
        == legend-neutral
        <path class="a" d="M52 26h24"/><text x="82" y="30">{{first}}</text><path class="c" d="M222 26h24"/><text x="252" y="30">{{second}}</text>
        == legend-dots
        <path class="a" d="M64 18v15"/><path class="p" d="M60 26a4 4 0 1 0 8 0a4 4 0 1 0-8 0"/><text x="82" y="30">95 % interval</text><path class="c" d="M222 26h24"/><text x="252" y="30">as stated</text>
        == legend-expected
        <path class="a" d="M52 26h24"/><text x="82" y="30">from single comparisons</text><path class="x" d="M244 22l8 8m0-8l-8 8"/><text x="260" y="30">bound of this search</text>
        == dot
        <path class="a" d="M{{x}} {{low}}V{{high}}"/><path class="p" d="M{{left}} {{y}}a4 4 0 1 0 8 0a4 4 0 1 0-8 0"/>

        == cross
        <path class="x" d="M{{x}} {{y}}m-5-5l10 10m0-10l-10 10"/>

        == one
        <text x="386" y="{{base}}" text-anchor="end">1 in each search</text>

        == word-same
        same source
        == word-different
        different sources
        == word-believing
        believing the ratios
        == word-ignoring
        ignoring them
        == label-score
        this search: {{distance}}
        == label-threshold
        limit: {{distance}}
        == label-ratio
        this search: {{ratio}}
        == label-searched
        this search: {{count}}
        == tenth
        {{from}} to {{to}}
        == not-searched
        not searched

        """#
}
