import ExhibitCore

/// What whoever the report is about can do, what is in it, and how each of it is checked.
extension PackRendering {
    var actions: Markup {
        let grounds = template.each("ground", ChallengeGround.allCases) {
            ["code": Markup($0.rawValue), "text": Markup($0.title)]
        }
        return template.fill(
            "do",
            [
                "contact": contact, "grounds": grounds,
                "first": template.fill(view.isRejected ? "first-rejected" : "first"),
                "last": template.fill(view.isRejected ? "last-rejected" : "last"),
                "letter": template.fill(view.items.isEmpty ? "no-letter" : "letter"),
            ])
    }

    var checks: Markup {
        template.fill(
            "check",
            [
                "ledger": view.ledgerID.isEmpty ? template.fill("no-ledger") : Markup(view.ledgerID),
                "replay": template.fill(view.hasBag ? "replay-bag" : "replay-ask"),
                "timestamps": view.hasTimestamps ? template.fill("timestamps") : .none,
            ])
    }

    var items: Markup {
        guard !view.items.isEmpty else { return template.fill("no-items") }
        let counts = Dictionary(grouping: view.items, by: \.state).mapValues(\.count)
        let rows = template.each("row", view.items) { item in
            [
                "title": Markup(item.title), "state": template.fill("state-" + item.state.rawValue),
                "class": Markup(item.state.rawValue), "text": Markup(item.text), "asked": askedIn(item),
                "place": item.place.isEmpty ? .none : template.fill("place", ["text": Markup(item.place)]),
            ]
        }
        return template.fill(
            "items",
            [
                "rows": rows, "present": Markup(counts[.present] ?? 0), "withheld": Markup(counts[.withheld] ?? 0),
                "erased": Markup(counts[.erased] ?? 0),
                "absent": Markup(counts[.absent] ?? 0),
            ])
    }

    private func askedIn(_ item: PackView.Item) -> Markup {
        guard !item.askedIn.isEmpty else { return .none }
        return template.fill("asked", ["text": Markup(item.askedIn.joined(separator: "; "))])
    }

    var objections: Markup {
        guard let report else { return .none }
        let objections = report.view.objections
        let rows = template.each("objection", objections) {
            [
                "position": Markup($0.position), "hour": Markup(Text.hour($0.hour)), "ground": Markup($0.ground),
                "state": Markup($0.state),
            ]
        }
        return template.fill(
            "objections",
            [
                "covers": report.covers,
                "list": objections.isEmpty ? template.fill("no-objections") : template.fill("rows", ["rows": rows]),
            ])
    }

    var parts: Markup {
        template.fill(
            "parts",
            ["rows": template.each("part", view.parts) { ["path": Markup($0.path), "text": Markup($0.text)] }])
    }

    var result: Markup {
        template.fill(
            "result", ["day": Markup(view.day), "lines": Markup(view.lines.joined(separator: "\n"))])
    }
}
