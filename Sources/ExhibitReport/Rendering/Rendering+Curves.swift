extension Rendering {
    /// How many comparisons of either kind had at least a ratio.
    func tippett(_ weight: ReportView.Weight) -> Markup {
        typealias Point = (ratio: Int128, same: Int128, different: Int128)
        let points: [Point?] = weight.tippett.map {
            guard let ratio = FixedPoint.units($0.ratio), let same = FixedPoint.units($0.same),
                let different = FixedPoint.units($0.different)
            else { return nil }
            return (ratio, same, different)
        }
        let read = points.compactMap { $0 }
        let own = FixedPoint.units(weight.logRatio)
        var drawing: Markup?
        if !read.isEmpty, read.count == points.count {
            let (low, high) = Self.wholeRange(of: read.map(\.ratio) + [own ?? 0])
            let plot = Plot(
                across: low * FixedPoint.one, high * FixedPoint.one, upTo: FixedPoint.one, labelRows: 1)
            let step = max((high - low) / 6, 1)
            let ticks = (low...high).filter { $0 % step == 0 }.map {
                Plot.Tick(at: $0 * FixedPoint.one, label: String($0))
            }
            func steps(_ share: (Point) -> Int128) -> Plot.Line {
                var line = Plot.Line()
                // A share holds from the ratio before, which is not counted in it, up to its own.
                var x = Plot.left
                for point in read {
                    line.add(x, plot.y(share(point)))
                    x = plot.x(point.ratio)
                    line.add(x, plot.y(share(point)))
                }
                return line
            }
            drawing =
                plot.frame("w2", ticks, template) + plot.line("kind-zero", at: 0, row: 1, .none, template)
                + curve("kind-different", steps(\.different)) + curve("kind-same", steps(\.same))
                + legend("legend-lines", template.fill("word-same"), template.fill("word-different"))
            if let own {
                let label = template.fill("label-ratio", ["ratio": number(weight.logRatio)])
                drawing? += plot.line("kind-score", at: own, row: 0, label, template)
            }
        }
        let rows = weight.tippett.map { row(Markup($0.ratio), Markup($0.same), Markup($0.different)) }
        return plotted(2, drawing, rows: Markup(rows))
    }

    /// Whole numbers around all values and 0, at least two apart and at most 20 from 0.
    private static func wholeRange(of values: [Int128]) -> (low: Int128, high: Int128) {
        let most = 20 * FixedPoint.one
        let low = max(min(values.min() ?? 0, 0), -most) - (FixedPoint.one - 1)
        let high = min(max(values.max() ?? 0, 0), most) + (FixedPoint.one - 1)
        return (min(low / FixedPoint.one, -1), max(high / FixedPoint.one, 1))
    }

    /// What believing the ratios costs, from each odds before the comparison.
    func crossEntropy(_ weight: ReportView.Weight) -> Markup {
        typealias Point = (prior: Int128, bits: Int128, neutral: Int128)
        let points: [Point] = weight.crossEntropy.compactMap {
            guard let prior = FixedPoint.units($0.prior), (1..<FixedPoint.one).contains(prior),
                let bits = FixedPoint.units($0.bits), let neutral = FixedPoint.units($0.neutral)
            else { return nil }
            return (prior, bits, neutral)
        }
        var drawing: Markup?
        if points.count > 1, points.count == weight.crossEntropy.count {
            let last = points.count - 1
            let highest = min(points.map { max($0.bits, $0.neutral) }.max() ?? 0, 10 * FixedPoint.one)
            let plot = Plot(across: 0, Int128(last), upTo: FixedPoint.roundTop(highest), labelRows: 0)
            func line(_ value: (Point) -> Int128) -> Plot.Line {
                var line = Plot.Line()
                for (index, point) in points.enumerated() { line.add(plot.x(Int128(index)), plot.y(value(point))) }
                return line
            }
            let places = last % 4 == 0 ? [0, last / 4, last / 2, last / 4 * 3, last] : [0, last]
            let ticks = places.map { Plot.Tick(at: Int128($0), label: Self.odds(points[$0].prior)) }
            drawing =
                plot.frame("w3", ticks, template) + curve("kind-neutral", line(\.neutral))
                + curve("kind-same", line(\.bits))
                + legend("legend-neutral", template.fill("word-believing"), template.fill("word-ignoring"))
        }
        // Digits are recorded to a billionth; less than that is no harm.
        let harming = points.count { $0.bits - $0.neutral > $0.neutral / 1_000_000_000 + 1 }
        let rows = weight.crossEntropy.map { row(Markup($0.prior), Markup($0.bits), Markup($0.neutral)) }
        return plotted(
            3, drawing, caption: ["harming": Markup(harming), "count": Markup(points.count)], rows: Markup(rows))
    }

    /// A probability as odds, to the nearest whole number: 0.000999 as 1 : 1000.
    private static func odds(_ prior: Int128) -> String {
        let other = FixedPoint.one - prior
        return prior <= other ? "1 : \((other + prior / 2) / prior)" : "\((prior + other / 2) / other) : 1"
    }
}
