import ExhibitCore

/// The steps of a run of a model, each reading what the one before it made.
struct ModelSteps {
    enum Place { case start, decoded, encoded, answered, shown, reference }
    private typealias Uses = [(role: String, name: TypedName)]

    private let model: Statement
    private let evidence: Statement
    /// What the run was opened for.
    private let file: TypedName
    private let opened: Statement
    private let isCompleted: Bool
    private let gallery: Statement?
    private let scores: ScoreList?
    private(set) var place = Place.start
    private(set) var answers: TypedName?
    private var pixels: TypedName?
    private var picture: TypedName?
    /// What the model made and no step has decoded yet.
    private var drawn: Uses = []
    /// The picture of the set that was decoded to be shown.
    private var reference: (file: TypedName, pixels: TypedName)?

    init(
        model: Statement, evidence: Statement, picture: TypedName, opened: Statement, isCompleted: Bool,
        gallery: Statement?, scores: ScoreList?
    ) {
        self.gallery = gallery
        self.scores = scores
        self.model = model
        self.evidence = evidence
        file = picture
        self.opened = opened
        self.isCompleted = isCompleted
    }

    /// A reference that was decoded and could not be made smaller is not shown.
    var isWhole: Bool { place == .shown || place == .reference }

    mutating func reasonRefused(_ step: Statement) -> String? {
        let (inputs, outputs) = (step.artifacts("inputs"), step.artifacts("outputs"))
        func reads(_ expected: [(String, TypedName?)]) -> Bool {
            inputs.count == expected.count && zip(inputs, expected).allSatisfy { $0.role == $1.0 && $0.name == $1.1 }
        }
        switch (place, Operation.named(in: step)) {
        case (.start, .decodeJPEG?), (.start, .decodePNG?):
            guard reads([("evidence", file)]) else { return "it is not the decoding of the evidence" }
            return decode(step, outputs)
        case (.decoded, .encodePNG?):
            guard reads([("pixels", pixels)]), outputs.map(\.role) == ["picture"] else { return Self.elsewhere }
            picture = outputs[0].name
            place = .encoded
            let values = step.parameters.map(\.value)
            return step.parameters.map(\.name) == ["encoder", "orientation"] && values[0] == "png-stored/v1"
                && ["1", "2", "3", "4", "5", "6", "7", "8"].contains(values[1]) && hasNoWarnings(step)
                ? nil : Self.otherParameters
        case (.encoded, .runModel?):
            let set = gallery.map { [("gallery", $0.name("manifest"))] } ?? []
            guard reads([("picture", picture), ("model", model.name("manifest"))] + set) else {
                return "the model that it ran, the picture or the reference set is not that of its run"
            }
            place = .answered
            return answer(step, outputs)
        case (.answered, .decodeJPEG?), (.answered, .decodePNG?):
            return identify(step, inputs, outputs)
        case (.answered, .reduce?):
            guard reads([("evidence", file), ("pixels", pixels)]), outputs.map(\.role) == ["reduced"] else {
                return Self.elsewhere
            }
            place = .shown
            return step.parameters.map(\.name) == ["longest side", "encoder"] && hasNoWarnings(step)
                ? nil : Self.otherParameters
        case (.shown, .decodeJPEG?), (.shown, .decodePNG?), (.reference, .decodeJPEG?), (.reference, .decodePNG?):
            return decodeReference(step, inputs, outputs)
        case (.reference, .reduce?):
            guard let reference, reads([("reference", reference.file), ("pixels", reference.pixels)]),
                outputs.map(\.role) == ["reduced"]
            else { return Self.elsewhere }
            place = .shown
            return step.parameters.map(\.name) == ["longest side", "encoder"] && hasNoWarnings(step)
                ? nil : Self.otherParameters
        default: return "it is not the step that follows"
        }
    }

    private static let elsewhere = "it does not read what the step before it made"
    private static let otherParameters = "its parameters are not those of its operation"

    private func hasNoWarnings(_ step: Statement) -> Bool { step.body["warnings"]?.elements?.isEmpty == true }

    private static func statesDecoder(_ step: Statement) -> Bool {
        step.parameters.map(\.name) == ["decoder", "settings", "colour"]
    }

    private static func isDecoding(_ step: Statement, _ outputs: Uses) -> Bool {
        outputs.map(\.role) == ["pixels"]
            || (Operation.named(in: step) == .decodeJPEG && outputs.map(\.role) == ["coefficients", "pixels"])
    }

    /// The identities of what the model made, in the order in which it made it. Not every file is a picture.
    private mutating func identify(_ step: Statement, _ inputs: Uses, _ outputs: Uses) -> String? {
        guard inputs.count == 1,
            let place = drawn.firstIndex(where: { $0.role == inputs[0].role && $0.name == inputs[0].name }),
            Self.isDecoding(step, outputs)
        else { return "it is not the decoding of what the model made" }
        drawn.removeFirst(place + 1)
        return Self.statesDecoder(step) && hasNoWarnings(step)
            ? nil : Self.otherParameters
    }

    private mutating func decode(_ step: Statement, _ outputs: Uses) -> String? {
        let isJPEG = Operation.named(in: step) == .decodeJPEG
        guard Self.statesDecoder(step) else { return Self.otherParameters }
        let isReceived = file == evidence.name("artifact")
        guard !isReceived || evidence.text("media_type") == (isJPEG ? "image/jpeg" : "image/png") else {
            return "it decodes another type of file than its evidence"
        }
        guard Self.isDecoding(step, outputs) else { return "it is not the decoding of one file" }
        pixels = outputs.last?.name
        place = .decoded
        // What steps made has no entry of its own that could state damage.
        guard isReceived else { return hasNoWarnings(step) ? nil : "a picture that a step made is damaged" }
        let decoder = evidence.body["decoder"]
        // Another version of the decoder may give other pixels; the same one does not.
        guard ["name", "settings", "colour"].map({ decoder?[$0]?.text ?? "" }) == step.parameters.map(\.value) else {
            return nil
        }
        for output in outputs where evidence.name(output.role) != output.name {
            return "it decoded other \(output.role) than its evidence has"
        }
        return hasNoWarnings(step) == (evidence.text("outcome") == "decoded")
            ? nil : "it met other damage than its evidence entry states"
    }

    /// Only answers that count are shown: a "reference" from elsewhere could be the evidence itself, or anybody.
    private mutating func decodeReference(_ step: Statement, _ inputs: Uses, _ outputs: Uses) -> String? {
        guard gallery != nil, opened.text("about") != "person" else { return "it is not the step that follows" }
        guard Self.statesDecoder(step) else { return Self.otherParameters }
        guard inputs.count == 1, inputs[0].role == "reference", let pixels = outputs.last?.name,
            Self.isDecoding(step, outputs)
        else { return "it is not the decoding of one reference" }
        // A page prints warnings, and of a reference nothing says whether they are its decoder's.
        guard hasNoWarnings(step) else { return "it shows a reference that is damaged" }
        reference = (inputs[0].name, pixels)
        place = .reference
        let isAnswer = scores.map { $0.matches(of: model).contains { $0.answer.reference == inputs[0].name } } ?? true
        return isAnswer ? nil : "the reference that it decodes is no answer that counts"
    }

    private mutating func answer(_ step: Statement, _ outputs: Uses) -> String? {
        var (names, values) = (step.parameters.map(\.name), step.parameters.map(\.value))
        if let gallery {
            guard names.popLast() == "references", let given = values.popLast(), Self.isCount(given, of: gallery) else {
                return "it does not state how many pictures of the reference set its model was given"
            }
        }
        let stated = ["depth", "seed", "threads"].map { opened.parameter($0) }
        if model.isBuiltInModel {
            guard names == ["depth", "confinement"], values == [stated[0], Kind.builtInRunner] else {
                return Self.otherParameters
            }
        } else {
            let always = ["depth", "seed", "threads", "confinement"]
            let isKnown = names == always + Self.ofRunners || (!isCompleted && (names == always || names.isEmpty))
            guard isKnown, names.isEmpty || zip(values, stated).allSatisfy({ $0 == $1 }), isConfinedAsOpened(values)
            else { return Self.otherParameters }
            guard hasNoWarnings(step) else { return "a program's words stand in it" }
        }
        answers = outputs.first { $0.role == "candidates" }?.name
        drawn = outputs.filter { Self.isDrawn($0.role) }
        var seen: Set<String> = []
        for output in outputs where !Self.isDrawn(output.role) {
            guard ["candidates", "environment", "transcript", "log"].contains(output.role),
                seen.insert(output.role).inserted
            else { return "it lists an output that such a step does not have" }
        }
        return nil
    }

    private static let ofRunners = [
        "runner", "engine", "engine build", "optimisation level", "threads used", "declared nondeterminism",
    ]

    private static func isCount(_ text: String, of gallery: Statement) -> Bool {
        guard let count = Int64(text), String(count) == text else { return false }
        return count >= 1 && count <= min(2_000, gallery.body["members"]?.number ?? 0)
    }

    private func isConfinedAsOpened(_ values: [String]) -> Bool {
        guard values.count > 3, isCompleted else { return true }
        return (opened.parameter("confinement") == "bubblewrap") == values[3].hasPrefix("bubblewrap ")
    }

    /// "output." and a number, or a role as earlier versions took it from a runner: `[a-z][a-z0-9._-]{0,63}`.
    private static func isDrawn(_ role: String) -> Bool {
        guard role.hasPrefix("output.") else { return false }
        let name = role.utf8.dropFirst("output.".utf8.count)
        if (1...60).contains(where: { String($0).utf8.elementsEqual(name) }) { return true }
        return (1...64).contains(name.count) && name.first.map { (0x61...0x7A).contains($0) } == true
            && name.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || [0x2D, 0x2E, 0x5F].contains($0)
            }
    }
}
