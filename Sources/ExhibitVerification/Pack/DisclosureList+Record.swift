import ExhibitCore
import ExhibitReport

/// The record itself: every run, what was stated, and what shows that it was not changed.
extension DisclosureList {
    mutating func addRecord() {
        let failed = view.runs.count { $0.outcome != .completed }
        add(
            "runs", "Every search and run on this picture, also failed and unwanted ones", [Asked.act], .present,
            """
            \(view.runs.count) up to entry \(view.completeness.covers), \(failed) of them failed or without result; the \
            ledger’s signed index commits to that list
            """,
            "report.html, sections 4 and 9; entries.sql")
        addQuestion()
        let objections = view.objections.map { "entry \($0.position): \($0.ground), \($0.state)" }
        add(
            "objections", "Objections, and what became of them", [], objections.isEmpty ? .absent : .present,
            objections.isEmpty
                ? "None is recorded up to entry \(view.completeness.covers)." : list(objections),
            objections.isEmpty ? "" : "report.html, section 6")
        let replays = entries(.replay).map { "entry \($0.position): \($0.statement.text("class"))" }
        add(
            "replays", "Whether others ran it again, and what came out", [], replays.isEmpty ? .absent : .present,
            replays.isEmpty ? "No such statement is recorded." : list(replays) + ", in the words of their authors",
            replays.isEmpty ? "" : "report.html, section 10")
        add(
            "again", "What running it again needs", [], hasBag ? .present : .withheld,
            hasBag
                ? "With what it does not give listed in bag/data/withheld.json"
                : "Ask the publisher for the bag of this report: exhibit export bag", hasBag ? "bag/" : "")
        add(
            "environment", "On which machine and libraries it ran", [], .present,
            view.steps.first?.environment ?? "as its steps say", "report.html, section 5; \(file(opened))")
        add(
            "proofs", "The ledger’s signed head, and the place of each entry in it", [], .present,
            "\(subject.entries.byPosition.count) entries", "checkpoint.txt; entries/; keys/")
        let anchors = subject.entries.anchors.compactMap { Anchor($0.statement) }
        add(
            "timestamps", "A time that others vouch for", [], anchors.isEmpty ? .absent : .present,
            anchors.isEmpty
                ? "None: hours are the signer’s own clock."
                : list(anchors.map { "\($0.sentence), if its token is genuine" }),
            anchors.isEmpty ? "" : list(anchors.map { "disclosed/\($0.tokenFile)" }, most: 4))
    }

    private mutating func addQuestion() {
        let claims = [subject.claim]
        let members = [
            ("question", "question"), ("proposition", "proposition"), ("alternative", "alternative"),
            ("prior_reason", "reason for the prior"),
        ]
        let isWeighed = claim.isWeighedClaim
        let stated = isWeighed ? values(members, of: claims) : (.absent, "This claim has no place for them.")
        add(
            "question", "The question that was asked, and the alternatives", [], stated.0, stated.1,
            isWeighed ? file(subject.claim) : "")
        let others =
            isWeighed
            ? values([("corroboration_items", "for it"), ("contrary_items", "against it")], of: claims)
            : (.absent, "This claim has no place for it.")
        add(
            "other-evidence", "What else supports it, and what speaks against it", [], others.0, others.1,
            isWeighed ? file(subject.claim) : "")
    }
}
