import ArgumentParser
import ExhibitCore
import ExhibitPipeline
import ExhibitStorage
import ExhibitWeight

struct Identify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Ask which pictures of a reference set a recorded picture comes from, or ask a model: one run and one claim each.",
        discussion: """
            The run is in the ledger before it starts and stays there, whatever it gives. Nothing is said about how \
            often this is wrong until that was measured on such pictures (exhibit calibrate), so the most it can give \
            before is a LEAD.
            """)

    @Argument(help: "Recorded pictures, or what was made from them: files, folders, ids of entries, or sealed:…")
    var pictures: [String]

    @Option(
        name: .customLong("gallery"),
        help: ArgumentHelp(
            "The reference set to search for copies; with --model, to give to the model, at most 2,000 pictures.",
            valueName: "gallery"))
    var galleries: [String] = []
    private var gallery: String? { galleries.first }

    @Option(
        help:
            "The model to ask: one of exhibit model list, or built in: \(BuiltInModel.asked.map(\.name).joined(separator: ", "))."
    )
    var model: String?

    @Option(help: "With --model: the number that a model which draws lots starts from.")
    var seed: Int64 = 0

    @Option(help: "With --model: how many threads its engine may use, 1 to 256.")
    var threads = 1

    @Flag(help: "With --model: start its program without a sandbox. Recorded, and on the first screen of a report.")
    var unconfined = false

    @Option(
        help:
            "What the question is about: the picture itself (the default, with --gallery), a thing in it, or a person.")
    var about: String?

    @Option(help: "How many ranked candidates to keep, 1 to 50.")
    var depth = 10

    @Flag(help: "With --gallery: claim nothing yet and show no score, for reviewers who are to be blind.")
    var hold = false

    @OptionGroup(title: "What the question is") var question: QuestionOptions
    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard about.map({ About(rawValue: $0) != nil }) ?? true else {
            throw ValidationError("--about takes picture, thing or person")
        }
        guard (1...50).contains(depth) else { throw ValidationError("--depth takes 1 to 50") }
        guard galleries.count <= 1 else {
            throw ValidationError(
                "--gallery takes one set for each run; ask again for the next: a claim counts all that were searched")
        }
        guard gallery != nil || model != nil else {
            throw ValidationError("name what to ask: --gallery NAME for copies, --model NAME for a model, or both")
        }
        // What a model says is in a picture is no question about the picture itself, and the rules for people are stricter.
        guard model == nil || ["thing", "person"].contains(about) else {
            throw ValidationError("--model needs --about thing or --about person")
        }
        guard (1...256).contains(threads) else { throw ValidationError("--threads takes 1 to 256") }
        guard seed >= 0, seed <= 9_007_199_254_740_991 else { throw ValidationError("--seed takes 0 to 2^53 - 1") }
        guard model == nil || !hold else { throw ValidationError("--hold is for searches of a reference set") }
        guard about != "person" || question.isEmpty else {
            throw ValidationError("of a person nothing is claimed, so there is nothing to state beside the question")
        }
        guard !hold || question.isEmpty else {
            throw ValidationError("with --hold nothing is claimed yet; state the question to: exhibit claim RUN")
        }
        guard model != nil || (seed == 0 && threads == 1 && !unconfined) else {
            throw ValidationError("--seed, --threads and --unconfined are for --model")
        }
    }

    func run() throws {
        let console = output.console
        let opened = try passphrase.open(caseOptions)
        defer { opened.closeSayingSo() }
        let attempt = try model.map { try ask($0, opened, console) } ?? search(gallery ?? "", opened, console)
        let targets = pictures.flatMap { InputFile.isFolder($0) ? FileWalk([$0], excluding: []).files : [$0] }
        guard !targets.isEmpty else { throw UserError("there is no file in what you named") }
        Interruption.watch()
        var progress = Progress("identify", total: targets.count, console: console)
        var failed = 0
        for target in targets {
            try Interruption.check()
            if let problem = try attempt(target) {
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
        if failed < targets.count, !hold { console.say("Next: exhibit report --last -o report.html") }
        throw ExitCode(code)
    }

    /// Each gives what is wrong with one picture alone; nil where it was asked.
    private typealias Attempt = (_ picture: String) throws -> String?

    private func search(_ gallery: String, _ opened: Case, _ console: Console) throws -> Attempt {
        let set = try opened.referenceSet(try opened.recordedGallery(gallery))
        let model = try opened.exclusively { try opened.builtInModel().statement.name }
        let about = about ?? "picture"
        try opened.checkGround(about, model, [set.statement])
        let job = IdentifyJob(
            case: opened, set: set, model: model, about: about, depth: depth,
            question: try question.question(console), isHeld: hold)
        return { try job.attempt($0, gallery: gallery, console: console) }
    }

    private func ask(_ name: String, _ opened: Case, _ console: Console) throws -> Attempt {
        let about = about ?? "person"
        if let model = BuiltInModel.asked.first(where: { $0.name == name }) {
            guard !unconfined else {
                throw UserError("\(shown(name)): is built in; --unconfined is for models with a program", code: 64)
            }
            guard gallery == nil else {
                throw UserError(
                    "\(shown(name)): is built in and compares with no reference set; leave out --gallery", code: 64)
            }
            let entry = try opened.exclusively { try opened.builtIn(model) }
            try opened.checkGround(about, entry.statement.name, [])
            let job = ModelJob(
                opened: opened, model: entry, builtIn: model, about: about, depth: depth, seed: seed,
                threads: threads, confinement: nil, question: try question.question(console))
            return { try job.attempt($0, console: console) }
        }
        let model = try opened.model(named: name)
        try model.checkInUse()
        let confinement: Sandbox.Confinement = unconfined ? .unconfined : .bubblewrap
        try confinement.check()
        // What was measured are scores of labels; with references they are others.
        let promised =
            gallery == nil ? try opened.tolerance(of: model.entry, confinement) : (.sameBits, nil, nil)
        if let remark = promised.remark { console.warn("\(remark). The runs promise the same bits") }
        let set = try gallery.map { try opened.namedSet($0) }
        try opened.checkGround(about, model.entry.statement.name, set.map { [$0.entry.statement.name] } ?? [])
        let job = ModelJob(
            opened: opened, model: model.entry, builtIn: nil, about: about, depth: depth, seed: seed,
            threads: threads, confinement: confinement, set: set,
            tolerance: promised.tolerance, measured: promised.measured, question: try question.question(console))
        return { try job.attempt($0, console: console) }
    }
}
