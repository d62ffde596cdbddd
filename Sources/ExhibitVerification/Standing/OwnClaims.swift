import ExhibitCore

/// Which claims an objection or a retraction must be to, so that it concerns a report.
struct OwnClaims {
    /// Of the run of the report's claim: claiming again from the same run says the same.
    private let ofRun: Set<TypedName>
    /// Of the same question: the same model was asked about the same picture with the same reference sets. Asking once more,
    /// about the same file or one that was saved again, washes off nothing that nobody has decided.
    private let ofQuestion: Set<TypedName>
    /// By name, what objections name.
    private let entries: [TypedName: PlacedEntry]

    init(of claim: Statement, among entries: [PlacedEntry]) {
        let byName = Dictionary(entries.map { ($0.statement.name, $0) }) { first, _ in first }
        self.entries = byName
        struct Question {
            /// The evidence, and what makes another file the same picture.
            let picture: Set<TypedName>
            let model: TypedName?
            let galleries: [TypedName]

            init(_ claim: Statement, _ entries: [TypedName: PlacedEntry]) {
                let opened = claim.name("run").flatMap { entries[$0]?.statement }
                let model = opened?.name("model")
                let evidence = claim.name("evidence")
                let recorded = evidence.flatMap { entries[$0]?.statement }
                let identities = PictureEvidence.identities.map { recorded?.name($0) }
                picture = Set(([evidence] + identities).compactMap { $0 })
                self.model = model.flatMap { entries[$0]?.statement.name("manifest") } ?? model
                galleries = opened?.names("galleries").sorted() ?? []
            }

            func isSame(as other: Question) -> Bool {
                !picture.isDisjoint(with: other.picture) && model == other.model && galleries == other.galleries
            }
        }
        let claims = entries.map(\.statement).filter(\.isClaim)
        ofRun = Set(claims.filter { $0.name("run") == claim.name("run") }.map(\.name))
        let question = Question(claim, byName)
        ofQuestion = Set(claims.filter { Question($0, byName).isSame(as: question) }.map(\.name))
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
