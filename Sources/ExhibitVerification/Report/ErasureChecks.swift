import ExhibitCore

/// What was destroyed of what a report rests on.
extension ReportVerifier {
    mutating func checkErasures(_ subject: Subject) {
        let check = Verdict.Check(
            erasedFrom: subject.claim, among: Array(subject.scope.entries.values),
            title: "nothing that this report rests on was erased")
        if let check { verdict.add(check) }
    }
}

extension Verdict.Check {
    static let erasedID = "erased"

    /// An erasure takes nothing from what was signed. It takes from the reader what could show that the record is of the
    /// picture, and from everybody the means to run it again: so such a report says at most that there was a lead.
    ///
    /// - Parameter entries: none of them void. Nil where nothing was erased.
    init?(erasedFrom placed: PlacedEntry, among entries: [PlacedEntry], title: String) {
        let erasures = Erasures(entries)
        guard !erasures.isEmpty else { return nil }
        self.init(Self.erasedID, title)
        let claim = placed.statement
        func named(_ member: String) -> Statement? {
            claim.name(member).flatMap { name in entries.first { $0.statement.name == name }?.statement }
        }
        let pictures = [named("evidence")?.name("artifact")] + (named("run")?.artifacts("inputs") ?? []).map { $0.name }
        let answers = [named("closed")?.name("candidates")] + claim.names("named")
        let historic =
            "this report is historic. What was signed holds, its run cannot be repeated, and it gives at most a LEAD"
        for name in Set((pictures + answers).compactMap { $0 }).sorted() {
            guard let entry = erasures.entry(erasing: name) else { continue }
            fail(.incomplete, name.description, "\(Erasures.words(entry)): \(historic)")
        }
        // What else it rests on stands on no list of a report; that of its run and its claim does.
        let rested = Set([claim.name("run"), claim.name].compactMap { $0 })
        for entry in erasures.entries where findings.isEmpty {
            guard let erasure = Erasure(entry.statement), !rested.isDisjoint(with: erasure.affected) else { continue }
            fail(
                .incomplete, "entry \(entry.position)", "what its run rests on is \(Erasures.words(entry)): \(historic)"
            )
        }
        if !findings.isEmpty, claim.text("status") == "IDENTIFICATION" {
            fail(
                .contested, "entry \(placed.position)",
                "downgraded: it says IDENTIFICATION, and without what was erased it is at most a LEAD")
        }
        let gone = erasures.entries.compactMap { Erasure($0.statement) }
        detail =
            "\(erasures.entries.count == 1 ? "entry" : "entries") \(erasures.entries.map { String($0.position) }.joined(separator: ", ")): \(gone.flatMap(\.artifacts).count) artifacts, \(gone.flatMap(\.slots).count) values"
    }
}
