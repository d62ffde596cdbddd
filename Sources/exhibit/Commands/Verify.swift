import ArgumentParser
import ExhibitCore
import ExhibitPipeline
import ExhibitStorage
import ExhibitVerification

struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check reports, exports, cases and ledgers: what holds, what does not, what was not checked.",
        discussion: "Reads only; needs no case, no passphrase and no network. Exit codes: exhibit help exit-codes.")

    @Argument(help: "Reports (.html), ledger exports, ledger.sqlite files or case folders; - is standard input.")
    var files: [String]

    @OptionGroup var trust: TrustOptions

    @Option(help: "Also say whether this file is the report's evidence: same bytes, coefficients or pixels.")
    var picture: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
        let console = output.console
        let policy = try trust.policy()
        var codes: [Int32] = []
        for file in files {
            try Interruption.check()
            let verdict = judge(file, policy)
            codes.append(verdict.exitCode)
            if console.json {
                print(String(decoding: verdict.json(of: file).encoded, as: UTF8.self))
            } else if !console.quiet {
                if files.count > 1 { print("\(file):") }
                print(verdict.lines.joined(separator: "\n"))
            }
        }
        throw ExitCode(Verdict.exitCode(of: codes))
    }

    private func judge(_ file: String, _ policy: TrustPolicy) -> Verdict {
        do {
            if InputFile.isFolder(file) {
                guard CaseFolder.isCase(file) else { return Verdict(couldNotJudge: file, "the folder is no case") }
                return try CaseAudit.verdict(of: CaseFolder(path: file), trust: policy)
            }
            let bytes = try InputFile.read(file)
            if bytes.starts(with: Array("SQLite format 3\0".utf8)) {
                return try CaseAudit.verdict(ofLedger: file, trust: policy)
            }
            var verdict = Verification.verify(bytes, trust: policy)
            if let picture { verdict.compare(report: bytes, picture: try Self.picture(picture)) }
            return verdict
        } catch {
            return Verdict(couldNotJudge: file, "\(error)")
        }
    }

    private static func picture(_ path: String) throws -> Verdict.Picture {
        let bytes = try InputFile.read(path, limit: Int(StableFile.largest))
        return Verdict.Picture(
            bytes: bytes, coefficients: (try? ImageIdentity.coefficientIdentityBytes(bytes))?.bytes,
            pixels: ImageDecoder.decode(bytes).image.map { ImageIdentity.pixelIdentityBytes($0) })
    }
}

struct TrustOptions: ParsableArguments {
    @Option(name: .customLong("key"), help: "Trust this ledger: its id, a verifier key, or a file of them. May be given again.")
    var keys: [String] = []

    /// The ledgers named here, or else those of the user's list.
    func policy() throws -> TrustPolicy {
        if keys.isEmpty {
            return TrustPolicy(ledgers: try TrustFile.user().list().compactMap { ContentHash(hex: $0.ledger) })
        }
        return TrustPolicy(ledgers: try keys.flatMap(Self.ledgers))
    }

    static func ledgers(_ text: String) throws -> [ContentHash] {
        if let ledger = TrustPolicy.ledger(named: text) { return [ledger] }
        guard let bytes = try? InputFile.read(text, limit: 1 << 20) else {
            throw ValidationError("\(text): neither a ledger id, nor a verifier key, nor a file of them")
        }
        let ledgers = bytes.split(separator: 0x0A).compactMap { line in
            String(decoding: line, as: UTF8.self).split(separator: " ").first.flatMap { TrustPolicy.ledger(named: String($0)) }
        }
        guard !ledgers.isEmpty else { throw ValidationError("\(text): the file names no ledger") }
        return ledgers
    }
}
