import ArgumentParser
import ExhibitCore
import ExhibitStorage

struct Retract: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take back a report, and with it its claim.",
        discussion: """
            Nothing is deleted: whoever has the report can go on verifying it, and sees that it was retracted where they \
            are given the retraction, which -o and --proof write: exhibit verify REPORT --entry FILE --entry-proof PROOF. \
            Of its run no report is made any more: ask again. Send both files to everybody who had the report.
            """)

    @Argument(help: "The report: #NUMBER, the start of its id, or its file.")
    var report: String

    @Option(help: "Why: objection, evidence, method, person or other.")
    var cause: String

    @Option(help: "Why, in your words. Published with later reports.")
    var reasons: String?

    @Option(help: "The objection that it follows: #NUMBER.")
    var objection: String?

    @Option(name: .shortAndLong, help: "Where to write the signed entry.")
    var output: String?

    @Option(help: "Where to write the proof that it is recorded.")
    var proof: String?

    @Flag(help: "Replace files of these names.")
    var force = false

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var outputOptions: OutputOptions

    func validate() throws {
        guard RetractionCause(rawValue: cause) != nil else {
            throw ValidationError("--cause takes \(RetractionCause.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        guard (output == nil) == (proof == nil) else { throw ValidationError("-o and --proof go together") }
    }

    func run() throws {
        for file in [output, proof].compactMap({ $0 }) { try OutputFile.check(file, force: force) }
        try checkPublished(reasons, limit: 4_096, from: "--reasons", outputOptions.console)
        let opened = try passphrase.open(caseOptions)
        defer { opened.closeSayingSo() }
        let placed = try opened.report(named: report)
        guard let claim = placed.statement.name("claim") else {
            throw UserError("#\(placed.position): names no claim; see: exhibit audit")
        }
        let challenge = try objection.map { try opened.challenge(of: opened.resolve($0)).statement }
        guard challenge.map({ $0.name("claim") == claim }) ?? true else {
            throw UserError(
                "\(shown(objection ?? "")): objects to another claim than that of report #\(placed.position)")
        }
        let (entry, isNew) = try opened.exclusively {
            if let known = opened.retraction(of: placed.statement.name) { return (known, false) }
            let draft = Draft(
                .retraction, subjects: [placed.statement.name],
                body: [
                    "report": .string(placed.statement.name.description), "claim": .string(claim.description),
                    "challenge": challenge.map { .string($0.name.description) } ?? .null, "cause": .string(cause),
                ],
                slots: [
                    "reasons": reasons.map { .string($0) } ?? .null, "recorded": .integer(Clock.milliseconds()),
                ])
            return (try opened.append([draft])[0], true)
        }
        let console = outputOptions.console
        console.say(
            "#\(entry.position)  \(isNew ? "retracts" : "retracted before") report #\(placed.position): \(entry.statement.text("cause"))"
        )
        console.emit(
            "retraction",
            [
                "entry": .integer(Int64(entry.position)), "report": .integer(Int64(placed.position)),
                "new": .bool(isNew),
            ])
        guard let output, let proof else { return }
        let proven = try EntryProof(of: "#\(entry.position)", in: opened.folder)
        try OutputFile.write(proven.leaf, to: output, force: force)
        try OutputFile.write(proven.proof.encoded, to: proof, force: force)
        console.say(
            "Next, for everybody who has the report: exhibit verify REPORT --entry \(word(output)) --entry-proof \(word(proof))"
        )
    }
}
