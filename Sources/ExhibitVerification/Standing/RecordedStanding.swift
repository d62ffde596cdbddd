import ExhibitCore

/// What became of a report and its claim, as entries say it. That none was left out is for the lists to show.
struct RecordedStanding {
    struct Objection {
        let entry: PlacedEntry
        let grounds: String
        let state: ChallengeState
        /// Whether it is to a claim of the report's own run. Claiming again from the same run says the same.
        let isOwn: Bool
        let isAcknowledged: Bool
        /// The hour by which it was there: of the first entry behind it that its publisher signed. Its own hour is its
        /// author's word, and could start every clock years ago.
        let start: Hour?

        var isUndecided: Bool { state == .filed || state == .acknowledged }
    }

    /// By position, those to other claims among them.
    let objections: [Objection]
    /// Of a claim of the report's run.
    let retractions: [PlacedEntry]
    /// Reports that take the report's place.
    let successors: [PlacedEntry]
    /// The last one that counts, and when it ends.
    let standing: (entry: PlacedEntry, standing: Standing, end: Hour)?

    /// - Parameter entries: none of them void.
    init(of report: Statement?, claim: Statement, among entries: some Sequence<PlacedEntry>) {
        let entries = entries.sorted { $0.position < $1.position }
        let run = claim.name("run")
        let claims = Set(
            entries.filter { $0.statement.isClaim && $0.statement.name("run") == run }.map(\.statement.name))
        func isOwn(_ entry: PlacedEntry) -> Bool { entry.statement.name("claim").map(claims.contains) ?? false }
        let answers = Dictionary(grouping: entries.filter { $0.statement.name("challenge") != nil }) {
            $0.statement.name("challenge")
        }
        let objections = entries.filter { $0.statement.isKind(.challenge) }.map { entry in
            let read = try? Challenge(entry.statement)
            return Objection(
                entry: entry, grounds: read?.groundWords ?? "not well formed",
                state: ChallengeState(of: entry.statement, among: entries), isOwn: isOwn(entry) && read != nil,
                isAcknowledged: answers[entry.statement.name, default: []].contains {
                    $0.statement.isKind(.acknowledge)
                },
                start: entries.first { $0.position > entry.position && $0.statement.kind?.role != nil }?.statement.head
                    .time)
        }
        self.objections = objections
        retractions = entries.filter { $0.statement.isKind(.retraction) && isOwn($0) }
        successors = entries.filter {
            report != nil && $0.statement.isReport && $0.statement.name("supersedes") == report?.name
        }
        let standings = entries.compactMap { entry in
            (try? Standing(entry.statement)).map { (entry: entry, standing: $0) }
        }
        standing = standings.last { $0.standing.report == report?.name && $0.standing.claim == claim.name }.map {
            last in
            let before = entries.prefix { $0.position < last.entry.position }
            let wasContested = objections.contains { objection in
                objection.isOwn && objection.entry.position < last.entry.position
                    && [.filed, .acknowledged].contains(ChallengeState(of: objection.entry.statement, among: before))
            }
            return (last.entry, last.standing, last.standing.end(wasContested: wasContested))
        }
    }

    /// Where to find what took its place.
    var successorWords: String {
        successors.map { "statement:\($0.statement.id), entry \($0.position)" }.joined(separator: "; ")
    }

    var isContested: Bool { objections.contains { $0.isOwn && $0.isUndecided } }
}
