import ExhibitCore

/// One run as its ledger has it.
public struct RecordedRun: Sendable {
    public let opened: Statement
    /// In their order. Of a run that was never closed, those that were recorded.
    public let steps: [Statement]
    /// How many steps the closing names and nobody gave.
    public let stepsMissing: Int
    /// Nil for a run that was started and has no result.
    public let closed: Statement?
    public let model: Statement?
    /// Why it failed, where that is known here: the closing holds it in a slot.
    public var reason: String?
    /// What it may differ by, as it said before it started. Whoever cannot vouch for it sets it to the same bits.
    public var tolerance: Tolerance

    public init(opened: Statement, lookup: some EntryLookup) {
        let about = (lookup.entries(referringTo: opened.name) ?? []).map(\.statement).filter {
            $0.name("run") == opened.name
        }
        self.opened = opened
        tolerance = Tolerance(of: opened) ?? .sameBits
        closed = about.first { $0.isKind(.runClosed) }
        model = opened.name("model").flatMap { lookup.entry(statement: $0.hash)?.statement }
        guard let closed else {
            steps = about.filter { $0.isKind(.step) }.sorted { Self.number($0) < Self.number($1) }
            stepsMissing = 0
            return
        }
        let names = closed.names("steps")
        steps = names.compactMap { lookup.entry(statement: $0.hash)?.statement }.filter { $0.isKind(.step) }
        stepsMissing = names.count - steps.count
    }

    private static func number(_ step: Statement) -> Int64 { step.body["number"]?.number ?? 0 }

    public var hasFailed: Bool { closed?.text("outcome") == "failed" }
    /// The artifact that its claim rests on.
    public var answer: TypedName? { closed?.name("candidates") }

    /// A declared parameter of the run, as a number.
    func number(_ name: String) -> Int64? {
        opened.parameter(name).flatMap { canonicalDecimal($0) }
            .flatMap { Int64(exactly: $0) }
    }
}
