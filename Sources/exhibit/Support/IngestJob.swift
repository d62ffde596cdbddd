import ExhibitCore
import ExhibitPipeline
import ExhibitStorage

/// One call of `ingest`: what was asked for, and what became of each file.
struct IngestJob {
    struct Request {
        let files: [String]
        let provenance: [String: Provenance]
        let common: Provenance
        let problems: [(path: String, reason: String)]
        let skipped: [String]

        init(_ command: Ingest) throws {
            var paths = command.paths
            var provenance: [String: Provenance] = [:]
            if let from = command.filesFrom {
                let bytes = try InputFile.read(from)
                paths += bytes.split(separator: command.zero ? 0 : 0x0A).map { String(decoding: $0, as: UTF8.self) }
            }
            if let list = command.list {
                for item in try IngestList(csv: InputFile.read(list), name: list).items {
                    paths.append(item.path)
                    provenance[item.path] = item.provenance
                }
            }
            let walk = FileWalk(paths, excluding: command.exclude)
            files = walk.files
            problems = walk.problems
            skipped = walk.skipped
            self.provenance = provenance
            common = Provenance(source: command.source, originBasis: command.basis)
        }

        func provenance(of path: String) -> Provenance {
            var result = provenance[path] ?? common
            result.fileName = path.split(separator: "/").last.map(String.init)
            result.source = result.source ?? common.source
            result.originBasis = common.originBasis
            return result
        }
    }

    let opened: Case
    let request: Request
    let console: Console
    private var recorded = 0
    private var known = 0
    private var outcomes: [String: Int] = [:]
    private var failures: [(path: String, reason: String)]

    init(case opened: Case, request: Request, console: Console) {
        self.opened = opened
        self.request = request
        self.console = console
        failures = request.problems
    }

    /// Few files get a line each; many get their problems and a summary.
    private var isBrief: Bool { request.files.count > 40 }

    mutating func run() throws {
        var job = self
        try PictureBatch.forEach(request.files, "ingest", console: console) { batch in
            try job.record(batch)
        }
        self = job
    }

    private mutating func record(_ batch: [(path: String, result: Result<PictureBatch.Read, StableFile.Problem>)]) throws {
        var drafts: [(path: String, draft: Draft, analysis: PictureAnalysis)] = []
        var inBatch: [ContentHash: String] = [:]
        for (path, result) in batch {
            switch result {
            case .failure(let problem):
                failures.append((path, problem.description))
                report(path, "failed", ["reason": .string(problem.description)])
            case .success(let read):
                if let position = try opened.evidencePosition(ofPlain: read.analysis.file.plain) {
                    known += 1
                    report(path, "known", ["entry": .integer(Int64(position))])
                    if !isBrief { console.say("#\(position)  already recorded  \(path)") }
                } else if let twin = inBatch[read.analysis.file.plain] {
                    known += 1
                    report(path, "known", ["same_as": .string(twin)])
                    if !isBrief { console.say("    the same file as \(twin)  \(path)") }
                } else {
                    inBatch[read.analysis.file.plain] = path
                    let names = try read.analysis.keep(in: opened, bytes: read.file.bytes)
                    let provenance = request.provenance(of: path)
                    drafts.append(
                        (path, read.analysis.evidence(names, provenance, recorded: Clock.milliseconds()), read.analysis))
                }
            }
        }
        guard !drafts.isEmpty else { return }
        let placed = try opened.append(drafts.map(\.draft))
        for (item, entry) in zip(drafts, placed) {
            recorded += 1
            outcomes[item.analysis.outcome, default: 0] += 1
            report(
                item.path, "recorded",
                [
                    "entry": .integer(Int64(entry.position)), "statement": .string(entry.statement.id.hex),
                    "media_type": .string(item.analysis.mediaType), "outcome": .string(item.analysis.outcome),
                    "warnings": .array(item.analysis.warnings.map { .string($0) }),
                ])
            if !isBrief || ["damaged", "undecodable", "empty"].contains(item.analysis.outcome) {
                let warning = item.analysis.warnings.first.map { "  (\($0))" } ?? ""
                console.say("#\(entry.position)  \(Self.words(item.analysis.outcome))  \(item.path)\(warning)")
            }
        }
    }

    private func report(_ path: String, _ result: String, _ members: [String: JSON]) {
        console.emit(
            "ingest-file", exitCode: result == "failed" ? 3 : 0,
            members.merging(["path": .string(path), "result": .string(result)]) { first, _ in first })
    }

    static func words(_ outcome: String) -> String {
        switch outcome {
        case "decoded": "recorded"
        case "damaged": "recorded, damaged"
        case "undecodable": "recorded, cannot be decoded"
        case "kept": "recorded, kept, not compared"
        default: "recorded, empty"
        }
    }

    /// Prints what became of the files and returns the exit code.
    func summarise() -> Int32 {
        let code: Int32 = failures.isEmpty ? 0 : recorded + known > 0 ? 3 : 1
        console.emit(
            "ingest", exitCode: code,
            [
                "recorded": .integer(Int64(recorded)), "known": .integer(Int64(known)),
                "failed": .array(failures.map { ["path": .string($0.path), "reason": .string($0.reason)] }),
                "not_followed": .array(request.skipped.map { .string($0) }), "size": .integer(Int64(opened.size)),
            ])
        for path in request.skipped { console.warn("\(path): a link or special file, not followed") }
        for failure in failures { console.warn("\(failure.path): not recorded: \(failure.reason)") }
        let kinds = outcomes.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        console.say(
            "Recorded \(recorded) file\(recorded == 1 ? "" : "s")\(kinds.isEmpty ? "" : " (\(kinds))"), \(known) known already, \(failures.count) failed. The ledger has \(opened.size) entries."
        )
        if recorded > 0 {
            console.hint("Next: exhibit gallery add NAME FOLDER, then exhibit identify PICTURE --gallery NAME")
        }
        return code
    }

    /// Says what a run would do; reads the files and records nothing.
    static func rehearse(_ request: Request, case opened: Case, console: Console) throws {
        for path in request.files {
            do {
                let file = try StableFile(path)
                let position = try opened.evidencePosition(ofPlain: ContentHash(of: file.bytes))
                let result = position.map { "already recorded as #\($0)" } ?? "would be recorded"
                console.say("\(result)  \(path)")
                console.emit("ingest-file", ["path": .string(path), "result": .string(result)])
            } catch {
                console.warn("\(path): \(error)")
            }
        }
        for problem in request.problems { console.warn("\(problem.path): \(problem.reason)") }
        console.say("Nothing was recorded (--dry-run).")
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
        (entries(referringTo: name) ?? []).first { $0.statement.isKind(.evidence) && $0.statement.name("artifact") == name }
    }
}
