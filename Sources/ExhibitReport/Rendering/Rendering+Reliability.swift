extension Rendering {
    private static let fewestDrawn = 10

    /// Stated probabilities against what came true.
    func reliability(_ weight: ReportView.Weight) -> Markup {
        let plot = Plot(across: 0, FixedPoint.one, upTo: FixedPoint.one, labelRows: 0)
        let bins = weight.reliability.compactMap { drawn($0, in: plot) }
        var drawing: Markup?
        if !bins.isEmpty {
            let ticks = [0, FixedPoint.one / 2, FixedPoint.one].map {
                Plot.Tick(at: $0, label: FixedPoint.text($0))
            }
            var diagonal = Plot.Line()
            diagonal.add(Plot.left, Plot.bottom)
            diagonal.add(Plot.right, plot.top)
            drawing =
                plot.frame("w4", ticks, template) + curve("kind-neutral", diagonal) + Markup(bins)
                + template.fill("legend-dots")
        }
        let rows = weight.reliability.enumerated().map { index, bin in
            row(
                template.fill("tenth", ["from": tenth(index), "to": tenth(index + 1)]), Markup(bin.count),
                number(bin.stated), number(bin.observed), number(bin.lower), number(bin.upper))
        }
        let leftOut = weight.reliability.count - bins.count
        var caption = ["left": Markup(leftOut), "count": Markup(weight.reliability.count)]
        if isDisclosing {
            caption["same"] = Markup(weight.sameIndependent)
            caption["different"] = Markup(weight.differentIndependent)
        }
        return plotted(4, drawing, caption: caption, rows: Markup(rows))
    }

    private func drawn(_ bin: ReportView.Weight.Bin, in plot: Plot) -> Markup? {
        guard bin.count >= Self.fewestDrawn, let stated = FixedPoint.units(bin.stated),
            let observed = FixedPoint.units(bin.observed), let lower = FixedPoint.units(bin.lower),
            let upper = FixedPoint.units(bin.upper)
        else { return nil }
        let x = plot.x(stated)
        return template.fill(
            "dot",
            [
                "x": Plot.markup(x), "left": Plot.markup(x - 40), "y": Plot.markup(plot.y(observed)),
                "low": Plot.markup(plot.y(lower)), "high": Plot.markup(plot.y(upper)),
            ])
    }

    private func tenth(_ index: Int) -> Markup { Markup(FixedPoint.text(Int128(index) * FixedPoint.one / 10)) }
}
