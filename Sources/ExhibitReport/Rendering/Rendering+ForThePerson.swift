extension Rendering {
    /// What the identified person needs first, before the record itself.
    var forThePerson: Markup {
        template.fill(
            "you",
            [
                "contact": contact, "values": Markup(withheldValues), "pictures": Markup(withheldPictures),
                "position": Markup(view.header.claimPosition),
            ])
            + check
            + template.fill("limits", ["covers": covers, "unproven": template.fill("unproven")])
    }

    var withheldValues: Int { view.slots.count { $0.value == .withheld } }

    private var withheldPictures: Int {
        ([view.evidence] + view.references.map(\.picture)).count { $0.jpeg == .withheld }
    }

    private var check: Markup {
        var names = names(of: view.evidence, label: template.fill("label-evidence"))
        for reference in view.references {
            let label = template.fill("label-reference", ["rank": Markup(reference.rank)])
            names += self.names(of: reference.picture, label: label)
        }
        return template.fill(
            "check",
            [
                "ledger": Markup(view.header.ledgerID), "command": template.fill("command"), "names": names,
                "position": Markup(view.header.claimPosition), "statement": Markup(view.header.claimStatement),
            ])
    }

    private func names(of picture: ReportView.Picture, label: Markup) -> Markup {
        template.fill("field", ["name": label, "value": code(picture.name)])
            + template.each("field", picture.identities) {
                ["name": Markup($0.name), "value": disclosed($0.value, as: "code")]
            }
    }
}
