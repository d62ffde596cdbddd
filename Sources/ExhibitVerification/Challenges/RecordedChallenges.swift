import ExhibitCore

extension ReportVerifier {
    private static let mostNamed = 20

    /// Says which objections the report has, as its page does, and whether what was decided on them lets the claim stand.
    /// That none was left out is for the lists to show.
    mutating func checkStanding(_ subject: Subject) {
        let entries = subject.scope.entries.values.sorted { $0.position < $1.position }
        let recorded = entries.filter { $0.statement.isKind(.challenge) }
        let retractions = entries.filter { $0.statement.isKind(.retraction) }
        guard !recorded.isEmpty || !retractions.isEmpty else { return }
        var check = Verdict.Check("standing", "nothing that is recorded here takes the claim back")
        defer { verdict.add(check) }
        check.detail = "\(recorded.count) objections, \(retractions.count) retractions"
        let claim = subject.claim.statement.name
        var words: [String] = []
        for entry in recorded {
            let grounds = (try? Challenge(entry.statement))?.groundWords ?? "not well formed"
            let state = ChallengeState(of: entry.statement, among: entries)
            words.append("entry \(entry.position) on \(grounds), \(state.rawValue)")
            if state.isAgainstReport, entry.statement.name("claim") == claim {
                check.fail(
                    .contested, "entry \(entry.position)", "this objection to the claim was decided: \(state.rawValue)")
            }
        }
        for entry in retractions where entry.statement.name("claim") == claim {
            check.fail(.contested, "entry \(entry.position)", "it retracts a report of this claim")
        }
        if words.count > Self.mostNamed { words = words.prefix(Self.mostNamed) + ["\(recorded.count) in all"] }
        if !words.isEmpty { verdict.summary.append(("objections", words.joined(separator: "; "))) }
    }
}
