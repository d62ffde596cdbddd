import ArgumentParser
import ExhibitCore
import ExhibitPipeline
import ExhibitStorage
import ExhibitWeight

struct Identify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask which pictures of a reference set a recorded picture comes from: one run and one claim each.",
        discussion: """
            The run is in the ledger before it starts and stays there, whatever it gives. Nothing is said about how \
            often this is wrong until that was measured on such pictures, so the most it can give is a LEAD.
            """)

    @Argument(help: "Recorded pictures: files, folders, or ids of their entries.")
    var pictures: [String]

    @Option(help: "The reference set to search.")
    var gallery: String

    @Option(help: "What the question is about: the picture itself, a thing in it, or a person.")
    var about = "picture"

    @Option(help: "How many ranked candidates to keep, 1 to 50.")
    var depth = 10

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard About(rawValue: about) != nil else { throw ValidationError("--about takes picture, thing or person") }
        guard (1...50).contains(depth) else { throw ValidationError("--depth takes 1 to 50") }
    }

    func run() throws {
        let console = output.console
        let opened = try passphrase.open(caseOptions)
        defer { opened.closeSayingSo() }
        guard let entry = try opened.gallery(labelled: gallery) else {
            throw UserError(
                "no reference set \"\(shown(gallery))\". Make it: exhibit gallery add \(word(gallery)) FOLDER; see: exhibit gallery list"
            )
        }
        let set = try opened.referenceSet(entry)
        let model = try opened.exclusively { try opened.builtInModel().statement.name }
        let targets = pictures.flatMap { InputFile.isFolder($0) ? FileWalk([$0], excluding: []).files : [$0] }
        guard !targets.isEmpty else { throw UserError("there is no file in what you named") }
        Interruption.watch()
        var progress = Progress("identify", total: targets.count, console: console)
        var failed = 0
        for target in targets {
            try Interruption.check()
            let job = IdentifyJob(case: opened, set: set, model: model, about: about, depth: depth)
            if let problem = try job.attempt(target, gallery: gallery, console: console) {
                failed += 1
                console.warn(problem)
                console.emit("identify", exitCode: 1, ["picture": .string(target), "error": .string(problem)])
            }
            progress.advance(by: 1)
        }
        progress.finish()
        let code: Int32 = failed == 0 ? 0 : failed < targets.count ? 3 : 1
        if targets.count > 1 {
            console.say("\(targets.count - failed) of \(targets.count) pictures: one run and one claim each.")
            console.emit(
                "identify-all", exitCode: code,
                ["pictures": .integer(Int64(targets.count)), "failed": .integer(Int64(failed))])
        }
        if failed < targets.count { console.say("Next: exhibit report --last -o report.html") }
        throw ExitCode(code)
    }
}
