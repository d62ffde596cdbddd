import ExhibitCore

/// Runs the recorded steps of one run again, in their order, and compares every output with its recorded name.
///
/// A step reads what this replay made, else the recorded bytes: so a difference goes its way to the answer, as it would
/// in a new run, and an artifact that only lies between two steps need not have been given. An output is compared by
/// sealing it under the recorded salt: that takes the salt, not the bytes.
public struct Replay<Source: ReplaySource> {
    /// What a step works on.
    enum Value {
        case bytes([UInt8])
        case image(DecodedImage)
    }

    /// What a step made this time.
    struct Made {
        var outputs: [(role: String, value: Value)] = []
        /// What a record of it would say now: decoder, encoder, engine.
        var parameters: [(name: String, value: String)] = []
        var environment: [(name: String, value: String)]?
        var warnings: [String] = []
        /// It gave nothing, where something was recorded, or the other way round.
        var failure: String?
        var notes: [String] = []
    }

    let run: RecordedRun
    let source: Source
    let model: ModelReplay
    /// A question about a person is answered on no screen.
    var isOfAPerson: Bool { run.opened.text("about") == "person" }
    private var values: [TypedName: Value] = [:]
    /// Names for which this replay made something else.
    private var different: Set<TypedName> = []

    public init(_ run: RecordedRun, source: Source, model: ModelReplay) {
        self.run = run
        self.source = source
        self.model = model
    }

    /// - Parameter progress: called after each step.
    public mutating func execute(progress: (StepReplay) throws -> Void) rethrows -> RunReplay {
        var missing: [String] = []
        if run.closed == nil { missing.append("the run was started and has no result") }
        if run.stepsMissing > 0 { missing.append("\(run.stepsMissing) steps that it names were not given") }
        if run.steps.isEmpty, run.hasFailed {
            let again = failedDecoding()
            try progress(again)
            return RunReplay(steps: [again], missing: missing, answer: nil)
        }
        // Pixels are large: each is dropped after the last step that reads it.
        var last: [TypedName: Int] = [:]
        for (index, step) in run.steps.enumerated() {
            for input in step.artifacts("inputs") { last[input.name] = index }
        }
        var answer: [UInt8]?
        var steps: [StepReplay] = []
        for (index, step) in run.steps.enumerated() {
            let replay = self.replay(step, number: index + 1)
            if let name = run.answer, case .bytes(let bytes)? = values[name] { answer = bytes }
            values = values.filter { last[$0.key].map { $0 > index } ?? false }
            steps.append(replay)
            try progress(replay)
        }
        if steps.isEmpty, missing.isEmpty { missing.append("the run has no steps") }
        return RunReplay(steps: steps, missing: missing, answer: answer)
    }

    private mutating func replay(_ step: Statement, number: Int) -> StepReplay {
        let operation = step.body["operation"]?["name"]?.text ?? ""
        var made: Made
        do {
            made = try perform(step)
        } catch {
            return StepReplay(
                number: number, operation: operation, outcome: .notAttempted(error.missing), same: [],
                changes: error.changes, notes: [], follows: false)
        }
        let changes = self.changes(since: step, made.parameters, made.environment, &made.notes)
        let recorded = step.body["warnings"]?.elements?.compactMap(\.text) ?? []
        let warnings = PictureAnalysis.bounded(made.warnings)
        if warnings != recorded {
            made.notes.append("warnings: recorded \(Self.list(recorded)), now \(Self.list(warnings))")
        }
        let others = step.artifacts("inputs").filter { different.contains($0.name) }
        for input in others {
            made.notes.append("its \(input.role) is not the recorded one, or may not be: see the step that made it")
        }
        let (outcome, same) = compare(step, &made)
        return StepReplay(
            number: number, operation: operation, outcome: outcome, same: same, changes: changes, notes: made.notes,
            follows: !others.isEmpty)
    }

    private static func list(_ texts: [String]) -> String {
        texts.isEmpty ? "none" : texts.map { "\"\($0)\"" }.joined(separator: ", ")
    }

    private mutating func compare(_ step: Statement, _ made: inout Made) -> (StepReplay.Outcome, same: [String]) {
        let recorded = step.artifacts("outputs").filter { !Self.isProtocol($0.role, of: step) }
        var (same, differences, missing): ([String], [String], [String]) = ([], [], [])
        let near = nearness(step, &made)
        var within: [String] = []
        for output in recorded {
            guard let value = made.outputs.first(where: { $0.role == output.role })?.value else {
                differences.append("\(output.role): \(made.failure ?? "it was not made this time")")
                different.insert(output.name)
                continue
            }
            values[output.name] = value
            let name: TypedName?
            do {
                name = try sealed(value, like: output.name)
            } catch {
                missing.append("\(output.role): its comparison takes the salt of \(output.name), which \(error.reason)")
                continue
            }
            switch name {
            case nil:
                missing.append("\(output.role): its comparison takes the salt of \(output.name), which is not here")
            case output.name?:
                same.append(output.role)
                if let loss = loss(of: output) {
                    // Made again under the salt that was given, so the salt is right and the file is another one.
                    if source.hasOwnSalts {
                        made.notes.append("\(loss); it was made again")
                    } else {
                        missing.append("\(loss), and it was made again: what was given is not what the report names")
                    }
                }
            case .some where near != nil && isSaltRight(of: output.name):
                within.append("\(output.role): \(firstDifference(value, output.name, output.role))")
            default:
                different.insert(output.name)
                guard isSaltRight(of: output.name) else {
                    missing.append(
                        "\(output.role): it differs, or the salt that was given for \(output.name) is wrong; the recorded bytes, which would tell, are not here"
                    )
                    continue
                }
                differences.append("\(output.role): \(firstDifference(value, output.name, output.role))")
            }
        }
        let roles = Set(recorded.map(\.role))
        for output in made.outputs where !roles.contains(output.role) {
            differences.append("\(output.role): was not recorded, and is made this time")
        }
        if recorded.isEmpty, let failure = made.failure { made.notes.append(failure) }
        if !differences.isEmpty { return (.differs(differences), same) }
        guard missing.isEmpty else { return (.notAttempted(missing), same) }
        guard let near, !within.isEmpty else { return (.same, same) }
        return (.within(near, within), same)
    }

    /// What a program said and what it ran on are compared fact by fact: they hold paths, times and numbers of processes.
    private static func isProtocol(_ role: String, of step: Statement) -> Bool {
        Operation.named(in: step) == .runModel && ["environment", "transcript", "log"].contains(role)
    }

    private func isSaltRight(of name: TypedName) -> Bool {
        source.hasOwnSalts || name.kind == .open || (try? source.bytes(of: name)) != nil
    }

    /// Why the recorded bytes are not where they should be; nil where they are, or where nobody said that they would be.
    private func loss(of output: (role: String, name: TypedName)) -> String? {
        // Identities are names only; nothing is stored under them.
        guard !["coefficients", "pixels"].contains(output.role) else { return nil }
        do {
            _ = try source.bytes(of: output.name)
            return nil
        } catch {
            return error.isLost ? "\(output.role): \(output.name) \(error.reason)" : nil
        }
    }

    /// The name of a value under the salt of a recorded one; nil without that.
    private func sealed(_ value: Value, like name: TypedName) throws(ReplayMissing) -> TypedName? {
        switch value {
        case .bytes(let bytes):
            guard name.kind == .sealed else { return .open(bytes) }
            return try source.salt(of: name).map { .sealed(bytes, salt: $0) }
        case .image(let image):
            let header = ImageIdentity.pixelIdentityHeader(image)
            return try source.salt(of: name).map {
                Sealing(header, image.samples, randomness: RecordedSalt(salt: $0)).name
            }
        }
    }

    /// What of a step's surroundings is not as it was recorded.
    func changes(
        since step: Statement, _ parameters: [(name: String, value: String)],
        _ environment: [(name: String, value: String)]?, _ notes: inout [String]
    ) -> [EnvironmentChange] {
        let changes = EnvironmentChange.between(step.parameters, parameters)
        guard let environment else { return changes }
        switch recordedEnvironment(of: step) {
        case .success(let recorded):
            return changes
                + EnvironmentChange.between(recorded, environment).filter {
                    !isOfAPerson || $0.name != ModelRun.Answer.warningOfTheProgram
                }
        case .failure(let missing):
            notes.append("what was recorded of its environment \(missing.reason)")
            return changes
        }
    }

    private func recordedEnvironment(of step: Statement) -> Result<[(name: String, value: String)], ReplayMissing> {
        guard let name = step.artifacts("outputs").first(where: { $0.role == "environment" })?.name else {
            return .failure(ReplayMissing("is not named", isLost: false))
        }
        return Result { () throws(ReplayMissing) in
            let bytes = try source.bytes(of: name)
            let json = try? JSONParser.parse(bytes, as: "environment", limits: .init(bytes: 4 << 20))
            guard let rows = json?.elements else { throw ReplayMissing("could not be read", isLost: false) }
            return rows.compactMap { row in
                row["name"]?.text.flatMap { name in row["value"]?.text.map { (name, $0) } }
            }
        }
    }

    // MARK: Inputs

    func input(_ role: String, of step: Statement) throws(ReplayNotAttempted) -> Value {
        guard let name = step.artifacts("inputs").first(where: { $0.role == role })?.name else {
            throw ReplayNotAttempted("it names no \(role)")
        }
        if let value = values[name] { return value }
        do {
            return .bytes(try source.bytes(of: name))
        } catch {
            throw ReplayNotAttempted("\(role): \(name) \(error.reason)")
        }
    }

    func bytes(_ role: String, of step: Statement) throws(ReplayNotAttempted) -> [UInt8] {
        guard case .bytes(let bytes) = try input(role, of: step) else {
            throw ReplayNotAttempted("its \(role) are pixels")
        }
        return bytes
    }

    func image(_ step: Statement) throws(ReplayNotAttempted) -> DecodedImage {
        guard let name = step.artifacts("inputs").first(where: { $0.role == "pixels" })?.name,
            case .image(let image)? = values[name]
        else { throw ReplayNotAttempted("pixels: no earlier step of this replay decoded them") }
        return image
    }
}
