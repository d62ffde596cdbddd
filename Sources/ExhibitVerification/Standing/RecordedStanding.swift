import ExhibitCore

/// What became of a report and its claim, as entries say it. That none was left out is for the lists to show.
struct RecordedStanding {
    struct Objection {
        let entry: PlacedEntry
        let grounds: String
        let state: ChallengeState
        /// Whether it is one to the report (`OwnClaims.isOwn`).
        let isOwn: Bool
        let isAcknowledged: Bool
        /// The hour by which it was there: the earliest of those behind it that its publisher signed. Its own hour is its
        /// author's word, and could start every clock years ago.
        let start: Hour?
    }

    /// By position, those to other claims among them.
    let objections: [Objection]
    /// Of a claim of the report's run.
    let retractions: [PlacedEntry]
    /// Reports that take the report's place.
    let successors: [PlacedEntry]
    /// The last one that counts, and when it ends.
    let standing: (entry: PlacedEntry, standing: Standing, end: Hour)?

    /// Erasures while an objection was undecided that its author did not withdraw: it may have been about what is gone.
    let erasuresMeanwhile: [(entry: PlacedEntry, objection: PlacedEntry)]

    /// - Parameter entries: none of them void.
    init(of report: Statement?, claim: Statement, among entries: some Sequence<PlacedEntry>) {
        let entries = entries.sorted { $0.position < $1.position }
        let claims = OwnClaims(of: claim, among: entries)
        let answers = Dictionary(grouping: entries.filter { $0.statement.name("challenge") != nil }) {
            $0.statement.name("challenge")
        }
        let starts = Self.starts(entries)
        let objections = entries.enumerated().filter { $0.element.statement.isKind(.challenge) }.map { index, entry in
            let read = try? Challenge(entry.statement)
            let answers = answers[entry.statement.name, default: []]
            let state = claims.state(of: entry.statement, by: answers)
            return Objection(
                entry: entry, grounds: read?.groundWords ?? "not well formed", state: state,
                isOwn: read != nil && claims.isOwn(entry, state, answers: answers),
                isAcknowledged: answers.contains { $0.statement.isKind(.acknowledge) }, start: starts[index])
        }
        self.objections = objections
        retractions = entries.filter { $0.statement.isKind(.retraction) && claims.isOfRun($0) }
        let position = entries.first { $0.statement.name == report?.name }?.position ?? .max
        successors = entries.filter {
            $0.position > position && $0.statement.isReport && $0.statement.name("supersedes") == report?.name
                && $0.statement.name("evidence") == claim.name("evidence")
        }
        func wasUndecided(_ objection: Objection, before position: UInt64) -> Bool {
            guard objection.entry.position < position, (try? Challenge(objection.entry.statement)) != nil,
                claims.concerns(objection.entry)
            else { return false }
            let answers = answers[objection.entry.statement.name, default: []].filter { $0.position < position }
            return claims.state(of: objection.entry.statement, by: answers).isUndecided
        }
        standing = Self.last(of: report?.name, claim: claim.name, entries).map { last in
            let wasContested = objections.contains { wasUndecided($0, before: last.entry.position) }
            return (last.entry, last.standing, last.standing.end(wasContested: wasContested))
        }
        erasuresMeanwhile = entries.filter { Erasure($0.statement) != nil }.compactMap { erasure in
            let objection = objections.first {
                $0.state != .withdrawn && wasUndecided($0, before: erasure.position)
            }
            return objection.map { (erasure, $0.entry) }
        }
    }

    /// The last standing that counts. One that was made ahead of its hour does not: what is recorded behind it would
    /// never shorten it. An entry behind it with an hour of more than a day before shows that.
    private static func last(
        of report: TypedName?, claim: TypedName, _ entries: [PlacedEntry]
    ) -> (entry: PlacedEntry, standing: Standing)? {
        var earliest: Hour?
        for entry in entries.reversed() {
            if let standing = try? Standing(entry.statement), standing.report == report, standing.claim == claim,
                earliest.map({ $0.adding(hours: 24) >= entry.statement.head.time }) ?? true
            {
                return (entry, standing)
            }
            if entry.statement.kind?.role != nil {
                earliest = min(earliest ?? entry.statement.head.time, entry.statement.head.time)
            }
        }
        return nil
    }

    /// For each entry the earliest hour of those behind it that a publisher signed.
    private static func starts(_ entries: [PlacedEntry]) -> [Hour?] {
        var starts: [Hour?] = []
        var earliest: Hour?
        for entry in entries.reversed() {
            starts.append(earliest)
            let time = entry.statement.head.time
            if entry.statement.kind?.role != nil { earliest = min(earliest ?? time, time) }
        }
        return starts.reversed()
    }

    /// Where to find what took its place.
    var successorWords: String {
        successors.map { "statement:\($0.statement.id), entry \($0.position)" }.joined(separator: "; ")
    }

    private static let mostNamed = 20

    /// Each objection with what became of it; nil without any.
    var objectionWords: String? {
        var words = objections.map { objection in
            "entry \(objection.entry.position) on \(objection.grounds), \(objection.state.rawValue)"
        }
        if words.count > Self.mostNamed {
            words = words.prefix(Self.mostNamed) + ["\(objections.count) in all"]
        }
        return words.isEmpty ? nil : words.joined(separator: "; ")
    }

    var isContested: Bool { objections.contains { $0.isOwn && $0.state.isUndecided } }
}
