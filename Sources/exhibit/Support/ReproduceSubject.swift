import ExhibitCore
import ExhibitPipeline
import ExhibitStorage
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

    /// - Parameter entry: a claim, or any entry of a run.
    init(entry: PlacedEntry, in opened: Case) throws {
        let statement = entry.statement
        let name = statement.isKind(.runOpened) ? statement.name : statement.name("run")
        guard let run = name.flatMap({ opened.entry(statement: $0.hash) }), run.statement.isKind(.runOpened) else {
            throw UserError(
                "#\(entry.position) is a \(statement.kindName) entry, neither a run nor a claim; see: exhibit log --kind run.opened"
            )
        }
        let claims = (opened.entries(referringTo: run.statement.name) ?? []).filter { $0.statement.isKind(.claim) }
        self.init(
            run: run, claim: statement.isKind(.claim) ? entry : claims.last, lookup: opened,
            reason: { try? opened.value("reason", of: $0)?.text })
    }

    /// The run of a report's claim.
    init(_ bundle: Bundle) throws {
        let lookup = try BundleEntries(bundle)
        guard let claim = lookup.entry(statement: bundle.report)?.statement.name("claim"),
            let entry = lookup.entry(statement: claim.hash),
            let run = entry.statement.name("run").flatMap({ lookup.entry(statement: $0.hash) })
        else { throw UserError("the report does not hold the run of its claim") }
        self.init(run: run, claim: entry, lookup: lookup) { closed in
            bundle.disclosures.first { $0.statement == closed.id && $0.slot.path == "body.reason" }?.slot.value.text
        }
    }

    private init(
        run opened: PlacedEntry, claim: PlacedEntry?, lookup: some EntryLookup, reason: (Statement) -> String?
    ) {
        var run = RecordedRun(opened: opened.statement, lookup: lookup)
        run.reason = run.closed.flatMap(reason)
        let input = opened.statement.body["inputs"]?.elements?.first?["evidence"]?.text.flatMap { TypedName($0) }
        evidence = input.flatMap { lookup.entry(statement: $0.hash)?.statement }
        model = opened.statement.name("model").flatMap { lookup.entry(statement: $0.hash) }
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
