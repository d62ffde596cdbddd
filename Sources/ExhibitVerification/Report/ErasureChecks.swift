import ExhibitCore

/// What was destroyed of what a report rests on.
extension ReportVerifier {
    /// An erasure takes nothing from what was signed. It takes from the reader what could show that the record is of the
    /// picture, and from everybody the means to run it again: so such a report says at most that there was a lead.
    mutating func checkErasures(_ subject: Subject) {
        let erasures = Erasures(subject.scope.entries.values)
        guard !erasures.isEmpty else { return }
        var check = Verdict.Check("erased", "nothing that this report rests on was erased")
        let claim = subject.claim.statement
        func named(_ member: String) -> Statement? {
            claim.name(member).flatMap { subject.entries.byStatement[$0.hash]?.statement }
        }
        let pictures = [named("evidence")?.name("artifact")] + (named("run")?.artifacts("inputs") ?? []).map { $0.name }
        let answers = [named("closed")?.name("candidates")] + claim.names("named")
        for name in Set((pictures + answers).compactMap { $0 }).sorted() {
            guard let entry = erasures.entry(erasing: name) else { continue }
            check.fail(
                .incomplete, name.description,
                "\(Erasures.words(entry)): this report is historic. What was signed holds, its run cannot be repeated, and it gives at most a LEAD"
            )
        }
        if !check.findings.isEmpty, claim.text("status") == "IDENTIFICATION" {
            check.fail(
                .contested, "entry \(subject.claim.position)",
                "downgraded: it says IDENTIFICATION, and without what was erased it is at most a LEAD")
        }
        let gone = erasures.entries.compactMap { Erasure($0.statement) }
        check.detail =
            "\(erasures.entries.count == 1 ? "entry" : "entries") \(erasures.entries.map { String($0.position) }.joined(separator: ", ")): \(gone.flatMap(\.artifacts).count) artifacts, \(gone.flatMap(\.slots).count) values"
        verdict.add(check)
    }
}
