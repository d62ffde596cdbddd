/// How long a publisher lets a report be relied on, read from its statement.
public struct Standing: Sendable {
    public let statement: Statement
    public let report: TypedName
    public let claim: TypedName
    public let until: Hour

    public static let defaultDays: Int64 = 30
    public static let mostDays: Int64 = 90
    /// While an objection is undecided.
    public static let mostHoursContested: Int64 = 24

    public init(_ statement: Statement) throws(Malformed) {
        func failure(_ reason: String) -> Malformed { Malformed("standing", reason) }
        guard statement.isKind(.standing), let report = statement.name("report"), let claim = statement.name("claim"),
            let until = Hour(statement.text("until"))
        else { throw failure("a statement of another kind") }
        guard statement.subjects == [Subject(report)].compactMap({ $0 }) else {
            throw failure("its subject is not the report")
        }
        self.statement = statement
        (self.report, self.claim, self.until) = (report, claim, until)
    }

    /// When it ends: what it promises beyond is void.
    ///
    /// - Parameter wasContested: whether an objection to the report's claim was undecided in its place.
    public func end(wasContested: Bool) -> Hour {
        min(until, statement.head.time.adding(hours: Self.mostHours(wasContested)))
    }

    /// - Parameters:
    ///   - from: the hour of the head that it will have.
    ///   - days: cut to what counts.
    public static func draft(
        of report: Statement, from hour: Hour, days: Int64 = defaultDays, isContested: Bool
    ) -> Draft {
        let hours = min(min(max(days, 0), mostDays) * 24, mostHours(isContested))
        return Draft(
            .standing, subjects: [report.name],
            body: [
                "report": .string(report.name.description), "claim": report.body["claim"] ?? .null,
                "until": .string(hour.adding(hours: hours).description),
            ])
    }

    private static func mostHours(_ isContested: Bool) -> Int64 { isContested ? mostHoursContested : mostDays * 24 }
}
