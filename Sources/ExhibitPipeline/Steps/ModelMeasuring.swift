import ExhibitCore

/// Asks a model the same again and again, under every number of threads and optimisation level that its runner takes, and
/// keeps how far its scores lie apart. What it answers is shown to nobody: this is no way to look for a better answer.
public struct ModelMeasuring {
    public struct Picture {
        /// Under which the artifact is kept.
        public let name: TypedName
        /// A PNG file.
        public let bytes: [UInt8]

        public init(name: TypedName, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    public struct Outcome: Sendable {
        public let runs: MeasuredRuns
        /// Levels that the runner refused, or did not use when it was asked to.
        public let notOffered: [String]
        /// Of the first run that completed.
        public let environment: [(name: String, value: String)]
        /// Why runs failed, in order.
        public let failures: [RunFailure]
    }

    let description: RunnerDescription
    let declared: (score: RunnerDescription.Score, generatesPixels: Bool)?
    /// How often each picture is asked about, all settings together.
    let runsPerPicture: Int
    let execute: (ModelExecution.Question, [UInt8]) throws -> ModelRun.Answer

    /// What runners call levels is not theirs to declare in this version of the protocol; these are ONNX Runtime's names.
    public static let levels = ["disabled", "basic", "extended", "all"]
    public static let mostThreads = 2

    public init(
        _ description: RunnerDescription, declared: (score: RunnerDescription.Score, generatesPixels: Bool)?,
        runsPerPicture: Int, execute: @escaping (ModelExecution.Question, [UInt8]) throws -> ModelRun.Answer
    ) {
        self.description = description
        self.declared = declared
        self.runsPerPicture = runsPerPicture
        self.execute = execute
    }

    /// - Parameter progress: called after each run with how many there will be.
    public func measure(_ pictures: [Picture], progress: (Int) throws -> Void) throws -> Outcome {
        var work = Work()
        let threads = (1...Self.mostThreads).filter { $0 <= description.threads }
        var levels = [description.optimisationLevel]
        for level in Self.levels where level != description.optimisationLevel {
            if try ask(level, threads: 1, 0, pictures[0], mayRefuse: true, &work) {
                levels.append(level)
            } else {
                work.notOffered.append(level)
            }
        }
        let settings = levels.flatMap { level in threads.map { (level: level, threads: $0) } }
        let total = runsPerPicture * pictures.count
        try progress(total)
        for (index, picture) in pictures.enumerated() {
            // The first one was asked already whether it takes a level.
            let done = index == 0 ? levels.dropFirst().map { (level: $0, threads: 1) } : []
            for turn in 0..<max(0, runsPerPicture - done.count) {
                let rest = settings.filter { setting in !done.contains { $0 == setting } }
                let setting = turn < rest.count ? rest[turn] : settings[(turn - rest.count) % settings.count]
                _ = try ask(setting.level, threads: setting.threads, index, picture, mayRefuse: false, &work)
                try progress(total)
            }
        }
        return Outcome(
            runs: work.runs, notOffered: work.notOffered, environment: work.environment, failures: work.failures)
    }

    private struct Work {
        var runs = MeasuredRuns()
        var notOffered: [String] = []
        var environment: [(name: String, value: String)] = []
        var failures: [RunFailure] = []
    }

    /// Whether the level is one that the runner takes.
    private func ask(
        _ level: String, threads: Int, _ index: Int, _ picture: Picture, mayRefuse: Bool, _ work: inout Work
    ) throws -> Bool {
        var question = ModelExecution.Question(
            depth: MeasuredRuns.depth, seed: 0, threads: threads, declared: declared)
        question.measured = description.identity
        // Without the parameter, as a run asks.
        if level != description.optimisationLevel { question.parameters = ["optimisation_level": level] }
        let answer = try execute(question, picture.bytes)
        let used = answer.parameters.first { $0.name == "optimisation level" }?.value
        if mayRefuse, answer.stop == .error || (answer.failure == nil && used != level) { return false }
        var failure = answer.failure
        if failure == nil, used != level {
            failure = RunFailure("it ran at the level \(used ?? "?") and was asked for \(level)")
        }
        if let failure {
            work.failures.append(failure)
        } else if work.environment.isEmpty {
            work.environment = answer.environment
        }
        work.runs.add(
            picture: index, threads: threads, level: level, scores: failure == nil ? answer.scores : nil)
        return true
    }
}

extension ModelRun {
    /// A picture as a model gets it: upright, without metadata.
    public static func picture(of file: [UInt8]) throws -> [UInt8] { try sized(file).png }

    /// Also its smaller side, in pixels.
    public static func sized(_ file: [UInt8]) throws -> (png: [UInt8], side: Int) {
        guard let image = ImageDecoder.decode(file).image else {
            throw NotDecoded(.unsupported, "it does not decode")
        }
        let png = try ImageEncoder.png(try ImageOperation.upright(orientation: nil).apply(to: image).image)
        return (png, min(image.width, image.height))
    }
}
