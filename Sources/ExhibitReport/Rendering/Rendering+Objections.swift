extension Rendering {
    /// Each objection with what was decided on each of its grounds, and why: one that was rejected stays to be read.
    var objectionsInFull: Markup {
        template.each("objection-full", view.objections) { objection in
            [
                "position": Markup(objection.position), "hour": Markup(Text.hour(objection.hour)),
                "state": Markup(objection.state), "statement": Markup(Text.short(objection.statement)),
                "details": objection.details.map(details)
                    ?? template.fill("objection-unread", ["ground": Markup(objection.ground)]),
            ]
        }
    }

    private func details(_ details: ReportView.Objection.Details) -> Markup {
        let grounds = template.each("objection-ground", details.answers) { answer in
            ["ground": Markup(answer.ground), "answer": self.answer(answer, details.ruling)]
        }
        let remedies = details.remedies.joined(separator: ", ")
        return template.fill(
            "objection-details",
            [
                "grounds": grounds, "remedies": remedies.isEmpty ? template.fill("none-stated") : text(remedies),
                "words": ofOthers(details.text),
            ])
    }

    private func answer(_ answer: ReportView.Objection.Answer, _ ruling: Int?) -> Markup {
        guard let outcome = answer.outcome, let ruling else { return template.fill("objection-undecided") }
        let reason =
            switch answer.reason {
            case .withheld: template.fill("objection-reason-withheld")
            case .given(""): template.fill("objection-reason-none")
            case .given: ofOthers(answer.reason)
            }
        return template.fill(
            "objection-decided",
            ["outcome": Markup(outcome.rawValue), "position": Markup(ruling), "reason": reason])
    }

    /// Words of others could name whom a refusal does not.
    private func ofOthers(_ value: ReportView.Disclosed<String>) -> Markup {
        isRefused && value != .withheld ? template.fill("refused") : disclosed(value)
    }
}
