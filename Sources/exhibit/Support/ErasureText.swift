import ExhibitCore

extension Erasures {
    /// Of one entry: what of it is gone, and the entries that say so.
    func json(of statement: Statement) -> JSON {
        func item(_ what: String, _ entry: PlacedEntry) -> JSON {
            [
                "what": .string(what), "entry": .integer(Int64(entry.position)),
                "reason": .string(entry.statement.text("reason")),
            ]
        }
        let names = statement.references.sorted().compactMap { name in
            entry(erasing: name).map { item(name.description, $0) }
        }
        let members = (statement.kind?.slots.keys.sorted() ?? []).compactMap { member in
            entry(erasing: member, of: statement.id).map { item("body.\(member)", $0) }
        }
        return .array(names + members)
    }
}
