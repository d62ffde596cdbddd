/// The kinds that say until when a report may be relied on, and by what it was replaced.
extension Kind {
    /// Until when a publisher lets it be relied on that nothing is recorded against a report which a newer standing would
    /// show. It states no state: whoever reads a report computes that from the entries.
    public static let standing = Kind(
        name: "standing", version: 1, role: .standing,
        body: ["report": .name([.statement]), "claim": .name([.statement]), "until": .hour])

    /// A report that takes the place of another one.
    public static let reportSuperseding = Kind(
        name: "report", version: 2, role: .ledger,
        body: report.body.merging(["supersedes": .name([.statement])]) { first, _ in first })
}

extension Statement {
    /// Whether it publishes a page, in any version.
    public var isReport: Bool { kind?.name == Kind.report.name }
}
