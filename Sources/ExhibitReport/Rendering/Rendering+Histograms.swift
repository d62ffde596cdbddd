extension Rendering {
    /// Where the distance of this search lies among those of the test.
    func distances(_ weight: ReportView.Weight) -> Markup {
        let score = weight.score.map { template.fill("w1-score", ["score": Markup($0)]) }
        return both(
            weight, .distances, Self.distanceTicks, { self.lines(weight, in: $0) },
            caption: ["score": score ?? template.fill("w1-no-score"), "threshold": Markup(weight.threshold)])
    }

    /// Where the score of this answer lies among those of the test.
    func scores(_ weight: ReportView.Weight, _ scale: ReportView.Weight.Scale) -> Markup {
        let score = scale.score.map { template.fill("w1-score", ["score": Markup($0)]) }
        let ticks = scale.ends.enumerated().map {
            Plot.Tick(at: Int128($0) * Histogram.Form.scores.end / 2, label: $1)
        }
        return both(
            weight, .scores, ticks, { self.lines(scale, in: $0) },
            caption: ["score": score ?? template.fill("w1-no-score"), "threshold": Markup(scale.threshold)])
    }

    /// Histograms of both kinds over one axis.
    private func both(
        _ weight: ReportView.Weight, _ form: Histogram.Form, _ ticks: [Plot.Tick], _ lines: (Plot) -> Markup,
        caption: [String: Markup]
    ) -> Markup {
        let same = Histogram(weight.same, form)
        let different = Histogram(weight.different, form)
        var drawing: Markup?
        if let highest = [same, different].compactMap({ $0?.highest }).max() {
            let plot = plot(form, upTo: highest)
            var drawn = plot.frame("w1", ticks, template) + template.fill("hatching")
            if let different { drawn += curve("kind-outline", different.outline(in: plot)) }
            if let same { drawn += curve("kind-hatched", same.outline(in: plot)) }
            drawing = drawn + lines(plot) + legend("legend-areas", total(same), total(different))
        }
        let counts = Dictionary(weight.same.map { ($0.distance, $0.count) }) { first, _ in first }
        let others = Dictionary(weight.different.map { ($0.distance, $0.count) }) { first, _ in first }
        let rows = Set(counts.keys).union(others.keys).sorted().map {
            row(Markup($0), Markup(counts[$0] ?? 0), Markup(others[$0] ?? 0))
        }
        return plotted(1, drawing, caption: caption, rows: Markup(rows))
    }

    /// How near the nearest other picture is, for each search of the test.
    func searches(_ weight: ReportView.Weight) -> Markup {
        var drawing: Markup?
        if let nearest = Histogram(weight.searches, .distances) {
            let plot = plot(.distances, upTo: nearest.highest)
            drawing =
                plot.frame("w6", Self.distanceTicks, template) + curve("kind-outline", nearest.outline(in: plot))
                + lines(weight, in: plot)
        }
        let found = Histogram(weight.searches.filter { $0.distance <= weight.threshold }, .distances)
        let rows = weight.searches.map { row(Markup($0.distance), Markup($0.count)) }
        return plotted(
            6, drawing,
            caption: [
                "found": total(found), "count": total(Histogram(weight.searches, .distances)),
                "threshold": Markup(weight.threshold),
            ], rows: Markup(rows))
    }

    private func plot(_ form: Histogram.Form, upTo highest: Int128) -> Plot {
        Plot(across: 0, form.end, upTo: FixedPoint.roundTop(highest), labelRows: 2)
    }

    private static let distanceTicks = [0, 64, 128, 192, 256].map { Plot.Tick(at: $0, label: "\($0)") }

    private func total(_ histogram: Histogram?) -> Markup { Markup(String(histogram?.total ?? 0)) }

    private func lines(_ weight: ReportView.Weight, in plot: Plot) -> Markup {
        let limit = template.fill("label-threshold", ["distance": Markup(weight.threshold)])
        // A distance fills the place from itself to the next one.
        let threshold = plot.line(
            "kind-threshold", at: Int128(weight.threshold) + 1, row: 1, limit, template)
        guard let score = weight.score else { return threshold }
        let label = template.fill("label-score", ["distance": Markup(score)])
        return threshold + plot.line("kind-score", at: Int128(score), row: 0, label, template)
    }

    private func lines(_ scale: ReportView.Weight.Scale, in plot: Plot) -> Markup {
        func line(_ kind: String, _ place: String?, _ row: Int, _ piece: String, _ score: String) -> Markup {
            guard let place = FixedPoint.units(place) else { return .none }
            let at = place * Int128(Histogram.Form.scores.scale) / FixedPoint.one
            return plot.line(kind, at: at, row: row, template.fill(piece, ["distance": Markup(score)]), template)
        }
        let threshold = line("kind-threshold", scale.thresholdPlace, 1, "label-threshold", scale.threshold)
        guard let score = scale.score else { return threshold }
        return threshold + line("kind-score", scale.scorePlace, 0, "label-score", score)
    }
}

/// Shares of comparisons by distance, or by a hundredth of the range of a score.
struct Histogram {
    /// How bars are put into bins, and bins onto an axis.
    struct Form {
        /// Of the bars, counted from 0.
        let longest: Int
        /// Bars to a bin.
        let width: Int
        /// Units of the axis to a bar.
        let scale: Int

        /// Where the last bin ends.
        var end: Int128 { Int128((longest / width + 1) * width * scale) }

        static let distances = Form(longest: 256, width: 4, scale: 1)
        static let scores = Form(longest: 99, width: 1, scale: 1_000)
    }

    /// More than any test has; no sum of shares overflows.
    private static let most: Int128 = 1_000_000_000_000

    let total: Int128
    private let form: Form
    private var bins: [Int128]

    /// Nil where nothing was counted.
    init?(_ bars: [ReportView.Weight.Bar], _ form: Form) {
        self.form = form
        bins = [Int128](repeating: 0, count: form.longest / form.width + 1)
        for bar in bars {
            let bin = min(max(bar.distance, 0), form.longest) / form.width
            bins[bin] = min(bins[bin] + min(max(Int128(bar.count), 0), Self.most), Self.most)
        }
        total = bins.reduce(0, +)
        if total == 0 { return nil }
    }

    var highest: Int128 { share(bins.max() ?? 0) }

    private func share(_ count: Int128) -> Int128 { count * FixedPoint.one / total }

    func outline(in plot: Plot) -> Plot.Line {
        var line = Plot.Line()
        line.add(Plot.left, Plot.bottom)
        for (index, count) in bins.enumerated() {
            let height = plot.y(share(count))
            line.add(plot.x(Int128(index * form.width * form.scale)), height)
            line.add(plot.x(Int128((index + 1) * form.width * form.scale)), height)
        }
        line.add(Plot.right, Plot.bottom)
        return line
    }
}
