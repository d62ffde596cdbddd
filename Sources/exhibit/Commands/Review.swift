import ArgumentParser
import ExhibitCore
import ExhibitStorage
import ExhibitWeight

struct Review: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Record what a person concludes from the pictures of a run, under a key of their own.",
        discussion: """
            Blind is a review that stands in the ledger before every claim on the picture, under whatever name of its file: identify with --hold says \
            nothing of scores and makes no claim, and exhibit claim makes it afterwards. A conclusion is never \
            replaced; another one is added, and dissent stays. Different keys are not proof of different people.
            """)

    @Argument(
        help: ArgumentHelp(
            "The run, or a claim made from it: \"#12\", or the beginning of an id.", valueName: "run"))
    var target: String

    @Option(help: "supports, \"leans for\", undecided, \"leans against\" or opposes: of the proposition.")
    var conclusion: String?

    @Option(name: .customLong("reviewer-key"), help: "The reviewer's key file, made by exhibit key reviewer.")
    var key: String?

    @Option(help: "A file with its passphrase; else it is asked for.")
    var reviewerPassphraseFile: String?

    @Option(help: "Why, in the reviewer's words. Published with a report.")
    var reasons: String?

    @Option(help: "Who they are, in their own words. Kept private.")
    var reviewer: String?

    @Option(help: "Write the pictures that the run kept for people into this new folder, and record nothing.")
    var pictures: String?

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (pictures == nil) != (conclusion == nil) else {
            throw ValidationError("name --conclusion to record one, or --pictures FOLDER to look first")
        }
        guard pictures != nil || key != nil else { throw ValidationError("--conclusion needs --reviewer-key FILE") }
        guard conclusion.map({ ReviewScale(rawValue: $0) != nil }) ?? true else {
            throw ValidationError(
                "--conclusion takes \(ReviewScale.allCases.map(\.rawValue).joined(separator: ", "))")
        }
    }

    func run() throws {
        let console = output.console
        if let pictures {
            let opened = try caseOptions.openForReading()
            try ReviewJob(opened: opened).write(try opened.run(named: target), to: pictures, console)
            return
        }
        try checkPublished(reasons, limit: 4_096, from: "--reasons", console)
        try checkSlotText(reviewer, limit: 512, from: "--reviewer")
        let signer = try PersonalKey(owner: "reviewer's", file: key ?? "", passphraseFile: reviewerPassphraseFile)
            .read()
        let opened = try passphrase.open(caseOptions)
        defer { opened.closeSayingSo() }
        let (entry, isBlind) = try opened.exclusively {
            let run = try opened.run(named: target)
            let entry = try ReviewJob(opened: opened).record(
                run, conclusion: conclusion ?? "", reasons: reasons, reviewer: reviewer, by: signer)
            return (entry, WeighingGround.isBlind(entry, of: run, .current, opened))
        }
        console.say(
            "#\(entry.position)  \(entry.statement.text("conclusion")), \(isBlind ? "blind: no claim on this picture was recorded before" : "not blind: a claim on this picture was recorded before")"
        )
        console.say("Different keys are not proof of different people.\nNext: exhibit claim '\(shown(target))'")
        console.emit(
            "review",
            [
                "entry": .integer(Int64(entry.position)), "conclusion": .string(entry.statement.text("conclusion")),
                "blind": .bool(isBlind),
            ])
    }
}
