import ExhibitCore

/// Which claims an objection or a retraction must be to, so that it concerns a report.
struct OwnClaims {
    /// Of the run of the report's claim: claiming again from the same run says the same.
    private let ofRun: Set<TypedName>
    /// Of those that objections name, the claims on the same picture.
    private let ofPicture: Set<TypedName>
    /// Where the report's run was opened; whoever asks later has seen what was decided before.
    private let asked: UInt64
    private let entries: EntryIndex

    init(of claim: Statement, among entries: [PlacedEntry]) {
        let index = EntryIndex(entries)
        self.entries = index
        let run = claim.name("run")
        let own = PictureEvidence.names(ofClaim: claim, lookup: index)
        asked = run.flatMap { index.entry(named: $0)?.position } ?? 0
        ofRun = Set(entries.map(\.statement).filter { $0.isClaim && $0.name("run") == run }.map(\.name))
        let objected = Set(entries.map(\.statement).filter { $0.isKind(.challenge) }.compactMap { $0.name("claim") })
        ofPicture = objected.filter { name in
            guard let other = index.entry(named: name)?.statement, other.isClaim else { return false }
            return !PictureEvidence.names(ofClaim: other, lookup: index).isDisjoint(with: own)
        }
    }

    /// Whether an entry is to a claim of the report's own run.
    func isOfRun(_ entry: PlacedEntry) -> Bool { entry.statement.name("claim").map { ofRun.contains($0) } ?? false }

    /// Whether it is to a claim of the run, or to any on the picture. Asking once more, about the same file or one that was
    /// saved again, of another model or in another set, washes off nothing that nobody has decided.
    func concerns(_ entry: PlacedEntry) -> Bool {
        isOfRun(entry) || (entry.statement.name("claim").map { ofPicture.contains($0) } ?? false)
    }

    /// Whether an objection is one to the report: to a claim of its run, or to another one on the picture while that is
    /// undecided, or where it was upheld after the report's run was opened.
    ///
    /// - Parameters:
    ///   - state: of the objection, by all answers.
    ///   - answers: that name the objection, by position.
    func isOwn(_ objection: PlacedEntry, _ state: ChallengeState, answers: [PlacedEntry]) -> Bool {
        if isOfRun(objection) { return true }
        guard concerns(objection) else { return false }
        let before = self.state(of: objection.statement, by: answers.filter { $0.position < asked })
        return state.isUndecided || (state.isAgainstReport && !before.isAgainstReport)
    }

    /// - Parameter answers: that name the challenge, by position.
    func state(of challenge: Statement, by answers: [PlacedEntry]) -> ChallengeState {
        let involved = ["report", "claim"].compactMap { challenge.name($0) }.compactMap { entries.entry(named: $0) }
        return ChallengeState(of: challenge, among: involved + answers)
    }
}

extension PictureEvidence {
    /// What the picture of a claim is recorded under: all evidence of what its run reads, of what that was made from, and of
    /// what had its pixels first. Two claims are on the same picture where they have one of these names in common.
    public static func names(ofClaim claim: Statement, lookup: some EntryLookup) -> Set<TypedName> {
        let evidence = Set([claim.name("evidence")].compactMap { $0 })
        guard let opened = claim.name("run").flatMap({ lookup.entry(statement: $0.hash) }),
            opened.statement.isRunOpened
        else { return evidence }
        return evidence.union(PictureEvidence(of: opened, before: .max, lookup: lookup).lists)
    }
}
