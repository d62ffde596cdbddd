import ArgumentParser
import ExhibitCore
import ExhibitStorage
import ExhibitVerification

struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check reports, exports, proofs, cases and ledgers: what holds, what does not, what was not checked.",
        discussion: "Reads only; needs no case, no passphrase and no network. Exit codes: exhibit help exit-codes.")

    @Argument(
        help: """
            Reports (.html), ledger exports, proofs (.tlog-proof, .consistency, .error-proof, .bridge, .fork), objections \
            (.challenge), receipts and standings, ledger.sqlite files or case folders; - is standard input.
            """)
    var files: [String]

    @OptionGroup var trust: TrustOptions

    @Option(help: "Also say whether this file is the report's evidence: same bytes, coefficients or pixels.")
    var picture: String?

    @Option(help: "The bytes of the entry that a .tlog-proof is about, or that a report may have left out.")
    var entry: String?

    @Option(help: "With --entry: a .tlog-proof of it. Also says whether the report leaves the entry out.")
    var entryProof: String?

    @Option(help: "Leads from a report to a later checkpoint of its ledger, after a change of keys.")
    var bridge: String?

    @Option(
        help: ArgumentHelp(
            "Also show the objections (*.challenge) in this folder, whether or not their publisher recorded them.",
            valueName: "dir"))
    var challenges: String?

    @Option(
        help: ArgumentHelp(
            "The receipt of an objection: also says whether the report leaves it out.", valueName: "file"))
    var receipt: String?

    @Option(
        help: ArgumentHelp(
            "With --challenges: certificates of timestamping authorities, by whose tokens clocks start.",
            valueName: "file"))
    var ca: String?

    @OptionGroup var standing: StandingOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if ca != nil && challenges == nil { throw ValidationError("--ca goes with --challenges DIR") }
        if entryProof != nil && entry == nil {
            throw ValidationError("--entry-proof needs the entry too: --entry FILE")
        }
    }

    func run() throws {
        let console = output.console
        let policy = try trust.policy()
        let pictureGiven = try picture.map(Self.picture)
        var codes: [Int32] = []
        for file in files {
            let verdict = judge(file, policy, pictureGiven)
            codes.append(verdict.exitCode)
            if console.json { Output.line(TerminalText.escaped(json: verdict.json(of: file).encoded)) }
            if files.count > 1 { console.say("\(shown(file)):") }
            console.say(verdict.lines.joined(separator: "\n"))
            if files.count > 1, file != files.last { console.say() }
        }
        let code = Verdict.exitCode(of: codes)
        if files.count > 1 {
            console.emit("verdicts", exitCode: code, ["files": .integer(Int64(files.count))])
            console.say("\n\(files.count) files, \(codes.count { $0 == 0 }) of them verified.")
        }
        throw ExitCode(code)
    }

    private func judge(_ file: String, _ policy: TrustPolicy, _ picture: Verdict.Picture?) -> Verdict {
        var verdict: Verdict
        var bytes: [UInt8] = []
        do {
            if InputFile.isFolder(file) {
                guard CaseFolder.isCase(file) else {
                    return Verdict(
                        couldNotJudge: "this folder",
                        "it is no case (it has no ledger.sqlite). Name a report, or a case's folder.")
                }
                verdict = try CaseAudit.verdict(of: CaseFolder(path: file), trust: policy)
                leaveAside(&verdict)
                return verdict
            } else if InputFile.isDatabase(file) {
                verdict = try CaseAudit.verdict(ofLedger: file, trust: policy)
                leaveAside(&verdict)
                return verdict
            } else {
                bytes = try InputFile.read(file)
                let entryBytes = try entry.map { try InputFile.read($0, limit: Entry.maximumBytes) }
                verdict = Verification.verify(
                    bytes, trust: policy, entry: entryProof == nil ? entryBytes : nil,
                    bridge: try bridge.map { try InputFile.read($0, limit: Bridge.maximumBytes) })
                let later = try standing.file()
                standing.judge(bytes, later, &verdict)
                if let entryBytes, let entryProof {
                    verdict.compare(
                        report: bytes, entry: entryBytes,
                        proof: try InputFile.read(entryProof, limit: SignedNote.maximumBytes))
                }
                try hear(bytes, later, &verdict)
            }
        } catch {
            return Verdict(couldNotJudge: "this file", "\(error)")
        }
        if let picture { verdict.compare(report: bytes, picture: picture) }
        return verdict
    }

    /// A whole ledger is compared with nothing that stands beside it.
    private func leaveAside(_ verdict: inout Verdict) {
        if picture != nil { verdict.leaveAside(.picture, "that goes with a report; or look it up: exhibit runs FILE") }
        if entry != nil { verdict.leaveAside(.entry, "it goes with a tlog-proof or a report; or: exhibit show ID") }
        if bridge != nil { verdict.leaveAside(.bridge, "it goes with a report") }
        if challenges != nil { verdict.leaveAside(.challenges, "they go with a report; or: exhibit challenge list") }
        if receipt != nil { verdict.leaveAside(.receipt, "it goes with a report") }
        if standing.standing != nil { verdict.leaveAside(.standing, "it goes with a report") }
    }

    private func hear(_ report: [UInt8], _ later: [UInt8]?, _ verdict: inout Verdict) throws {
        let given = try receipt.map { try InputFile.read($0, limit: Receipt.maximumBytes) }
        if let given {
            verdict.compare(report: report, receipt: given)
            if let later { verdict.compare(standing: later, receipt: given) }
        }
        if let challenges {
            let authorities = try ca.map {
                try TimestampAuthorities(certificates: InputFile.read($0, limit: 4 << 20), path: shown($0))
            }
            var hearing = Hearing(report, verdict: verdict, receipt: given) { token in
                try? authorities?.check(token, now: Clock.milliseconds() / 1_000).name
            }
            let folder = try ChallengeFolder(challenges)
            hearing.add(folder.names, in: challenges) { try folder.read($0) }
            hearing.finish(&verdict)
        }
    }

    private static func picture(_ path: String) throws -> Verdict.Picture {
        Verdict.Picture(decoding: try InputFile.read(path, limit: Int(StableFile.largest)))
    }
}
