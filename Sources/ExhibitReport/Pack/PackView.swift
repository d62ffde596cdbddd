/// Everything that the first page of a pack shows: what a report says, what is in it, and what whoever it is about can do.
public struct PackView: Sendable {
    /// Whether something that people ask for is in the report.
    public enum State: String, Sendable, CaseIterable {
        case present
        /// It exists, or may, and the report does not give it.
        case withheld
        /// It was destroyed, as the record says.
        case erased
        /// It does not exist in the record that the report shows.
        case absent
    }

    /// One thing that courts and laws have asked for where somebody was identified by a program.
    public struct Item: Sendable {
        /// Stable, for scripts: "error-rates".
        public let id: String
        public let title: String
        public let state: State
        /// What there is, or why there is nothing.
        public let text: String
        /// Where to find it; empty where it is nowhere.
        public let place: String
        /// Who asked for such a thing: "State v. Arteaga".
        public let askedIn: [String]

        public init(id: String, title: String, state: State, text: String, place: String, askedIn: [String]) {
            (self.id, self.title, self.state) = (id, title, state)
            (self.text, self.place, self.askedIn) = (text, place, askedIn)
        }
    }

    /// A file or a folder of the pack, and what it is.
    public struct Part: Sendable {
        public let path: String
        public let text: String

        public init(_ path: String, _ text: String) { (self.path, self.text) = (path, text) }
    }

    /// `YYYY-MM-DD`, by the clock of whoever made the pack.
    public var day: String
    /// Exit code of the verdict.
    public var code: Int32
    public var conclusion: String
    /// What did not hold, a sentence each.
    public var findings: [String]
    /// The verdict in full.
    public var lines: [String]
    /// What the report shows; nil where that does not follow from a record that holds.
    public var report: ReportView?
    /// 64 hex digits; empty where it is not known.
    public var ledgerID: String
    public var items: [Item]
    public var parts: [Part]
    public var hasBag: Bool
    public var hasTimestamps: Bool

    public init(
        day: String, code: Int32, conclusion: String, findings: [String], lines: [String], report: ReportView?,
        ledgerID: String, items: [Item], parts: [Part], hasBag: Bool, hasTimestamps: Bool
    ) {
        (self.day, self.code, self.conclusion, self.findings) = (day, code, conclusion, findings)
        (self.lines, self.report, self.ledgerID, self.items) = (lines, report, ledgerID, items)
        (self.parts, self.hasBag, self.hasTimestamps) = (parts, hasBag, hasTimestamps)
    }
}
