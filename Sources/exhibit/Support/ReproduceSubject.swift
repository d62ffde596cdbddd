import ExhibitCore
import ExhibitPipeline
import ExhibitStorage
import ExhibitVerification
import ExhibitWeight

/// One run that is to be reproduced, with what was said of it.
struct ReproduceSubject {
    let run: RecordedRun
    /// The `run.opened` entry.
    let opened: PlacedEntry
    let model: PlacedEntry?
    let evidence: Statement?
    let claim: PlacedEntry?
    private let history: PictureHistory?
    /// The report that it was taken from.
    var report: ContentHash?
    /// Why the tolerance that the run states does not count; nil where it does.
    let reasonNoTolerance: String?
    /// Without the raw scores of its measurement nobody can tell whether the tolerance counts. Whoever took them out of a
    /// report must not make an honest run look as if it differed, nor a dishonest one as if it did not.
    let lacksScores: Bool

    /// - Parameter entry: a claim, or any entry of a run.
    init(entry: PlacedEntry, in opened: Case) throws {
        let statement = entry.statement
        let name = statement.isRunOpened ? statement.name : statement.name("run")
        guard let run = name.flatMap({ opened.entry(statement: $0.hash) }), run.statement.isRunOpened else {
            throw UserError(
                "#\(entry.position) is a \(statement.kindName) entry, neither a run nor a claim; see: exhibit log --kind run.opened"
            )
        }
        let claims = (opened.entries(referringTo: run.statement.name) ?? []).filter { $0.statement.isClaim }
        try self.init(
            run: run, claim: statement.isClaim ? entry : claims.last, lookup: opened,
            reason: { try opened.value("reason", of: $0)?.text }, scores: { try? opened.bytes(of: $0) })
    }

    /// The run of a report's claim.
    init(_ bundle: Bundle) throws {
        let lookup = try BundleEntries(bundle)
        guard let claim = lookup.entry(statement: bundle.report)?.statement.name("claim"),
            let entry = lookup.entry(statement: claim.hash),
            let run = entry.statement.name("run").flatMap({ lookup.entry(statement: $0.hash) })
        else { throw UserError("the report does not hold the run of its claim") }
        self.init(
            run: run, claim: entry, lookup: lookup,
            reason: { closed in
                bundle.disclosures.first { $0.statement == closed.id && $0.slot.path == "body.reason" }?.slot.value.text
            }, scores: { name in bundle.artifacts.first { $0.name == name }?.bytes })
        report = bundle.report
    }

    private init(
        run opened: PlacedEntry, claim: PlacedEntry?, lookup: some EntryLookup, reason: (Statement) throws -> String?,
        scores: (TypedName) -> [UInt8]?
    ) rethrows {
        var run = RecordedRun(opened: opened.statement, lookup: lookup)
        run.reason = try run.closed.flatMap(reason)
        let input = opened.statement.body["inputs"]?.elements?.first?["evidence"]?.text.flatMap { TypedName($0) }
        evidence = input.flatMap { lookup.entry(statement: $0.hash)?.statement }
        model = opened.statement.name("model").flatMap { lookup.entry(statement: $0.hash) }
        let measurement = Tolerance(of: opened.statement)?.measurement.flatMap { lookup.entry(statement: $0.hash) }
        let bytes = measurement?.statement.name("scores").flatMap(scores)
        lacksScores = measurement != nil && bytes == nil
        // Nobody may widen a tolerance afterwards: it counts only as it was measured before.
        reasonNoTolerance = model.flatMap { model in
            ToleranceCheck(opened: opened, model: model.statement, steps: run.steps, measurement: measurement)
                .refusal(scores: bytes)?.reason
        }
        if reasonNoTolerance != nil { run.tolerance = .sameBits }
        self.run = run
        self.opened = opened
        history = PictureHistory(of: opened, lookup: lookup)
        self.claim = claim
    }

    /// The status word that follows from an answer; nil where none does.
    func status(from answer: [UInt8]) -> String? {
        guard let evidence, let closed = run.closed, let model = run.model else { return nil }
        if model.isKind(.modelWithRunner) {
            guard let scores = try? ScoreList(encoded: answer) else { return nil }
            return ModelClaim(
                evidence: evidence, opened: run.opened, steps: run.steps, closed: closed, model: model, scores: scores,
                history: history
            ).status.rawValue
        }
        guard let candidates = try? CandidateList(encoded: answer) else { return nil }
        return CopyClaim(
            evidence: evidence, opened: run.opened, steps: run.steps, closed: closed, candidates: candidates,
            history: history
        ).status.rawValue
    }
}

/// The entries of a bundle whose proofs were verified.
private struct BundleEntries: EntryLookup {
    private let entries: [ContentHash: PlacedEntry]

    init(_ bundle: Bundle) throws {
        let placed = try bundle.entries.map { PlacedEntry(position: $0.position, entry: try Entry(leaf: $0.leaf)) }
        entries = Dictionary(placed.map { ($0.statement.id, $0) }) { first, _ in first }
    }

    func entry(statement: ContentHash) -> PlacedEntry? { entries[statement] }

    func entries(referringTo name: TypedName) -> [PlacedEntry]? {
        entries.values.filter { $0.statement.references.contains(name) }.sorted { $0.position < $1.position }
    }
}
