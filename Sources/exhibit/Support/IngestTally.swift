import ExhibitCore
import ExhibitPipeline

/// What became of each file, said as it happens and summed up at the end.
struct IngestTally {
    private let console: Console
    private let skipped: [String]
    private var failures: [(path: String, reason: String)]
    private var recorded = 0
    private var known = 0
    private var silenced = 0
    private var marked = 0
    private var outcomes: [String: Int] = [:]
    /// Few files get a line each; many get their problems and a summary.
    private let isBrief: Bool

    init(_ request: IngestRequest, console: Console) {
        self.console = console
        skipped = request.skipped
        failures = request.problems
        isBrief = request.files.count > 40
    }

    mutating func failed(_ path: String, _ reason: String) {
        failures.append((path, reason))
        emit(path, "failed", ["reason": .string(reason)], code: 3)
    }

    /// - Parameter isSilenced: something was said of the file that its entry does not hold.
    mutating func known(_ path: String, _ position: UInt64, isSilenced: Bool = false) {
        known += 1
        if isSilenced { silenced += 1 }
        emit(path, "known", ["entry": .integer(Int64(position))])
        if !isBrief { console.say("already recorded as #\(position)  \(shown(path))") }
    }

    /// - Parameter alike: what the case knew already of a picture like it.
    mutating func recorded(_ path: String, _ entry: PlacedEntry, _ read: PictureBatch.Read, alike: [String] = []) {
        let analysis = read.analysis
        recorded += 1
        outcomes[analysis.outcome, default: 0] += 1
        let promised = path.split(separator: ".").last.flatMap { ImageKind(extension: String($0)) }
        let isMislabelled = promised != nil && promised != analysis.kind && analysis.kind != .empty
        emit(
            path, "recorded",
            [
                "entry": .integer(Int64(entry.position)), "statement": .string(entry.statement.id.hex),
                "media_type": .string(analysis.mediaType), "outcome": .string(analysis.outcome),
                "mislabelled": .bool(isMislabelled),
                "marked": entry.statement.body["marked"] ?? .null,
                "warnings": .array(analysis.warnings.map { .string($0) }),
            ])
        var remarks = analysis.warnings.prefix(1).map { $0 }
        if isMislabelled, let promised {
            remarks.append(
                "its name says \(promised.rawValue), its bytes \(analysis.kind == .unknown ? "none that is known" : analysis.kind.rawValue)"
            )
        }
        if analysis.kind.isCompared, let taint = entry.statement.body["marked"]?.text {
            marked += 1
            remarks.append(
                ([FileMark.sentence(ofClass: taint)] + analysis.marks.shownLines(ofClass: taint))
                    .joined(separator: " "))
        }
        remarks += alike
        guard !isBrief || !remarks.isEmpty || analysis.outcome == "empty" else { return }
        let remark = remarks.isEmpty ? "" : "  (\(remarks.joined(separator: "; ")))"
        console.say("#\(entry.position)  \(Self.words(analysis.outcome))  \(shown(path))\(remark)")
    }

    private func emit(_ path: String, _ result: String, _ members: [String: JSON], code: Int32 = 0) {
        console.emit(
            "ingest-file", exitCode: code,
            members.merging(["path": .string(path), "result": .string(result)]) { first, _ in first })
    }

    private static func words(_ outcome: String) -> String {
        switch outcome {
        case "decoded": "recorded"
        case "damaged": "recorded, damaged"
        case "undecodable": "recorded, cannot be decoded"
        case "kept": "recorded, kept, not compared"
        default: "recorded, empty"
        }
    }

    func sayHowFar() {
        if recorded + known == 0 { return }
        console.warn(
            "stopped after \(counted(recorded, "file")) recorded, \(known) known already, \(failures.count) failed")
    }

    private var code: Int32 { recorded + known == 0 ? 1 : failures.isEmpty ? 0 : 3 }

    /// Names every file that was not recorded, and returns the exit code.
    func summarise(size: UInt64) -> Int32 {
        for path in skipped { console.warn("\(shown(path)): a link or special file, not followed") }
        for failure in failures { console.warn("\(shown(failure.path)): not recorded: \(failure.reason)") }
        if silenced > 0 {
            console.warn(
                "\(counted(silenced, "file")) known already: the source, origin or note given now was not recorded, their entries stay as they are"
            )
        }
        if marked > 0 {
            console.warn(
                "\(counted(marked, "file")) with marks that speak against the picture: claims about what it shows get the class of the marks"
            )
        }
        if recorded + known + failures.count == 0 {
            console.warn("there is no file in what you named; nothing was recorded")
        }
        let kinds = outcomes.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        console.say(
            "Recorded \(counted(recorded, "file"))\(kinds.isEmpty ? "" : " (\(kinds))"), \(known) known already, \(failures.count) failed. The ledger has \(size) entries."
        )
        if code != 1 {
            console.say("Next: exhibit gallery add NAME FOLDER, then exhibit identify PICTURE --gallery NAME")
        }
        console.emit("ingest", exitCode: code, members(["size": .integer(Int64(size))]))
        return code
    }

    private func members(_ more: [String: JSON]) -> [String: JSON] {
        [
            "recorded": .integer(Int64(recorded)), "known": .integer(Int64(known)),
            "failed": .array(failures.map { ["path": .string($0.path), "reason": .string($0.reason)] }),
            "not_followed": .array(skipped.map { .string($0) }),
        ].merging(more) { first, _ in first }
    }

    /// Says what a run would do; reads the files and records nothing.
    mutating func rehearse(_ request: IngestRequest, position: (ContentHash) throws -> UInt64?) throws -> Int32 {
        var seen: Set<ContentHash> = []
        for named in request.files {
            let plain: ContentHash
            do {
                plain = ContentHash(of: try StableFile(named.path).bytes)
            } catch {
                failed(named.path, "\(error)")
                continue
            }
            if let position = try position(plain) {
                known(named.path, position)
            } else if seen.insert(plain).inserted {
                recorded += 1
                emit(named.path, "would_record", [:])
                if !isBrief { console.say("would be recorded  \(shown(named.path))") }
            } else {
                known += 1
                emit(named.path, "same_as_another", [:])
                if !isBrief { console.say("the same bytes as another one  \(shown(named.path))") }
            }
        }
        for path in skipped { console.warn("\(shown(path)): a link or special file, not followed") }
        for failure in failures { console.warn("\(shown(failure.path)): cannot be recorded: \(failure.reason)") }
        console.say(
            "Nothing was recorded (--dry-run). \(counted(recorded, "file")) would be, \(known) known already, \(failures.count) would fail."
        )
        console.emit("ingest", exitCode: code, members(["dry_run": true]))
        return code
    }
}
