import ArgumentParser
import ExhibitCore
import ExhibitStorage
import ExhibitVerification

/// How a report stands by now, as a reader asks for it.
struct StandingOptions: ParsableArguments {
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

    func validate() throws {
        if let now, Reading(named: now) == nil { throw ValidationError(Reading.refused) }
    }

    var reading: Reading { now.flatMap { Reading(named: $0) } ?? Reading(now: Clock.milliseconds()) }

    func file() throws -> [UInt8]? { try standing.map { try InputFile.read($0, limit: StandingFile.maximumBytes) } }

    /// Adds how old the report is, and how it stands.
    func judge(_ report: [UInt8], _ file: [UInt8]?, _ verdict: inout Verdict) {
        verdict.judgeAge(ofReport: report, now: reading.now)
        remember(verdict.judgeStanding(ofReport: report, file: file, at: reading, seen: seen))
    }

    private var memory: SeenFolder? { noMemory ? nil : try? SeenFolder(environment: environmentVariables()) }

    func seen(_ ledger: ContentHash) -> SeenLedger? {
        (try? memory?.read(ledger)).flatMap { $0 }.flatMap { SeenLedger(encoded: $0) }
    }

    /// A memory that cannot be read or written is said on stderr: the verdict does not depend on it.
    func remember(_ noted: (ledger: ContentHash, seen: SeenLedger)?) {
        guard let memory, let noted else { return }
        do {
            try memory.update(noted.ledger) { SeenLedger.merging($0, with: noted.seen) }
        } catch {
            Console.error("what was seen of this ledger could not be remembered: \(error)")
        }
    }
}
