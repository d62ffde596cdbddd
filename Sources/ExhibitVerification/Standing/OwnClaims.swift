import ExhibitCore

/// Which claims an objection or a retraction must be to, so that it concerns a report.
struct OwnClaims {
    /// Of the run of the report's claim: claiming again from the same run says the same.
    private let ofRun: Set<TypedName>
    /// Of the same question: the same model was asked about the same evidence with the same reference sets. Asking once more
    /// washes off nothing that nobody has decided.
    private let ofQuestion: Set<TypedName>
    /// By name, what objections name.
    private let entries: [TypedName: PlacedEntry]

    init(of claim: Statement, among entries: [PlacedEntry]) {
        let byName = Dictionary(entries.map { ($0.statement.name, $0) }) { first, _ in first }
        self.entries = byName
        struct Question: Equatable {
            let evidence: TypedName?
            let model: TypedName?
            let galleries: [TypedName]

            init(_ claim: Statement, _ entries: [TypedName: PlacedEntry]) {
                let opened = claim.name("run").flatMap { entries[$0]?.statement }
                let model = opened?.name("model")
                evidence = claim.name("evidence")
                self.model = model.flatMap { entries[$0]?.statement.name("manifest") } ?? model
                galleries = opened?.names("galleries").sorted() ?? []
            }
        }
        let claims = entries.map(\.statement).filter(\.isClaim)
        ofRun = Set(claims.filter { $0.name("run") == claim.name("run") }.map(\.name))
        let question = Question(claim, byName)
        ofQuestion = Set(claims.filter { Question($0, byName) == question }.map(\.name))
    }

    func hasOwn(_ entry: PlacedEntry, isUndecided: Bool) -> Bool {
        guard let claim = entry.statement.name("claim") else { return false }
        return ofRun.contains(claim) || (isUndecided && ofQuestion.contains(claim))
    }

    /// - Parameter answers: that name the challenge, by position.
    func state(of challenge: Statement, by answers: [PlacedEntry]) -> ChallengeState {
        let involved = ["report", "claim"].compactMap { challenge.name($0) }.compactMap { entries[$0] }
        return ChallengeState(of: challenge, among: involved + answers)
    }
}
