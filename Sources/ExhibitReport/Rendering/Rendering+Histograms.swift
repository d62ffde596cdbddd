extension Rendering {
    /// Where the distance of this search lies among those of the test.
    func distances(_ weight: ReportView.Weight) -> Markup {
        let same = Histogram(weight.same)
        let different = Histogram(weight.different)
        var drawing: Markup?
        if let highest = [same, different].compactMap({ $0?.highest }).max() {
            let plot = plot(upTo: highest)
            var drawn = plot.frame("w1", Self.distanceTicks, template) + template.fill("hatching")
            if let different { drawn += curve("kind-outline", different.outline(in: plot)) }
            if let same { drawn += curve("kind-hatched", same.outline(in: plot)) }
            drawing = drawn + lines(weight, in: plot) + legend("legend-areas", total(same), total(different))
        }
        let score = weight.score.map { template.fill("w1-score", ["score": Markup($0)]) }
        let counts = Dictionary(weight.same.map { ($0.distance, $0.count) }) { first, _ in first }
        let others = Dictionary(weight.different.map { ($0.distance, $0.count) }) { first, _ in first }
        let rows = Set(counts.keys).union(others.keys).sorted().map {
            row(Markup($0), Markup(counts[$0] ?? 0), Markup(others[$0] ?? 0))
        }
        return plotted(
            1, drawing,
            caption: [
                "score": score ?? template.fill("w1-no-score"), "threshold": Markup(weight.threshold),
            ], rows: Markup(rows))
    }

    /// How near the nearest other picture is, for each search of the test.
    func searches(_ weight: ReportView.Weight) -> Markup {
        var drawing: Markup?
        if let nearest = Histogram(weight.searches) {
            let plot = plot(upTo: nearest.highest)
            drawing =
                plot.frame("w6", Self.distanceTicks, template) + curve("kind-outline", nearest.outline(in: plot))
                + lines(weight, in: plot)
        }
        let found = Histogram(weight.searches.filter { $0.distance <= weight.threshold })
        let rows = weight.searches.map { row(Markup($0.distance), Markup($0.count)) }
        return plotted(
            6, drawing,
            caption: [
                "found": total(found), "count": total(Histogram(weight.searches)),
                "threshold": Markup(weight.threshold),
            ], rows: Markup(rows))
    }

    private func plot(upTo highest: Int128) -> Plot {
        Plot(across: 0, Int128(Histogram.end), upTo: FixedPoint.roundTop(highest), labelRows: 2)
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
}

/// Shares of comparisons by distance, four distances to a bin.
struct Histogram {
    private static let width = 4
    private static let longest = 256
    /// Where the last bin ends.
    static let end = (longest / width + 1) * width
    /// More than any test has; no sum of shares overflows.
    private static let most: Int128 = 1_000_000_000_000

    let total: Int128
    private var bins = [Int128](repeating: 0, count: Histogram.end / Histogram.width)

    /// Nil where nothing was counted.
    init?(_ bars: [ReportView.Weight.Bar]) {
        for bar in bars {
            let bin = min(max(bar.distance, 0), Self.longest) / Self.width
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
            line.add(plot.x(Int128(index * Self.width)), height)
            line.add(plot.x(Int128((index + 1) * Self.width)), height)
        }
        line.add(Plot.right, Plot.bottom)
        return line
    }
}
