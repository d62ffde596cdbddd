import ExhibitCore

/// Which claims an objection or a retraction must be to, so that it concerns a report.
struct OwnClaims {
    /// Of the run of the report's claim: claiming again from the same run says the same.
    private let ofRun: Set<TypedName>
    /// Of those that objections name, the claims on the same picture.
    private let ofPicture: Set<TypedName>
    /// Where the report's run was opened; whoever asks later has seen what was decided before.
    private let asked: UInt64
    /// By name, what objections name.
    private let entries: [TypedName: PlacedEntry]

    init(of claim: Statement, among entries: [PlacedEntry]) {
        let byName = Dictionary(entries.map { ($0.statement.name, $0) }) { first, _ in first }
        self.entries = byName
        let lookup = ScopeEntries(entries)
        // All evidence of the picture that was asked about, of what it was made from, and of what had its pixels first.
        func picture(of claim: Statement) -> Set<TypedName> {
            var names = Set([claim.name("evidence")].compactMap { $0 })
            if let opened = claim.name("run").flatMap({ byName[$0] }), opened.statement.isRunOpened {
                names.formUnion(PictureEvidence(of: opened, before: .max, lookup: lookup).lists)
            }
            return names
        }
        let run = claim.name("run")
        let own = picture(of: claim)
        asked = run.flatMap { byName[$0]?.position } ?? 0
        ofRun = Set(entries.map(\.statement).filter { $0.isClaim && $0.name("run") == run }.map(\.name))
        var pictures: [TypedName?: Bool] = [:]
        let objected = Set(entries.map(\.statement).filter { $0.isKind(.challenge) }.compactMap { $0.name("claim") })
        ofPicture = objected.filter { name in
            guard let other = byName[name]?.statement, other.isClaim else { return false }
            let run = other.name("run")
            let isSame = pictures[run] ?? !picture(of: other).isDisjoint(with: own)
            pictures[run] = isSame
            return isSame
        }
    }

    /// Whether an entry is to a claim of the report's own run.
    func isOfRun(_ entry: PlacedEntry) -> Bool { entry.statement.name("claim").map { ofRun.contains($0) } ?? false }

    /// Whether it is to a claim of the run, or to any on the picture. Asking once more, about the same file or one that was
    /// saved again, of another model or in another set, washes off nothing that nobody has decided.
    func concerns(_ entry: PlacedEntry) -> Bool {
        isOfRun(entry) || (entry.statement.name("claim").map { ofPicture.contains($0) } ?? false)
    }

    /// Whether an objection counts against the report, or counts for a ruling on its claim. Of those to other claims on the
    /// picture that is so while nobody has decided, and after it was upheld for whatever was asked before.
    ///
    /// - Parameter answers: that name the challenge, by position.
    func isOwn(_ objection: PlacedEntry, answers: [PlacedEntry]) -> Bool {
        if isOfRun(objection) { return true }
        guard concerns(objection) else { return false }
        let state = state(of: objection.statement, by: answers)
        let before = self.state(of: objection.statement, by: answers.filter { $0.position < asked })
        return state.isUndecided || (state.isAgainstReport && !before.isAgainstReport)
    }

    /// - Parameter answers: that name the challenge, by position.
    func state(of challenge: Statement, by answers: [PlacedEntry]) -> ChallengeState {
        let involved = ["report", "claim"].compactMap { challenge.name($0) }.compactMap { entries[$0] }
        return ChallengeState(of: challenge, among: involved + answers)
    }
}
