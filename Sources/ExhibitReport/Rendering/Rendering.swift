import ExhibitCore

/// One rendering. Its parts are in extensions, in the order of the page.
struct Rendering {
    let view: ReportView
    let template: Template
    /// Nil where the template has no place for one.
    let script: PageScript?

    var isRefused: Bool { view.claim.status == .refused }

    /// Whether the template has places for what views of version 2 say.
    var isDisclosing: Bool { template.edition == .disclosing }

    var covers: Markup { Markup(view.completeness.covers) }

    var document: Markup {
        var head = [
            "language": Markup(view.header.language.rawValue), "salt": Markup(view.header.salt), "title": title,
        ]
        if isDisclosing { head["disclosed"] = Markup(view.further?.disclosed ?? "") }
        var body = [
            "main": firstScreen + worth + forThePerson + record, "program": Markup(view.header.program),
        ]
        if let script {
            head["script-hash"] = Markup(base64: script.name.bytes)
            body["script"] = Markup(script)
        }
        return template.fill("head", head) + template.fill("style") + template.fill("body", body)
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
