import ExhibitCore

/// Whether a run is one of built-in operations on one picture: decoded, changed step by step as its opening says, written
/// as the picture that it made.
///
/// A page prints operations with their parameters. All of them are numbers and fixed words: a free one is room for a
/// sentence. A step that reads something else than the one before it made would hide a parent.
struct DerivationShape {
    typealias Refusal = RunFoundation.Refusal

    let run: RunRecord
    /// What it was opened for.
    let picture: TypedName?

    func refusal() -> Refusal? {
        let opened = run.opened.statement
        let planned = opened.parameters.map(\.value)
        guard opened.parameters.map(\.name) == planned.indices.map({ "operation \($0 + 1)" }),
            opened.text("about") == "picture",
            opened.names("galleries").isEmpty
        else {
            return Refusal(
                object: "entry \(run.opened.position)", reason: "it states other things than runs of its kind do")
        }
        var chain = Chain(picture: picture, planned: planned)
        for step in run.steps {
            if let reason = chain.reasonRefused(step.statement) {
                return Refusal(object: "entry \(step.position)", reason: reason)
            }
        }
        let isCompleted = run.closings[0].statement.text("outcome") == "completed"
        guard isCompleted == chain.isWritten, run.closings[0].statement.name("candidates") == nil else {
            return Refusal(
                object: "entry \(run.closings[0].position)", reason: "its outcome is not that of its steps")
        }
        return nil
    }

    private struct Chain {
        let picture: TypedName?
        let planned: [String]
        private var pixels: TypedName?
        private var done = 0
        private(set) var isWritten = false

        init(picture: TypedName?, planned: [String]) {
            self.picture = picture
            self.planned = planned
        }

        mutating func reasonRefused(_ step: Statement) -> String? {
            let (inputs, outputs) = (step.artifacts("inputs"), step.artifacts("outputs"))
            guard !isWritten, inputs.count == 1, let input = inputs.first else { return DerivationShape.elsewhere }
            let operation = Operation.named(in: step)
            switch operation {
            case .decodeJPEG?, .decodePNG?:
                guard pixels == nil, input.role == "evidence", input.name == picture,
                    ["pixels", "coefficients pixels"].contains(outputs.map(\.role).joined(separator: " "))
                else { return "it is not the decoding of the picture that its run was opened for" }
                pixels = outputs.last?.name
                return nil
            case .encodePNG?:
                guard let pixels, done == planned.count, input.role == "pixels", input.name == pixels,
                    outputs.map(\.role) == ["picture"]
                else { return DerivationShape.elsewhere }
                isWritten = true
                return nil
            case let operation?:
                guard let names = DerivationShape.parameters[operation] else { return "its run has no such step" }
                guard let pixels, input.role == "pixels", input.name == pixels, outputs.map(\.role) == ["pixels"] else {
                    return DerivationShape.elsewhere
                }
                self.pixels = outputs[0].name
                done += 1
                return reasonChanged(step, operation, names)
            case nil: return "its run has no such step"
            }
        }

        private func reasonChanged(_ step: Statement, _ operation: Operation, _ names: [[String]]) -> String? {
            let (stated, values) = (step.parameters.map(\.name), step.parameters.map(\.value))
            guard names.contains(stated), zip(stated, values).allSatisfy({ DerivationShape.isValue($1, of: $0) }) else {
                return "its parameters are not those of its operation"
            }
            let summary = ([operation.rawValue] + zip(stated, values).map { "\($0)=\($1)" }).joined(separator: " ")
            // Which way is up may be left to the file; the step says what it said.
            let isPlanned =
                planned.indices.contains(done - 1)
                && (planned[done - 1] == summary || (operation == .upright && planned[done - 1] == operation.rawValue))
            return isPlanned ? nil : "it is not the operation that its run was opened for"
        }
    }

    private static let elsewhere = "it does not read what the step before it made"

    /// The names that each operation states, in order.
    static let parameters: [Operation: [[String]]] = [
        .crop: [["x", "y", "width", "height"]], .rotate: [["quarter turns"]], .flip: [["direction"]],
        .upright: [["orientation"]], .resize: [["width", "height", "kernel"]], .grey: [["weights"]],
        .exposure: [["gain", "offset"], ["points"]], .mask: [["x", "y", "width", "height", "colour"]],
    ]

    private static let words: [String: [String]] = [
        "direction": ["horizontal", "vertical"], "weights": ["BT.601", "BT.709"],
        "kernel": ["nearest/v1", "area-average/v1", "bilinear/v1"],
    ]

    private static func isValue(_ value: String, of name: String) -> Bool {
        func isNumber(_ text: Substring) -> Bool { Int64(text).map { String($0) == text } ?? false }
        if let known = words[name] { return known.contains(value) }
        switch name {
        case "colour":
            return value.utf8.count == 6
                && value.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        case "points":
            return value.split(separator: " ", omittingEmptySubsequences: false).allSatisfy { point in
                let parts = point.split(separator: ":", omittingEmptySubsequences: false)
                return parts.count == 2 && parts.allSatisfy(isNumber)
            }
        default: return isNumber(value[...])
        }
    }
}
