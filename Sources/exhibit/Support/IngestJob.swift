import ExhibitCore
import ExhibitPipeline
import ExhibitStorage

/// One call of `ingest`: records the files in batches and counts what became of each.
struct IngestJob {
    let opened: Case
    let request: IngestRequest
    let console: Console
    private var tally: IngestTally
    private var known: KnownAlike

    init(case opened: Case, request: IngestRequest, console: Console) {
        self.opened = opened
        self.request = request
        self.console = console
        tally = IngestTally(request, console: console)
        known = KnownAlike(case: opened)
    }

    /// What was done before the work was cut short.
    func sayHowFar() { tally.sayHowFar() }

    /// Returns the exit code.
    mutating func run() throws -> Int32 {
        var tally = tally
        var next = 0
        defer { self.tally = tally }
        try PictureBatch.forEach(request.files.map(\.path), "ingest", console: console) { batch in
            let named = request.files[next..<next + batch.count]
            next += batch.count
            try opened.exclusively { try record(Array(zip(named, batch.map(\.result))), &tally) }
        }
        return tally.summarise(size: opened.size)
    }

    private enum Fate {
        case failed(String)
        case known(UInt64)
        /// The same bytes as an earlier file of this batch.
        case twin(Int)
        case new(Int)
    }

    /// One append for the batch; then a line for each file, in the order in which they were named.
    private mutating func record(
        _ batch: [(named: IngestRequest.Named, result: Result<PictureBatch.Read, StableFile.Problem>)],
        _ tally: inout IngestTally
    ) throws {
        var drafts: [Draft] = []
        var fates: [Fate] = []
        var inBatch: [ContentHash: Int] = [:]
        for (named, result) in batch {
            switch result {
            case .failure(let problem): fates.append(.failed(problem.description))
            case .success(let read):
                if let position = try opened.evidencePosition(ofPlain: read.analysis.file.plain) {
                    fates.append(.known(position))
                } else if let twin = inBatch[read.analysis.file.plain] {
                    fates.append(.twin(twin))
                } else {
                    inBatch[read.analysis.file.plain] = drafts.count
                    fates.append(.new(drafts.count))
                    let names = try read.analysis.keep(in: opened, bytes: read.file.bytes)
                    drafts.append(read.analysis.evidence(names, named.provenance, recorded: Clock.milliseconds()))
                }
            }
        }
        let placed = drafts.isEmpty ? [] : try opened.append(drafts)
        for ((named, result), fate) in zip(batch, fates) {
            switch fate {
            case .failed(let reason): tally.failed(named.path, reason)
            case .known(let position):
                tally.known(named.path, position, isSilenced: try isSilenced(named.provenance, at: position))
            case .twin(let index): tally.known(named.path, placed[index].position)
            case .new(let index):
                if case .success(let read) = result {
                    // Of an identity that was sealed just now there is no other entry to ask for.
                    let alike = read.analysis.isSealedAnew(placed[index]) ? [] : known.words(of: placed[index])
                    tally.recorded(named.path, placed[index], read, alike: alike)
                }
            }
        }
    }
}

extension IngestJob {
    /// Whether something is said now that the entry does not hold. An entry is never changed.
    private func isSilenced(_ provenance: Provenance, at position: UInt64) throws -> Bool {
        let statement = try opened.entry(at: position).statement
        let said = [
            "source": provenance.source, "source_url": provenance.sourceURL, "obtained_at": provenance.obtainedAt,
            "obtained_by": provenance.obtainedBy, "note": provenance.note, "origin_basis": provenance.originBasis,
        ]
        let held = Dictionary(try opened.values(of: statement).map { ($0.path, $0.value) }) { first, _ in first }
        return said.contains { member, text in text.map { held["body.\(member)"] != .string($0) } ?? false }
    }
}

extension PictureAnalysis {
    /// Whether the case knew neither the pixels nor the coefficients before this entry.
    fileprivate func isSealedAnew(_ entry: PlacedEntry) -> Bool {
        entry.statement.name("coefficients") == coefficients?.name && entry.statement.name("pixels") == pixels?.name
    }
}

extension Case {
    /// The entry that recorded these bytes as evidence.
    func evidencePosition(ofPlain plain: ContentHash) throws -> UInt64? {
        guard let name = try name(ofPlain: plain) else { return nil }
        return evidence(named: name)?.position
    }

    /// The evidence entry of a file's sealed name.
    func evidence(named name: TypedName) -> PlacedEntry? {
        (entries(referringTo: name) ?? []).first {
            $0.statement.isEvidence && $0.statement.name("artifact") == name
        }
    }
}
