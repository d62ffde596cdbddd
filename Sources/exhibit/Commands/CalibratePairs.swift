import ArgumentParser
import ExhibitCore
import ExhibitPipeline
import ExhibitStorage
import ExhibitWeight

struct CalibratePairs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pairs",
        abstract: "Measure a model on pairs whose truth you know, and record it.",
        usage: "exhibit calibrate MODEL --pairs FILE [--conditions TEXT] [--unconfined]",
        discussion: """
            FILE is a CSV: picture,candidate,truth and perhaps picture_source,candidate_source. A picture is a path from \
            the folder of the file; a candidate is a label of the model (digits, for digit-reader), or the path of another \
            picture where the model has no labels; truth is same or different. A source is a word for what a picture was taken of: pairs that \
            share one are not independent. Without those columns each file is its own source, and two that are the same \
            are one. The model is asked about each picture once. Every score is kept; the pictures are not. Bounds hold \
            for pictures like these, and for no other.
            """,
        shouldDisplay: false)

    @Argument(help: "The model, one of exhibit model list.")
    var model: String

    @Option(help: "A CSV file of pairs.")
    var pairs: String

    @Option(
        help:
            "What kind of pictures these are, in your words. Published with reports that rest on it, as all its scores are."
    )
    var conditions: String?

    @Flag(help: "Start the model's program without a sandbox. Recorded.")
    var unconfined = false

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let console = output.console
        try checkPublished(conditions, limit: 4_096, from: "--conditions", console)
        let opened = try passphrase.open(caseOptions)
        defer { opened.closeSayingSo() }
        Interruption.watch()
        let outcome = try job(opened).run(console)
        let code: Int32 = outcome.scores.leftOut.isEmpty ? 0 : 3
        console.emit(
            "calibrate", exitCode: code,
            [
                "entry": .integer(Int64(outcome.entry.position)), "body": .object(outcome.entry.statement.body),
                "findings": outcome.findings.json, "supports_lead": .bool(outcome.findings.supportsLead),
                "pairs": .integer(Int64(outcome.scores.rows.count)),
                "repeated": .integer(Int64(outcome.scores.repeated)),
                "left_out": .array(
                    outcome.scores.leftOut.map {
                        [
                            "picture": .string(outcome.plan.pictures[$0.pair.picture].path),
                            "candidate": .string(outcome.plan.candidates[$0.pair.candidate].text),
                            "reason": .string($0.reason.rawValue),
                        ]
                    }),
            ])
        console.say(
            "Calibrated \(shown(model)) by \(counted(outcome.scores.rows.count, "pair")) of \(counted(outcome.scores.sources, "source")), recorded as #\(outcome.entry.position); bounds are one-sided, 95 %"
        )
        PairsText(outcome).show(console)
        throw ExitCode(code)
    }

    private func job(_ opened: Case) throws -> PairsJob {
        if ["copy", "copies"].contains(model) || model == CopyDetectionModel.name {
            throw UserError("copies are calibrated by their own set: exhibit calibrate copy --gallery NAME", code: 64)
        }
        let builtIn = BuiltInModel.asked.first { $0.name.utf8.elementsEqual(model.utf8) }
        let entry: PlacedEntry
        if let builtIn, !builtIn.generatesPixels {
            entry = try opened.exclusively { try opened.builtIn(builtIn) }
        } else if builtIn == nil {
            let named = try opened.model(named: model)
            try named.checkInUse()
            entry = named.entry
        } else {
            throw Self.generates(model)
        }
        guard !entry.statement.generatesPixels else { throw Self.generates(model) }
        guard let scale = ModelScale(of: entry.statement) else {
            throw UserError("#\(entry.position): its statement contradicts itself; see: exhibit audit")
        }
        return PairsJob(
            opened: opened, model: entry, scale: scale, list: pairs, maker: try maker(builtIn, entry, opened),
            conditions: conditions)
    }

    private func maker(_ builtIn: BuiltInModel?, _ model: PlacedEntry, _ opened: Case) throws -> PairAsking.Maker {
        if let builtIn { return .builtIn(builtIn) }
        let confinement: Sandbox.Confinement = unconfined ? .unconfined : .bubblewrap
        try confinement.check()
        return .runner(try opened.runnerCommand(model), confinement)
    }

    private static func generates(_ model: String) -> UserError {
        UserError(
            "\(shown(model)): generates pixels. What it answers rests on what it drew, and no measurement makes that evidence"
        )
    }
}
