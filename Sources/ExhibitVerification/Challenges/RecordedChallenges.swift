import ExhibitCore

extension ReportVerifier {
    private static let mostNamed = 20

    /// Says which objections the report has, as its page does: that none was left out is for the lists to show.
    mutating func nameObjections(_ subject: Subject) {
        let entries = subject.scope.entries.values.sorted { $0.position < $1.position }
        let recorded = entries.filter { $0.statement.isKind(.challenge) }
        guard !recorded.isEmpty else { return }
        var words = recorded.prefix(Self.mostNamed).map { entry in
            let grounds = (try? Challenge(entry.statement))?.groundWords ?? "not well formed"
            let state = ChallengeState(of: entry.statement, among: entries)
            return "entry \(entry.position) on \(grounds), \(state.rawValue)"
        }
        if recorded.count > Self.mostNamed { words.append("\(recorded.count) in all") }
        verdict.summary.append(("objections", words.joined(separator: "; ")))
    }
}
