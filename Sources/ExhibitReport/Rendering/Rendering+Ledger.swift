extension Rendering {
    var completeness: Markup {
        let rows = template.each("list-row", view.completeness.lists) {
            ["subject": Markup($0.subject), "name": Markup(Text.short($0.name)), "count": Markup($0.count)]
        }
        return template.fill(
            "completeness",
            [
                "proven": template.fill("proven", ["covers": covers]), "unproven": template.fill("unproven"),
                "covers": covers, "rows": rows,
            ])
    }

    var entries: Markup {
        let rows = template.each("entry", view.entries) { entry in
            [
                "mine": entry.refersToEvidence ? template.fill("mine") : .none, "position": Markup(entry.position),
                "kind": Markup(entry.kind),
                "remark": entry.remark.isEmpty ? .none : template.fill("remark", ["text": Markup(entry.remark)]),
                "hour": Markup(Text.hour(entry.hour)), "role": Markup(entry.role),
                "author": Markup(Text.short(entry.author)), "statement": Markup(Text.short(entry.statement)),
                "refers": yesOrNo(entry.refersToEvidence),
            ]
        }
        return template.fill("entries", ["rows": rows])
    }

    var slots: Markup {
        let rows = template.each("slot", view.slots) {
            ["position": Markup($0.position), "path": Markup($0.path), "value": value(of: $0)]
        }
        return template.fill(
            "slots",
            [
                "given": Markup(view.slots.count - withheldValues), "withheld": Markup(withheldValues), "rows": rows,
            ])
    }

    /// A refusal could still name somebody through a disclosed field of another entry, say a gallery label; only
    /// what the evidence entry says of itself is printed then.
    private func value(of slot: ReportView.Slot) -> Markup {
        let kind = view.entries.first { $0.position == slot.position }?.kind
        return isRefused && slot.value != .withheld && kind != "evidence"
            ? template.fill("refused") : disclosed(slot.value)
    }
}
