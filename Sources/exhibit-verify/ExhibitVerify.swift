import ArgumentParser
import ExhibitCore
import ExhibitVerification

/// The auditor's program: it reads bytes and says what they prove. It asks for nothing, opens no connection, and writes
/// nothing but what --extract names, and what it has seen of ledgers that are trusted.
@main
struct ExhibitVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exhibit-verify",
        abstract: "Check Exhibit reports, ledger exports and proofs, offline.",
        discussion: """
            Exit codes: 0 everything required verified; 1 could not judge; 2 tampered or forged; 3 intact but \
            incomplete, stale or signed by a ledger you have not said you trust; 4 replay diverged; 5 contested, \
            downgraded, superseded or retracted; 64 usage. Of several, the first of 2, 1, 4, 5, 3, 0.

            Trust: --key takes a ledger id (64 hex digits), a verifier key, or a file that holds one per line. Without \
            it, the list in ~/.config/exhibit/trusted (or $XDG_CONFIG_HOME/exhibit/trusted) is used. What was seen of \
            trusted ledgers is kept in ~/.local/state/exhibit/seen: without it an old standing could pass for the newest.
            """,
        version: "exhibit-verify \(ExhibitVersion.program), formats \(ExhibitVersion.formats)")

    @Argument(
        help:
            "Reports (.html), ledger exports, proofs (.tlog-proof, .consistency, .error-proof, .bridge, .fork), objections (.challenge), receipts or standings; - is standard input."
    )
    var files: [String]

    @Option(name: .customLong("key"), help: "Trust this ledger: its id, a verifier key, or a file of them.")
    var keys: [String] = []

    @Option(help: "Also say whether this file is the report's evidence, byte for byte.")
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
            "A newer standing of the report: what was recorded since it was made, and until when that holds.",
            valueName: "file"))
    var standing: String?

    @Option(
        help: ArgumentHelp(
            "Judge by this time instead of this machine's clock: 2026-03-01T12:00:00Z.", valueName: "time"))
    var now: String?

    @Flag(help: "Neither use nor keep what this machine has seen of trusted ledgers.")
    var noMemory = false

    @Option(
        help: ArgumentHelp(
            "Also write the report's timestamp tokens, and the checkpoints they are over, into this folder.",
            valueName: "dir"))
    var extract: String?

    @Flag(help: "One JSON object per file.")
    var json = false

    @Flag(help: "Print nothing; the exit code says it.")
    var quiet = false

    func validate() throws {
        if entryProof != nil && entry == nil {
            throw ValidationError("--entry-proof needs the entry too: --entry FILE")
        }
        if let now, Reading(named: now) == nil { throw ValidationError(Reading.refused) }
    }

    func run() throws {
        let trust = TrustPolicy(naming: try trusted())
        var codes: [Int32] = []
        for file in files {
            let verdict = judge(file, trust: trust)
            codes.append(verdict.exitCode)
            if quiet { continue }
            if json {
                print(TerminalText.escaped(json: verdict.json(of: file).encoded))
            } else {
                if files.count > 1 { say("\(Verdict.visible(file)):") }
                say(verdict.lines.joined(separator: "\n"))
                if files.count > 1, file != files.last { print() }
            }
        }
        throw ExitCode(Verdict.exitCode(of: codes))
    }

    private func judge(_ file: String, trust: TrustPolicy) -> Verdict {
        do {
            let bytes = try readFile(file, limit: ReportFile.maximumBytes)
            let entryBytes = try entry.map { try readFile($0, limit: Entry.maximumBytes) }
            var verdict = Verification.verify(
                bytes, trust: trust, entry: entryProof == nil ? entryBytes : nil,
                bridge: try bridge.map { try readFile($0, limit: Bridge.maximumBytes) })
            let standingBytes = try standing.map { try readFile($0, limit: StandingFile.maximumBytes) }
            verdict.judgeAge(ofReport: bytes, now: reading.now)
            judgeStanding(bytes, standingBytes, &verdict)
            if let entryBytes, let entryProof {
                verdict.compare(
                    report: bytes, entry: entryBytes, proof: try readFile(entryProof, limit: SignedNote.maximumBytes))
            }
            let receiptBytes = try receipt.map { try readFile($0, limit: Receipt.maximumBytes) }
            if let receiptBytes { verdict.compare(report: bytes, receipt: receiptBytes) }
            if let receiptBytes, let standingBytes { verdict.compare(standing: standingBytes, receipt: receiptBytes) }
            if let challenges { try hear(challenges, about: bytes, receipt: receiptBytes, &verdict) }
            if let picture {
                let pictureBytes = try readFile(picture, limit: 1 << 30)
                verdict.compare(
                    report: bytes, picture: .init(bytes: pictureBytes, coefficients: nil, pixels: nil, isDecoded: false)
                )
            }
            if let extract { write(bytes, to: extract, &verdict) }
            return verdict
        } catch {
            return Verdict(couldNotJudge: file, "\(error)")
        }
    }

    private func trusted() throws -> [String] {
        if keys.isEmpty { return trustedByUser() }
        return try keys.flatMap { key -> [String] in
            if TrustPolicy.ledger(named: key) != nil { return [key] }
            let name = Verdict.visible(key)
            guard let bytes = try? readFile(key, limit: 1 << 20) else {
                throw ValidationError("--key \(name): neither a ledger id, nor a verifier key, nor a file of them")
            }
            let ledgers = ledgerNames(in: bytes)
            guard !ledgers.isEmpty else { throw ValidationError("--key \(name): the file names no ledger") }
            return ledgers
        }
    }
}
