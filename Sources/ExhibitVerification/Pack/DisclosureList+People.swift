import ExhibitCore
import ExhibitReport

/// Who did it, who looked at it, and when.
extension DisclosureList {
    mutating func addPeople() {
        let ledger = subject.entries.byPosition[0]
        let name = view.header.publisher
        let contact = view.header.contact.isEmpty ? "no contact" : "contact \(view.header.contact)"
        add(
            "publisher", "Who publishes it, and how to reach them", [], name.isEmpty ? .absent : .present,
            name.isEmpty ? "The ledger gives no name, \(contact)." : "\(name), \(contact), in their own words",
            file(ledger))
        add(
            "operator", "Who ran it, with training and certificates", [Asked.arteaga], .absent,
            "The record names the key that ran it, ed25519:\(claim.head.author.hex), and no person and no training.")
        addReviews()
        let times = values([("started", "start"), ("ended", "end")], of: [opened, closed].compactMap { $0 })
        let hour = opened.map { "\($0.statement.head.time)" } ?? ""
        add(
            "times", "When it was started and ended", [Asked.act], times.0,
            "The hour of the entry is \(hour), by the signer’s clock. \(times.1)", file(opened))
    }

    private mutating func addReviews() {
        // Of whatever run on this evidence: one that disagrees may be of another.
        let reviews = entries(.review)
        let asked = [Asked.arteaga, Asked.act]
        let remarks = Dictionary(view.entries.map { ($0.position, $0.remark) }) { first, _ in first }
        let title = "Which people looked at the result, and what they concluded"
        guard !reviews.isEmpty else {
            add("reviews", title, asked, .absent, "Nobody’s review is recorded.")
            add("notes", "What they wrote", [Asked.arteaga], .absent, "Nobody’s review is recorded.")
            return
        }
        add(
            "reviews", title, asked, .present,
            list(
                reviews.map {
                    "entry \($0.position): \(remarks[Int($0.position)] ?? $0.statement.text("conclusion"))"
                }), list(reviews.map { file($0) }, most: 4))
        let names = values([("reviewer", "who they are")], of: reviews)
        add("reviewers", "Who these people are", asked, names.0, names.1, list(reviews.map { file($0) }, most: 4))
        let reasons = values([("reasons", "reasons")], of: reviews)
        add("notes", "What they wrote", [Asked.arteaga], reasons.0, reasons.1, list(reviews.map { file($0) }, most: 4))
    }
}
