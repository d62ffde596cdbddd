import ExhibitCore
import ExhibitWeight

/// Whether a run is one of copy detection, from its evidence to its answer: each step in its place, each reading what
/// the one before it made, and nothing from elsewhere.
///
/// Taint and status are computed from steps, so a step that reads something else under a trusted role, or leaves out the
/// one that would raise the class, makes a true computation of a false record.
struct RunShape {
    typealias Refusal = RunFoundation.Refusal

    private let run: RunRecord
    private let evidence: PlacedEntry
    private let gallery: Statement?
    private let candidates: CandidateList?
    private let scope: ReportScope
    /// Of the picture that the run was opened for.
    private let history: PictureHistory?

    /// Steps of the evidence's own chain that were seen: decode, luminance, hash, search, reduce.
    private var progress = 0
    /// What the step before made, for the next one to read.
    private var made: TypedName?
    private var shown: (file: TypedName, pixels: TypedName)?
    private var found: TypedName?

    init(
        _ run: RunRecord, evidence: PlacedEntry, candidates: CandidateList?, scope: ReportScope, gallery: Statement?,
        history: PictureHistory?
    ) {
        self.history = history
        self.run = run
        self.evidence = evidence
        self.gallery = gallery
        self.candidates = candidates
        self.scope = scope
    }

    private var file: TypedName? { history?.picture }
    private var isReceived: Bool { file == evidence.statement.name("artifact") }

    mutating func refusal() -> Refusal? {
        let common = RunFoundation(evidence: evidence, scope: scope)
        if let refusal = opening() ?? common.refusal(history) { return refusal }
        for step in run.steps {
            if let reason = reason(step.statement) ?? common.reasonUnfounded(step) {
                return Refusal(object: "entry \(step.position)", reason: reason)
            }
        }
        let closed = run.closings[0].statement
        guard closed.name("candidates") == found else {
            return Refusal(
                object: nil, reason: "its candidate list is not the output of the one search of its evidence")
        }
        if closed.text("outcome") == "completed", progress < 5 {
            return Refusal(object: "entry \(run.closings[0].position)", reason: "a completed run lacks steps")
        }
        return listing(found)
    }

    private func opening() -> Refusal? {
        let opened = run.opened.statement
        let object = "entry \(run.opened.position)"
        // Its bits are the same on every machine, so it promises them.
        guard opened.isKind(.runOpened) else {
            return Refusal(object: object, reason: "it states a tolerance, and its model is built in")
        }
        guard opened.names("galleries").count == 1, let gallery, gallery.isKind(.gallery) else {
            return Refusal(object: object, reason: "it was not opened for one reference set")
        }
        let policy = Policy.current
        let stated = opened.body["parameters"]
        guard let depth, depth >= 1,
            stated
                == Self.parameters([
                    ("depth", String(depth)), ("maximum distance", String(policy.threshold)),
                    ("minimum quality", String(policy.minimumQuality)),
                    ("maximum unstable bits", String(policy.maximumUnstableBits)),
                ])
        else { return Refusal(object: object, reason: "it states other parameters than those it is judged by") }
        return nil
    }

    private var depth: Int64? {
        let text = run.opened.statement.parameters.first?.value
        return text.flatMap { text in Int64(text).flatMap { String($0) == text ? $0 : nil } }
    }

    static func parameters(_ list: [(String, String)]) -> JSON {
        .array(list.map { ["name": .string($0.0), "value": .string($0.1)] })
    }
}

extension RunShape {
    private typealias Uses = [(role: String, name: TypedName)]

    private static func matches(_ uses: Uses, _ expected: [(String, TypedName?)]) -> Bool {
        uses.count == expected.count && zip(uses, expected).allSatisfy { $0.role == $1.0 && $0.name == $1.1 }
    }

    private mutating func reason(_ step: Statement) -> String? {
        let (inputs, outputs) = (step.artifacts("inputs"), step.artifacts("outputs"))
        let roles = outputs.map(\.role)
        switch (progress, Operation.named(in: step)) {
        case (0, .decodeJPEG?), (0, .decodePNG?), (5, .decodeJPEG?), (5, .decodePNG?):
            return decode(step, inputs, outputs)
        case (1, .luminance?):
            guard Self.matches(inputs, [("pixels", made)]), roles == ["luminance"] else { break }
            return advance(step, outputs[0].name, [("path", Self.path)])
        case (2, .hash?):
            guard Self.matches(inputs, [("luminance", made)]), roles == ["hash"] else { break }
            return advance(step, outputs[0].name, [("path", Self.path)])
        case (3, .search?):
            let expected = [
                ("hash", made), ("hashes", gallery?.name("hashes")), ("gallery", gallery?.name("manifest")),
            ]
            guard Self.matches(inputs, expected), roles == ["candidates"] else {
                return "it did not search for the evidence in the reference set that the run was opened for"
            }
            found = outputs[0].name
            return advance(
                step, outputs[0].name, [("depth", String(depth ?? 0)), ("ties", "by position in the manifest")])
        case (4, .reduce?), (5, .reduce?):
            let role = progress == 4 ? "evidence" : "reference"
            guard let shown, Self.matches(inputs, [(role, shown.file), ("pixels", shown.pixels)]), roles == ["reduced"]
            else {
                return "its copy is not one of the pixels that were decoded"
            }
            self.shown = nil
            progress = 5
            return step.parameters.map(\.name) == ["longest side", "encoder"] ? nil : Self.otherParameters
        default: break
        }
        return "it is not the step that follows, or does not read what the step before it made"
    }

    private static let path = "pdq/no-pre-shrink/v1"
    private static let otherParameters = "its parameters are not those of its operation"

    private mutating func advance(_ step: Statement, _ output: TypedName, _ parameters: [(String, String)]) -> String? {
        made = output
        progress += 1
        return step.body["parameters"] == Self.parameters(parameters) ? nil : Self.otherParameters
    }

    private mutating func decode(_ step: Statement, _ inputs: Uses, _ outputs: Uses) -> String? {
        guard step.parameters.map(\.name) == ["decoder", "settings", "colour"] else { return Self.otherParameters }
        let isJPEG = Operation.named(in: step) == .decodeJPEG
        guard inputs.count == 1, outputs.last?.role == "pixels", let pixels = outputs.last?.name,
            outputs.count == 1 || (isJPEG && outputs.map(\.role) == ["coefficients", "pixels"])
        else { return "it is not the decoding of one file" }
        shown = (inputs[0].name, pixels)
        guard progress == 0 else { return reference(inputs[0]) }
        guard inputs[0].role == "evidence", inputs[0].name == file else { return "it does not decode the evidence" }
        guard !isReceived || evidence.statement.text("media_type") == (isJPEG ? "image/jpeg" : "image/png") else {
            return "it decodes another type of file than its evidence"
        }
        made = pixels
        progress = 1
        return identities(step, outputs)
    }

    /// The same decoder makes the same pixels of the same file, and warns of the same damage.
    private func identities(_ step: Statement, _ outputs: Uses) -> String? {
        // What steps made has no entry of its own that could state damage.
        guard isReceived else {
            return step.body["warnings"]?.elements?.isEmpty == true ? nil : "a picture that a step made is damaged"
        }
        let decoder = evidence.statement.body["decoder"]
        let stated = ["name", "settings", "colour"].map { decoder?[$0]?.text ?? "" }
        let used = step.parameters.map(\.value)
        guard stated == used else { return nil }
        for output in outputs where evidence.statement.name(output.role) != output.name {
            return "it decoded other \(output.role) than its evidence has"
        }
        let isWhole = step.body["warnings"]?.elements?.isEmpty == true
        return isWhole == (evidence.statement.text("outcome") == "decoded")
            ? nil : "it met other damage than its evidence entry states"
    }

    /// Only candidates are decoded after the search: a "reference" from elsewhere could be the evidence itself.
    private func reference(_ use: (role: String, name: TypedName)) -> String? {
        guard use.role == "reference" else { return "it decodes something that is neither evidence nor reference" }
        guard let candidates else {
            // No list is there that would tell it from the evidence itself, and nobody is shown.
            return run.opened.statement.text("about") == "person"
                ? "it decodes a reference for a question about a person, and its candidates are withheld" : nil
        }
        let isCandidate = candidates.candidates.contains {
            $0.artifact == use.name && $0.distance <= Policy.current.threshold
        }
        return isCandidate ? nil : "the reference that it decodes is no candidate"
    }
}

extension RunShape {
    /// A list that is shorter than its search, or that counts other pictures than its set has, is not that search's.
    private func listing(_ name: TypedName?) -> Refusal? {
        guard let name, let candidates, let gallery, let depth else { return nil }
        func refusal(_ reason: String) -> Refusal { Refusal(object: name.description, reason: reason) }
        guard candidates.members == gallery.body["members"]?.number,
            candidates.compared == gallery.body["compared"]?.number, candidates.compared <= candidates.members
        else { return refusal("it counts other pictures than its reference set has") }
        guard Int64(candidates.candidates.count) == min(depth, candidates.compared) else {
            return refusal("it holds another number of candidates than its search gave")
        }
        let isUsable = candidates.candidates.allSatisfy {
            $0.quality >= Policy.current.minimumQuality && $0.unstable <= Policy.current.maximumUnstableBits
        }
        return isUsable ? nil : refusal("it holds a picture that no search compares")
    }
}
