import ArgumentParser
import ExhibitCore
import ExhibitPipeline
import ExhibitStorage
import ExhibitVerification

struct ExportBag: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bag",
        abstract: "Write a report with everything that running it again needs: a BagIt folder to hand over.",
        discussion: """
            Pictures leave in clear, because you ask for it: the evidence, the references that the claim names, and \
            what was made of them; but not what was there before a recorded mask, and nothing of a protected subject, unless \
            you say --include evidence. A reference set stays here unless you say --include gallery: its list holds file \
            names. Without it, a replay cannot repeat the search. What stays here is listed in data/withheld.json. Ends \
            with 3 where this case has lost something that belongs into the bag; each is named.
            """)

    @Argument(help: "The report, of this case.")
    var report: String

    @Option(name: .customShort("o"), help: ArgumentHelp("The folder to make; never written over.", valueName: "bag"))
    var folder: String

    @Option(
        help:
            "Also give the reference set (gallery), what a program printed (log), or pictures without their mask and of protected subjects (evidence); may be given again."
    )
    var include: [BagChoice.Extra] = []

    @Option(help: "Keep the evidence, the references (gallery) or steps' results (outputs) here; may be given again.")
    var withhold: [BagChoice.Part] = []

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var output: OutputOptions

    mutating func validate() throws {
        // As a shell completes the name of a folder.
        while folder.utf8.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        guard !folder.isEmpty else { throw ValidationError("-o takes the name of a new folder") }
        if include.contains(.gallery) && withhold.contains(.gallery) {
            throw ValidationError("--include gallery and --withhold gallery are opposites")
        }
        if include.contains(.evidence) && withhold.contains(.evidence) {
            throw ValidationError("--include evidence and --withhold evidence are opposites")
        }
    }

    func run() throws {
        try OutputFile.checkIsNoPartOfACase(folder)
        try OutputFile.checkHasAFolder(folder)
        let bytes = try InputFile.read(report)
        let opened = try caseOptions.openForReading()
        let verdict = ReportVerifier.verify(bytes, trust: TrustPolicy(ledgers: [opened.ledgerID]))
        // One that is contested or superseded can be run again all the more.
        guard ![1, 2].contains(verdict.exitCode) else {
            throw UserError(
                "\(shown(report)): no bag is made of a report that does not verify:\n"
                    + verdict.lines.joined(separator: "\n"), code: verdict.exitCode)
        }
        guard try !opened.hasPendingErasure() else {
            throw UserError(
                "an erasure in this case was cut short: a bag could still hold what it names. Run a command that records, such as exhibit ingest, and it comes to its end"
            )
        }
        Interruption.watch()
        let choice = BagChoice(
            include: Set(include), withhold: Set(withhold), home: environmentVariable("HOME"))
        let job = try BagJob(opened, report: bytes, choice: choice)
        let result = try job.write(to: folder, output.console)
        show(result)
        throw ExitCode(result.missing.isEmpty ? 0 : 3)
    }

    private func show(_ result: BagJob.Result) {
        let console = output.console
        func list(_ omissions: [BagOmission]) -> JSON {
            .array(
                omissions.map {
                    [
                        "name": .string($0.name.description), "role": .string($0.role), "reason": .string($0.reason),
                    ]
                })
        }
        for omission in result.missing {
            console.warn("\(omission.role), \(omission.name): is not in the bag: \(omission.reason)")
        }
        console.emit(
            "bag", exitCode: result.missing.isEmpty ? 0 : 3,
            [
                "folder": .string(folder), "artifacts": .integer(Int64(result.artifacts)),
                "bytes": .integer(result.bytes), "withheld": list(result.withheld), "missing": list(result.missing),
            ])
        console.say("\(shown(folder))  \(counted(result.artifacts, "artifact")), \(result.bytes) bytes")
        for (reason, items) in Dictionary(grouping: result.withheld, by: \.reason).sorted(by: { $0.key < $1.key }) {
            console.say("Withheld: \(Set(items.map(\.role)).sorted().joined(separator: ", ")): \(reason)")
        }
        let name = word(folder)
        console.say("Next: exhibit reproduce \(name)      or, for archives: bagit.py --validate \(name)")
    }
}

extension BagChoice.Extra: ExpressibleByArgument {}
extension BagChoice.Part: ExpressibleByArgument {}
