extension Rendering {
    /// More than any gallery has; the bound of the largest one still fits.
    private static let mostSearched = 1_000_000_000_000

    /// Coincidences to be expected in galleries up to ten times this one.
    func expected(_ weight: ReportView.Weight) -> Markup {
        let size = Int128(min(max(weight.searched, 0), Self.mostSearched))
        let rate = FixedPoint.units(weight.falseMatchRate).flatMap { (0...FixedPoint.one).contains($0) ? $0 : nil }
        let bound = FixedPoint.units(weight.coincidences).flatMap { $0 >= 0 ? $0 : nil }
        var drawing: Markup?
        if size > 0, rate != nil || bound != nil {
            let highest = max((rate ?? 0) * size * 10, bound ?? 0, FixedPoint.one * 3 / 2)
            let plot = Plot(across: 0, size * 10, upTo: FixedPoint.roundTop(highest), labelRows: 1)
            let ticks = [0, size * 5, size * 10].map { Plot.Tick(at: $0, label: String($0)) }
            var one = Plot.Line()
            one.add(Plot.left, plot.y(FixedPoint.one))
            one.add(Plot.right, plot.y(FixedPoint.one))
            var drawn =
                plot.frame("w5", ticks, template) + curve("kind-threshold", one)
                + template.fill("one", ["base": Plot.markup(plot.y(FixedPoint.one) - 50)])
            if let rate {
                var line = Plot.Line()
                line.add(Plot.left, Plot.bottom)
                line.add(Plot.right, plot.y(rate * size * 10))
                drawn += curve("kind-same", line)
            }
            let label = template.fill("label-searched", ["count": Markup(weight.searched)])
            drawn += plot.line("kind-zero", at: size, row: 0, label, template)
            if let bound {
                drawn += template.fill("cross", ["x": Plot.markup(plot.x(size)), "y": Plot.markup(plot.y(bound))])
            }
            drawing = drawn + template.fill("legend-expected")
        }
        let rows = (drawing == nil ? [] : [1, 2, 5, 10]).map { factor -> Markup in
            let count = size * Int128(factor)
            return row(
                Markup(String(count)), rate.map { Markup(FixedPoint.text($0 * count)) } ?? template.fill("none"),
                factor == 1 ? number(weight.coincidences) : template.fill("not-searched"))
        }
        return plotted(
            5, drawing,
            caption: [
                "searched": Markup(weight.searched),
                "bound": weight.coincidences.map { Markup($0) } ?? template.fill("not-available"),
            ], rows: Markup(rows))
    }
}
