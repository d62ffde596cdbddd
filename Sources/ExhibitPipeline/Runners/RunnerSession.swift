import ExhibitCore

/// One run of a runner under `exhibit-runner-v1`: describe, run, outputs. What goes wrong is an outcome, never an error.
public struct RunnerSession: Sendable {
    /// The runner's program, limits and folders; model and files are added to what it can read.
    public var sandbox: Sandbox
    public static let describeSeconds = 60
    public static let endSeconds = 10
    public static let mostProgress = 10_000

    public init(_ sandbox: Sandbox) { self.sandbox = sandbox }

    /// What is kept of every run, also of one that failed.
    public struct Record: Sendable {
        public let enforced: [Sandbox.Fact]
        /// Nil where it never started.
        public let exit: RunExit?
        /// The requests, line by line.
        public let sent: [UInt8]
        /// Everything that it answered, as it came.
        public let received: [UInt8]
        /// The beginning of its standard error, and the end of it: private, and for people.
        public let log: [UInt8]
        public let logTail: [UInt8]
    }

    public enum Outcome<Value: Sendable>: Sendable {
        case completed(Value, Record)
        case failed(Stop, Record)

        public var record: Record {
            switch self {
            case .completed(_, let record), .failed(_, let record): record
            }
        }
    }

    public struct Completion: Sendable {
        public let description: RunnerDescription
        public let result: RunnerResult
        public let outputs: [RunnerOutput]
    }

    /// Asks what the runner is, and nothing else.
    public func describe(isCancelled: @escaping () -> Bool = { false }) -> Outcome<RunnerDescription> {
        var talk = Talk()
        let run = sandbox.run(isCancelled: isCancelled) { channel throws(Stop) in
            let description = try talk.describe(channel)
            try talk.finish(channel)
            return description
        }
        return outcome(run, sent: talk.sent) { description throws(Stop) in description }
    }

    public func run(_ job: RunnerJob, isCancelled: @escaping () -> Bool = { false }) -> Outcome<Completion> {
        var sandbox = sandbox
        let model = Sandbox.Bind(host: job.model.folder, inside: RunnerJob.modelPlace)
        let files = Sandbox.Bind(host: job.files.folder, inside: RunnerJob.filesPlace)
        let references = job.references.map { Sandbox.Bind(host: $0.folder, inside: RunnerJob.referencesPlace) }
        sandbox.readOnly += [model, files] + [references].compactMap { $0 }
        sandbox.environment.merge(Self.variables(threads: job.threads)) { given, _ in given }
        let request: [UInt8]
        do throws(Stop) {
            request = try job.request(
                id: 2, model: sandbox.path(of: model), files: sandbox.path(of: files),
                references: references.map { sandbox.path(of: $0) }, output: sandbox.outputPath)
        } catch {
            let run = SandboxRun<Completion>(result: .failure(error), enforced: [])
            return outcome(run, sent: []) { completion throws(Stop) in completion }
        }
        var talk = Talk()
        let run = sandbox.run(isCancelled: isCancelled) { channel throws(Stop) in
            let description = try talk.describe(channel)
            try RunnerRules.check(description, for: job)
            let result = try talk.result(request, channel, limit: sandbox.limits.wallSeconds)
            try RunnerRules.check(result, of: description, for: job)
            try talk.finish(channel)
            return (description, result)
        }
        return outcome(run, sent: talk.sent) { (description, result) throws(Stop) in
            let outputs = try RunnerOutput.read(result.outputs, in: sandbox.output, limits: sandbox.limits)
            return Completion(description: description, result: result, outputs: outputs)
        }
    }

    /// Engines start a thread for each core unless they are told otherwise, and Python changes with its surroundings.
    private static func variables(threads: Int) -> [String: String] {
        var variables = ["PYTHONDONTWRITEBYTECODE": "1", "PYTHONNOUSERSITE": "1", "PYTHONHASHSEED": "0"]
        for name in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"] { variables[name] = String(threads) }
        return variables
    }

    private func outcome<Said, Value>(
        _ run: SandboxRun<Said>, sent: [UInt8], _ complete: (Said) throws(Stop) -> Value
    ) -> Outcome<Value> {
        let record = Record(
            enforced: run.enforced, exit: run.exit, sent: sent, received: run.received, log: run.errors,
            logTail: run.errorTail)
        do throws(Stop) {
            return .completed(try complete(try run.result.get()), record)
        } catch {
            return .failed(error, record)
        }
    }
}

/// The order of lines: what was asked, and which answers are due.
private struct Talk {
    private(set) var sent: [UInt8] = []

    private mutating func ask(_ line: [UInt8], _ channel: LineChannel) throws(Stop) {
        sent += line + [0x0A]
        try channel.send(line)
    }

    private func answer(to id: Int64, within seconds: Int, _ channel: LineChannel) throws(Stop) -> RunnerAnswer {
        guard let line = try channel.line(within: seconds) else {
            // Its end takes a moment longer than its output's: to kill it in between would hide how it ended.
            let exit = try channel.finish(within: 1).map { " (\($0))" } ?? ""
            throw Stop(.ended, "it ended, or closed its output, before it had answered\(exit)")
        }
        let answer = try RunnerAnswer(line, to: id)
        if case .error(let reason) = answer {
            // Its words can tell what was asked about a person. They stand in the transcript.
            throw Stop(.error, "it answered with an error", "it answered with an error: \(reason)")
        }
        return answer
    }

    mutating func describe(_ channel: LineChannel) throws(Stop) -> RunnerDescription {
        let request: JSON = ["id": 1, "protocol": .string(RunnerAnswer.protocolName), "request": "describe"]
        try ask(request.encoded, channel)
        guard case .description(let description) = try answer(to: 1, within: RunnerSession.describeSeconds, channel)
        else { throw Stop(.outOfOrder, "it answered something else when it was asked what it is") }
        return description
    }

    mutating func result(_ request: [UInt8], _ channel: LineChannel, limit: Int) throws(Stop) -> RunnerResult {
        guard !channel.hasUnreadOutput else { throw Stop(.outOfOrder, "it wrote an answer before it was asked") }
        try ask(request, channel)
        var last: (done: Int64, total: Int64)?
        for _ in 0...RunnerSession.mostProgress {
            switch try answer(to: 2, within: limit, channel) {
            case .progress(let done, let total):
                guard done <= total, total == last?.total ?? total, done >= last?.done ?? 0 else {
                    throw Stop(.untrue, "its progress went back, or beyond its end")
                }
                last = (done, total)
            case .result(let result): return result
            case .description, .error: throw Stop(.outOfOrder, "it described itself again instead of running")
            }
        }
        throw Stop(.oversized, "it reported its progress more than \(RunnerSession.mostProgress) times")
    }

    func finish(_ channel: LineChannel) throws(Stop) {
        let exit = try channel.finish(within: RunnerSession.endSeconds)
        guard !channel.hasUnreadOutput else {
            throw Stop(.outOfOrder, "it wrote more to its standard output after its last answer")
        }
        guard let exit else {
            throw Stop(.late, "it was still running \(RunnerSession.endSeconds) seconds after its input had ended")
        }
        guard exit == .code(0) else { throw Stop(.ended, "it ended with \(exit) after its last answer") }
    }
}
