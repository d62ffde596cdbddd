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
        // Claiming again from the same run says the same.
        let run = subject.claim.statement.name("run")
        func isOwn(_ entry: PlacedEntry) -> Bool {
            let claim = entry.statement.name("claim")
            return entries.contains { $0.statement.name == claim && $0.statement.name("run") == run }
        }
        var words: [String] = []
        for entry in recorded {
            let grounds = (try? Challenge(entry.statement))?.groundWords ?? "not well formed"
            let state = ChallengeState(of: entry.statement, among: entries)
            words.append("entry \(entry.position) on \(grounds), \(state.rawValue)")
            if state.isAgainstReport, isOwn(entry) {
                check.fail(
                    .contested, "entry \(entry.position)", "this objection to the claim was decided: \(state.rawValue)")
            }
        }
        for entry in retractions where isOwn(entry) {
            check.fail(.contested, "entry \(entry.position)", "it retracts a report of this claim")
        }
        if words.count > Self.mostNamed { words = words.prefix(Self.mostNamed) + ["\(recorded.count) in all"] }
        if !words.isEmpty { verdict.summary.append(("objections", words.joined(separator: "; "))) }
    }
}
