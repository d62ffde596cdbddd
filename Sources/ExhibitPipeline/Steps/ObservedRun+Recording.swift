import ExhibitCore

/// What is kept of a program's run, and what of it stands in the step.
extension ObservedRun {
    struct Work {
        let end: Observation.End
        var recorder: StepRecorder
        var made: [Made] = []
        var bytes = 0
        var warnings: [String] = []
        var remarks: [String] = []
        /// The first reason: later ones follow from it.
        private(set) var failure: Failure?

        init(end: Observation.End, recorder: StepRecorder) {
            self.end = end
            self.recorder = recorder
        }

        mutating func fail(_ words: String, _ path: String? = nil) {
            if failure == nil { failure = Failure(words: words, path: path) }
        }

        mutating func check(_ observation: Observation, programs: [Observation.Program]) {
            switch end {
            case .exited(0): break
            case .exited(let status): fail("the program ended with exit status \(status)")
            case .signalled(let number): fail("the program was ended by signal \(number)")
            case .notStarted: fail("the program could not be started")
            case .interrupted: fail("it was interrupted, and the program was ended")
            }
            for (index, picture) in observation.pictures.enumerated() where picture.after != picture.before {
                fail(
                    picture.after == nil
                        ? "picture \(index + 1) is gone since" : "picture \(index + 1) changed while the program ran",
                    picture.path)
            }
            if programs != observation.programs { fail("the program's own file changed while it ran") }
        }
    }

    /// Gives what the step lists of it. What a failed program made is kept too: it is what there is.
    func keep(
        _ index: Int, isWritten: Bool, _ output: inout Observation.Output, _ work: inout Work
    ) throws -> [(String, TypedName)] {
        let role = "output.\(index + 1)"
        guard ObservedFiles.state(output.path) != nil else {
            work.fail("output \(index + 1) was not made", output.path)
            return []
        }
        guard isWritten else {
            work.fail("output \(index + 1) was there before, and was not written", output.path)
            return []
        }
        // A program could leave a link to the case's keys, and they would go out with the next bag.
        guard !belongsToACase(output.path) else {
            work.fail("output \(index + 1) is a file of a case, and was not kept", output.path)
            return []
        }
        let bytes: [UInt8]
        do throws(SandboxError) {
            bytes = try ObservedFiles.bytes(output.path, limit: Self.outputLimit - work.bytes)
        } catch {
            // Its words may name the file.
            work.fail("output \(index + 1) could not be read, or is no file of at most 1 GiB in all", output.path)
            return []
        }
        work.bytes += bytes.count
        let media = ImageKind(sniffing: bytes).mediaType
        let (name, known) = try pictures.keepMade(bytes, media) { name in
            let input = request.pictures.firstIndex { $0.artifact == name }
            return try received(name) ?? input.map { "picture \($0 + 1)" }
        }
        output.after = ContentHash(of: bytes)
        output.artifact = name
        if let known { work.remarks.append("output \(index + 1) is \(known), byte for byte") }
        let (identities, size) = try self.identities(bytes)
        work.made.append(Made(path: output.path, artifact: name, mediaType: media, size: size, received: known))
        return [(role, name)] + identities
    }

    /// So that a copy without metadata, or with another byte, is known too.
    private func identities(
        _ bytes: [UInt8]
    ) throws -> (names: [(String, TypedName)], size: (width: Int, height: Int)?) {
        guard ImageKind(sniffing: bytes).isCompared else { return ([], nil) }
        let (outcome, coefficients) = ImageDecoder.decodeWithCoefficients(bytes)
        guard let image = outcome.image else { return ([], nil) }
        var names: [(String, TypedName)] = []
        if case .success(let coefficients?) = coefficients {
            let sealing = Sealing(coefficients, randomness: surroundings.randomness)
            let name = try store.keep(sealing, bytes: nil, media: "exhibit/jpeg-coefficients/v1", stable: true)
            names.append(("coefficients", name))
        }
        names.append(("pixels", try pictures.pixels(image)))
        return (names, (image.width, image.height))
    }

    /// Streams, environment and the observation itself.
    func finish(
        _ observation: inout Observation, _ process: ObservedProcess?, started: Int64, _ work: inout Work
    ) throws -> [(String, TypedName)] {
        var outputs: [(String, TypedName)] = []
        func keep(_ stream: ObservedProcess.Stream?, _ role: String) throws -> Observation.Stream {
            guard let stream, stream.bytes > 0 else { return Observation.Stream(artifact: nil, bytes: 0) }
            let name = try pictures.keep(stream.kept, "application/octet-stream")
            outputs.append((role, name))
            if stream.bytes > stream.kept.count {
                work.warnings.append("\(role): the first \(stream.kept.count) bytes are kept of more")
            }
            return Observation.Stream(artifact: name, bytes: stream.bytes)
        }
        let (output, errors) = (try keep(process?.output, "stdout"), try keep(process?.errors, "stderr"))
        if process?.leftProcesses == true {
            work.warnings.append("processes that it had left behind were ended")
        }
        observation.result = Observation.Result(
            end: work.end, output: output, errors: errors, started: started, ended: surroundings.now())
        let environment = JSON.array(
            self.environment(observation.programs).map { ["name": .string($0.name), "value": .string($0.value)] })
        outputs.append(("environment", try pictures.keep(environment.encoded, "application/json")))
        outputs.append((Observation.role, try pictures.keep(observation.json.encoded, "application/json")))
        return outputs
    }

    private func environment(_ programs: [Observation.Program]) -> [(name: String, value: String)] {
        let facts = EnvironmentFacts.machine().map { ($0.name, $0.value) }
        let files = programs.flatMap { program -> [(String, String)] in
            let name = program.path.split(separator: "/").last.map(String.init) ?? ""
            return [
                (program.role.rawValue, EnvironmentFacts.clean(name)),
                ("\(program.role.rawValue) digest", program.digest.map { "sha256:\($0.hex)" } ?? "it cannot be read"),
            ]
        }
        return files + [("libraries", "not recorded"), ("confinement", Self.confinement)] + facts
    }

    /// The intent is no input: two runs of one program on one picture are variants of each other, whatever their arguments.
    func record(_ outputs: [(String, TypedName)], started: Int64, _ work: inout Work) {
        work.recorder.add(
            .observe, generatesPixels: request.generatesPixels,
            atLeast: request.pictures.map(\.taint).max() ?? "T0",
            inputs: request.pictures.map { ($0.isReceived ? "evidence" : "picture", $0.artifact) },
            outputs: outputs,
            parameters: [
                ("observation", "from outside, not stepwise"), ("confinement", Self.confinement),
                ("end", work.end.word),
            ], warnings: work.warnings, started: started)
        work.remarks += work.warnings
    }
}
