import ExhibitCore

/// The statements between which the steps of a run on recorded pictures stand, whatever its model.
struct RunStatements {
    /// What the run is on, and the evidence that it is or comes from; at least one.
    let inputs: [(role: String, artifact: TypedName, evidence: TypedName)]
    /// Whether steps made what the run reads, and it is no file of evidence.
    var isMade = false
    let surroundings: RunSurroundings

    /// What the run reads.
    var file: TypedName { inputs.first?.artifact ?? TypedName(.sealed, .zero) }

    /// A picture that a step made has no entry that could state damage, so a damaged one is not read at all.
    func checkWhole(_ bytes: [UInt8]) throws(NotDecoded) {
        guard isMade, case .decodedWithWarnings = ImageDecoder.decode(bytes) else { return }
        throw NotDecoded(.damaged, "the picture that a step made is damaged")
    }

    /// What is about to be done, durable before it is.
    ///
    /// - Parameter tolerance: nil where the same bits are certain on every machine.
    func opening(
        model: TypedName, galleries: [TypedName] = [], about: String, parameters: [(name: String, value: String)],
        tolerance: Tolerance? = nil
    ) -> Draft {
        func list(_ fields: [(name: String, value: String)]) -> JSON {
            .array(fields.map { ["name": .string($0.name), "value": .string($0.value)] })
        }
        return Draft(
            tolerance == nil ? .runOpened : .runOpenedMeasured, subjects: inputs.map(\.artifact),
            body: [
                "model": .string(model.description),
                "galleries": .array(galleries.map { .string($0.description) }),
                "inputs": .array(
                    inputs.map {
                        [
                            "role": .string($0.role), "artifact": .string($0.artifact.description),
                            "evidence": .string($0.evidence.description),
                        ]
                    }),
                "about": .string(about), "parameters": list(parameters), "tolerance": tolerance?.json ?? "R0",
                "program": [
                    "name": .string(surroundings.program.name), "version": .string(surroundings.program.version),
                ],
                "environment": list(surroundings.environment),
            ], slots: ["started": .integer(surroundings.now())])
    }

    /// - Parameters:
    ///   - remarks: for people and private; why it failed first.
    ///   - answer: the artifact that it gave.
    func closing(
        _ opened: PlacedEntry, _ steps: [PlacedEntry], hasFailed: Bool, remarks: [String], answer: TypedName? = nil
    ) -> Draft {
        Draft(
            .runClosed, subjects: inputs.map(\.artifact),
            body: [
                "run": .string(opened.statement.name.description),
                "steps": .array(steps.map { .string($0.statement.name.description) }),
                "outcome": hasFailed ? "failed" : "completed",
                "candidates": answer.map { .string($0.description) } ?? .null,
            ],
            slots: [
                "reason": remarks.isEmpty ? .null : .string(Self.reason(remarks)),
                "ended": .integer(surroundings.now()),
            ])
    }
}

extension RunStatements {
    /// As many bytes as a slot holds, of what a payload permits; a mark stands where more was said.
    static func reason(_ remarks: [String]) -> String {
        let (most, mark) = (4_096, "…")
        let whole = remarks.joined(separator: "; ").unicodeScalars.filter { scalar in
            scalar == "\n" || (scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value))
        }
        var text = String.UnicodeScalarView()
        var (bytes, end) = (0, text.endIndex)
        for scalar in whole {
            bytes += UTF8.width(scalar)
            text.append(scalar)
            if bytes <= most - mark.utf8.count { end = text.endIndex }
            guard bytes <= most else { return String(text[..<end]) + mark }
        }
        return String(text)
    }

    /// Of one picture: the file of evidence, or what steps made of it.
    init(evidence: PlacedEntry, picture: TypedName? = nil, surroundings: RunSurroundings) {
        let file = picture ?? evidence.statement.name("artifact") ?? TypedName(.sealed, .zero)
        inputs = [("evidence", file, evidence.statement.name)]
        isMade = picture != nil
        self.surroundings = surroundings
    }
}
