extension Rendering {
    func figures(_ weight: ReportView.Weight) -> Markup {
        // Pairs were tried one by one where there is a scale, and no searches.
        (weight.scale.map { scores(weight, $0) } ?? distances(weight)) + tippett(weight) + crossEntropy(weight)
            + reliability(weight) + expected(weight) + (weight.scale == nil ? searches(weight) : .none)
    }

    /// A figure with its caption and its numbers in words and digits. Without a drawing the page says that there is none;
    /// the numbers stand in any case.
    ///
    /// - Parameter number: from 1. It makes the identifiers, and names the pieces of the template.
    func plotted(_ number: Int, _ drawing: Markup?, caption: [String: Markup] = [:], rows: Markup) -> Markup {
        let name = "w\(number)"
        let title = template.fill(name + "-title")
        let numbers = template.fill("numbers", ["head": template.fill(name + "-head"), "rows": rows])
        guard let drawing else {
            return template.fill("no-plot", ["title": title, "numbers": rows.html.isEmpty ? .none : numbers])
        }
        return template.fill(
            "plot",
            [
                "number": Markup(number), "title": title, "description": template.fill(name + "-description"),
                "drawing": drawing, "caption": template.fill(name + "-caption", caption), "numbers": numbers,
            ])
    }

    func row(_ first: Markup, _ others: Markup...) -> Markup {
        template.fill("number-row", ["first": first, "others": template.each("number", others) { ["text": $0] }])
    }

    func number(_ text: String?) -> Markup { text.map { Markup($0) } ?? template.fill("none") }

    /// What the lines of each kind are, above the frame. `piece` draws the samples.
    func legend(_ piece: String, _ first: Markup, _ second: Markup) -> Markup {
        template.fill(piece, ["first": first, "second": second])
    }

    /// The line of a drawing; `kind` is the piece that holds its class.
    func curve(_ kind: String, _ line: Plot.Line) -> Markup {
        template.fill("curve", ["kind": template.fill(kind), "path": line.markup])
    }
}
