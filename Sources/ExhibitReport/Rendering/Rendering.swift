/// One rendering. Its parts are in extensions, in the order of the page.
struct Rendering {
    let view: ReportView
    let template: Template

    var isRefused: Bool { view.claim.status == .refused }

    var covers: Markup { Markup(view.completeness.covers) }

    var document: Markup {
        let head = template.fill(
            "head",
            [
                "language": Markup(view.header.language.rawValue), "salt": Markup(view.header.salt), "title": title,
            ])
        let main = firstScreen + worth + forThePerson + record
        return head + template.fill("style")
            + template.fill("body", ["main": main, "program": Markup(view.header.program)])
    }

    var title: Markup { template.fill("title-" + view.claim.status.rawValue) }

    func yesOrNo(_ answer: Bool) -> Markup { template.fill(answer ? "yes" : "no") }

    func text(_ value: String) -> Markup { template.fill("text", ["text": Markup(value)]) }

    func code(_ value: String) -> Markup { template.fill("code", ["text": Markup(value)]) }

    func disclosed(_ value: ReportView.Disclosed<String>, as piece: String = "text") -> Markup {
        switch value {
        case .given(let value): template.fill(piece, ["text": Markup(value)])
        case .withheld: template.fill("withheld")
        }
    }

    func fields(_ fields: [ReportView.Field]) -> Markup {
        template.each("field", fields) { ["name": Markup($0.name), "value": text($0.value)] }
    }
}
