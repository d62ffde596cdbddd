import ExhibitCore

/// The operations themselves, as a run performs them.
extension Replay {
    func perform(_ step: Statement) throws(ReplayNotAttempted) -> Made {
        switch Operation.named(in: step) {
        case .decodeJPEG?, .decodePNG?: return try decode(step)
        case .luminance?: return try luminance(step)
        case .hash?: return try hash(step)
        case .search?: return try search(step)
        case .reduce?: return try reduce(step)
        case .encodePNG?: return try encode(step)
        case .runModel?: return try runModel(step)
        case .crop?, .rotate?, .flip?, .upright?, .resize?, .grey?, .exposure?, .mask?: return try apply(step)
        case .observe?:
            let name = step.artifacts("outputs").first { $0.role == Observation.role }?.name.description
            throw ReplayNotAttempted(
                "observed, not stepwise: the program and its arguments are recorded in \(name ?? "an observation that it does not name")"
            )
        case nil:
            let operation = step.body["operation"]
            throw ReplayNotAttempted(
                "this version cannot perform \(operation?["name"]?.text ?? "?") \(operation?["version"]?.text ?? "?")")
        }
    }

    private func parameter(_ name: String, of step: Statement) -> String? {
        step.parameter(name)
    }

    private func decode(_ step: Statement) throws(ReplayNotAttempted) -> Made {
        let role = step.artifacts("inputs").first?.role ?? "evidence"
        let bytes = try bytes(role, of: step)
        var made = Made()
        let kind = ImageKind(sniffing: bytes)
        guard kind.isCompared, (kind == .jpeg) == (Operation.named(in: step) == .decodeJPEG) else {
            made.failure = "the file is no picture of the recorded kind"
            return made
        }
        let (outcome, coefficients) = ImageDecoder.decodeWithCoefficients(bytes)
        guard let image = outcome.image else {
            made.parameters = [("decoder", kind == .jpeg ? CodecVersions.jpeg : CodecVersions.png)]
            made.failure = "it does not decode this time"
            if case .notDecoded(_, let reason) = outcome { made.failure? += ": \(reason.reason)" }
            return made
        }
        if case .success(let bytes?) = coefficients { made.outputs.append(("coefficients", .bytes(bytes))) }
        made.outputs.append(("pixels", .image(image)))
        made.parameters = [
            ("decoder", image.decoder), ("settings", image.settings), ("colour", image.colour.rawValue),
        ]
        made.warnings = image.warnings
        return made
    }

    private func luminance(_ step: Statement) throws(ReplayNotAttempted) -> Made {
        let image = try image(step)
        let thumbnail = image.width >= 5 && image.height >= 5 ? PDQThumbnail.make(of: image) : nil
        var made = Made()
        made.outputs = [("luminance", .bytes((thumbnail ?? []).flatMap { $0.bitPattern.bigEndianBytes }))]
        made.parameters = [("path", PDQ.operation)]
        return made
    }

    private func hash(_ step: Statement) throws(ReplayNotAttempted) -> Made {
        let bytes = try bytes("luminance", of: step)
        let pdq: PDQ
        if bytes.isEmpty {
            pdq = PDQ(hash: .zero, quality: 0, unstableBits: 256)
        } else {
            let cells = stride(from: 0, to: bytes.count - bytes.count % 4, by: 4).map { start in
                Float(bitPattern: bytes[start..<(start + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
            }
            // These bytes may be a stranger's: NaN and infinity stop the arithmetic. The box filter rounds as it goes, so
            // that cells of black can be a little below zero.
            guard bytes.count == 4 * 64 * 64, cells.allSatisfy({ (-0.5...256).contains($0) }) else {
                throw ReplayNotAttempted("luminance: the bytes are no 64 × 64 cells of luminance")
            }
            pdq = PDQ(thumbnail: cells)
        }
        var made = Made()
        made.outputs = [("hash", .bytes(PackedHashes([pdq]).bytes))]
        made.parameters = [("path", PDQ.operation)]
        return made
    }

    private func search(_ step: Statement) throws(ReplayNotAttempted) -> Made {
        guard let depth = parameter("depth", of: step).flatMap({ canonicalDecimal($0) }), (1...10_000).contains(depth)
        else { throw ReplayNotAttempted("depth: no number from 1 to 10,000 was recorded") }
        let probes: PackedHashes
        let gallery: ReferenceSet
        let inputs = step.artifacts("inputs")
        guard let manifest = inputs.first(where: { $0.role == "gallery" })?.name,
            let hashes = inputs.first(where: { $0.role == "hashes" })?.name
        else { throw ReplayNotAttempted("it names no reference set") }
        let (probe, manifestBytes) = (try bytes("hash", of: step), try bytes("gallery", of: step))
        let hashBytes = try bytes("hashes", of: step)
        do {
            probes = try PackedHashes(parsing: probe)
            gallery = try ReferenceSet(
                statement: step.name, manifestName: manifest, hashesName: hashes, manifest: manifestBytes,
                hashes: hashBytes)
        } catch {
            throw ReplayNotAttempted("the reference set or the hash could not be read: \(error)")
        }
        guard probes.count == 1 else { throw ReplayNotAttempted("hash: not one hash") }
        var made = Made()
        made.outputs = [
            ("candidates", .bytes(CopyDetection.ranking(of: probes[0], in: gallery, depth: Int(depth)).encoded))
        ]
        made.parameters = [("depth", String(depth)), ("ties", CopyDetection.ties)]
        return made
    }

    private func reduce(_ step: Statement) throws(ReplayNotAttempted) -> Made {
        let image = try image(step)
        // "…;quality-80": what the recorded encoder was told last.
        guard let side = parameter("longest side", of: step).flatMap({ canonicalDecimal($0) }),
            let encoder = parameter("encoder", of: step),
            let quality = encoder.split(separator: "quality-").last.flatMap({ canonicalDecimal($0) }), side <= 8_192,
            quality <= 100
        else { throw ReplayNotAttempted("no longest side and encoder that can be repeated were recorded") }
        var made = Made()
        do {
            let copy = try ReducedCopy(of: image, maxSide: Int(side), quality: Int(quality))
            made.outputs = [("reduced", .bytes(copy.jpeg))]
            made.parameters = [("longest side", String(side)), ("encoder", copy.encoder)]
        } catch {
            made.failure = error.reason
        }
        return made
    }

    private func encode(_ step: Statement) throws(ReplayNotAttempted) -> Made {
        let image = try image(step)
        var made = Made()
        made.parameters = [("encoder", ImageEncoder.png), ("orientation", String(image.orientation))]
        do {
            // A derived picture is written as it lies; a model gets it upright.
            let isDerived = run.opened.parameters.contains { $0.name == "operation 1" }
            let upright = isDerived ? image : try ImageOperation.upright(orientation: nil).apply(to: image).image
            if isDerived { made.warnings = Derivation.warnings(writing: image) }
            made.outputs = [("picture", .bytes(try ImageEncoder.png(upright)))]
        } catch {
            made.failure = "\(error)"
        }
        return made
    }

    private func apply(_ step: Statement) throws(ReplayNotAttempted) -> Made {
        let image = try image(step)
        var made = Made()
        do {
            let operation = try ImageOperation(
                name: step.body["operation"]?["name"]?.text ?? "",
                version: step.body["operation"]?["version"]?.text ?? "",
                parameters: step.parameters)
            let applied = try operation.apply(to: image)
            made.outputs = [("pixels", .image(applied.image))]
            made.parameters = applied.operation.parameters.map { ($0.name, $0.value) }
            made.warnings = Derivation.warnings(of: applied, operation)
        } catch {
            made.failure = error.reason
        }
        return made
    }

    private func runModel(_ step: Statement) throws(ReplayNotAttempted) -> Made {
        let picture = try bytes("picture", of: step)
        guard let statement = run.model else { throw ReplayNotAttempted("the model's statement was not given") }
        guard step.artifacts("inputs").contains(where: { $0.role == "model" && $0.name == statement.name("manifest") })
        else { throw ReplayNotAttempted("the step ran another model than the one that its run names") }
        guard let depth = run.number("depth"), let seed = run.number("seed"), let threads = run.number("threads"),
            (1...1_000).contains(depth), (1...256).contains(threads)
        else { throw ReplayNotAttempted("depth, seed and threads were not recorded, or not as numbers") }
        let question = ModelExecution.Question(
            depth: Int(depth), seed: seed, threads: model.threads ?? Int(threads),
            declared: ModelExecution.Question.declared(by: statement))
        let answer = try model.answer(
            to: question, of: statement, picture: picture, comparedWith: try manifest(of: step), source: source)
        let hadAnswer = step.artifacts("outputs").contains { $0.role == "candidates" }
        // Without an answer nothing can differ: it is missing.
        if let failure = answer.failure, hadAnswer {
            // Of what it did not come to say, nothing changed.
            let recorded = step.parameters
            let unsaid = recorded.filter { item in !answer.parameters.contains { $0.name == item.name } }
            var notes: [String] = []
            let changes = changes(since: step, answer.parameters + unsaid, answer.environment, &notes).filter {
                $0.name != ModelRun.Answer.warningOfTheProgram
            }
            // Neither its message nor its log: either can tell the answer.
            if isOfAPerson { throw ReplayNotAttempted([failure.words] + notes, changes: changes) }
            let words = answer.log.split(separator: 0x0A).last.map { String(decoding: $0.prefix(256), as: UTF8.self) }
            let last = words.map { ["its program wrote last: \($0)"] } ?? []
            throw ReplayNotAttempted([failure.description] + last + notes, changes: changes)
        }
        var made = Made()
        made.parameters = answer.parameters
        (made.environment, made.warnings) = answer.recorded(of: statement, about: run.opened.text("about"))
        if let failure = answer.failure {
            let now = RunStatements.reason([failure.words])
            made.failure = "it failed again: \(isOfAPerson ? failure.words : failure.description)"
            if let before = run.reason, !before.utf8.elementsEqual(now.utf8) {
                made.notes.append("the recorded reason is another one: \(before)")
            }
        } else {
            made.outputs =
                [("candidates", .bytes(answer.scores.encoded))]
                + answer.outputs.enumerated().map { index, output in
                    let role =
                        isNamedByProgram(step)
                        ? "output.\(output.role)" : ModelRun.Answer.role(index, output.role, of: statement)
                    return (role, .bytes(output.bytes))
                }
        }
        return made
    }

    /// Earlier versions recorded the roles that the program gave; those begin with a letter.
    private func isNamedByProgram(_ step: Statement) -> Bool {
        step.artifacts("outputs").contains { output in
            output.role.wholeMatch(of: /output\.[a-z].*/) != nil
        }
    }

    /// A run that failed before its first step: the evidence gave no picture.
    func failedDecoding() -> StepReplay {
        func result(_ outcome: StepReplay.Outcome, _ notes: [String] = []) -> StepReplay {
            StepReplay(
                number: 1, operation: "decode", outcome: outcome, same: [], changes: [], notes: notes,
                follows: false)
        }
        guard let name = run.opened.artifacts("inputs").first?.name else {
            return result(.notAttempted(["the run names no evidence"]))
        }
        do {
            let outcome = ImageDecoder.decode(try source.bytes(of: name))
            switch outcome {
            case .notDecoded(_, let reason): return result(.same, ["it failed again: \(reason.reason)"])
            case .kept, .empty: return result(.same, ["it failed again: there is no picture that is compared"])
            case .decoded, .decodedWithWarnings:
                return result(.differs(["the run is recorded as failed; the evidence decodes this time"]))
            }
        } catch {
            return result(.notAttempted(["evidence: \(name) \(error.reason)"]))
        }
    }
}
