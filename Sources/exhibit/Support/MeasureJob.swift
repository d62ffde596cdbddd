import ExhibitCore
import ExhibitPipeline
import ExhibitStorage

/// Measures how far a model's scores lie apart from run to run, and records it.
struct MeasureJob {
    let opened: Case
    let model: PlacedEntry
    let runs: Int
    /// In units of 10^-9 of the score; nil for a ten-thousandth of its range, or less.
    let floor: Int64?
    let confinement: Sandbox.Confinement

    static let mostPictures = 8

    func run(on evidence: [PlacedEntry], _ console: Console) throws -> PlacedEntry {
        let statement = model.statement
        let command = try opened.runnerCommand(model)
        let description = try Self.describe(command, confinement)
        guard statement.body["program"] == Self.program(description) else {
            throw UserError(
                "the program says that it is \(shown(description.name)) \(shown(description.version)) now, another one than the model was recorded with. Record the model again: exhibit model add"
            )
        }
        let pictures = try evidence.map { try picture(of: $0) }
        let files = opened.modelFiles(statement)
        let measuring = ModelMeasuring(
            description, declared: ModelExecution.Question.declared(by: statement), runsPerPicture: runs
        ) { question, picture in
            try Interruption.check()
            let scratch = try RunFolder()
            var execution = ModelExecution(
                command: command, files: files, confinement: confinement, scratch: scratch.path)
            execution.isCancelled = { Interruption.isRequested }
            let answer = execution.answer(to: question, picture: picture)
            try Interruption.check()
            return answer
        }
        var progress = Progress("measure", total: runs * pictures.count, console: console)
        let outcome = try measuring.measure(pictures) { _ in progress.advance(by: 1) }
        progress.finish()
        var said: Set<RunFailure> = []
        for failure in outcome.failures where said.count < 3 && said.insert(failure).inserted {
            console.warn("a run failed, and is counted: \(shown("\(failure)"))")
        }
        return try record(outcome, description, pictures, evidence)
    }

    private func picture(of entry: PlacedEntry) throws -> ModelMeasuring.Picture {
        guard let file = entry.statement.name("artifact") else { throw UserError("#\(entry.position) names no file") }
        let bytes: [UInt8]
        do { bytes = try ModelRun.picture(of: try opened.bytes(of: file)) } catch let error as NotDecoded {
            throw UserError("#\(entry.position): \(error.reason). Measure on a picture that decodes: --picture FILE")
        }
        let sealing = Sealing(bytes, randomness: SystemRandomness())
        let name = try opened.keep(sealing, bytes: bytes, media: "image/png", stable: false)
        return ModelMeasuring.Picture(name: name, bytes: bytes)
    }

    /// What the program says of itself; throws where it says nothing.
    static func describe(_ command: [String], _ confinement: Sandbox.Confinement) throws -> RunnerDescription {
        let scratch = try RunFolder()
        var execution = ModelExecution(command: command, files: [], confinement: confinement, scratch: scratch.path)
        execution.isCancelled = { Interruption.isRequested }
        switch try execution.describe() {
        case .completed(let description, _): return description
        case .failed(let stop, _):
            try Interruption.check()
            throw UserError("the runner did not describe itself: \(shown("\(stop)"))")
        }
    }

    private static func program(_ description: RunnerDescription) -> JSON {
        ["name": .string(description.name), "version": .string(description.version)]
    }

    private func record(
        _ outcome: ModelMeasuring.Outcome, _ description: RunnerDescription, _ pictures: [ModelMeasuring.Picture],
        _ evidence: [PlacedEntry]
    ) throws -> PlacedEntry {
        let statement = model.statement
        func keep(_ bytes: [UInt8]) throws -> String {
            let sealing = Sealing(bytes, randomness: SystemRandomness())
            return try opened.keep(sealing, bytes: bytes, media: "application/json", stable: false).description
        }
        let difference = outcome.runs.difference
        let floor = floor ?? Measurement.defaultFloor(outcome.runs, model: statement)
        let isEnough = outcome.runs.areEnough(pictures: pictures.count)
        let epsilon =
            isEnough ? Measurement.epsilon(of: outcome.runs, floor: floor, model: statement) : nil
        let rows =
            outcome.environment
            + outcome.notOffered.map { (name: "optimisation level not offered", value: $0) }
            + outcome.failures.map { (name: "failed run", value: $0.words) }
        let environment = JSON.array(rows.map { ["name": .string($0.name), "value": .string($0.value)] })
        func decimal(_ units: Int64?) -> JSON { units.map { .string(ScoreDifference.text($0)) } ?? .null }
        let draft = Draft(
            .measurement, subjects: [statement.name],
            body: [
                "model": .string(statement.name.description), "program": Self.program(description),
                "engine": [
                    "name": .string(description.engine.name), "version": .string(description.engine.version),
                    "build": .string(description.engine.build),
                ],
                "pictures": .array(pictures.map { .string($0.name.description) }),
                "settings": .array(
                    outcome.runs.settings.map { setting in
                        [
                            "threads": .integer(Int64(setting.threads)), "level": .string(setting.level),
                            "completed": .integer(Int64(setting.completed)),
                            "failed": .integer(Int64(setting.failed)),
                        ]
                    }),
                "largest_difference": decimal(difference.units),
                "ranking_changed": .bool(!difference.hasSameRanking),
                "floor": decimal(floor), "epsilon": decimal(epsilon),
                "scores": .string(try keep(outcome.runs.encoded)),
                "environment": .string(try keep(environment.encoded)),
            ],
            slots: [
                "evidence": .array(evidence.map { .string($0.statement.name.description) }),
                "recorded": .integer(Clock.milliseconds()),
            ])
        return try opened.append([draft])[0]
    }
}
