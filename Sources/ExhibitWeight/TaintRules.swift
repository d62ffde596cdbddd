import ExhibitCore

extension Operation {
    /// T1 keeps every value; T2 is a fixed, many-to-one computation on this capture's own samples.
    public var taint: Taint { self == .decodePNG || self == .encodePNG ? .exact : .processed }
}

/// Taint of every artifact of a run: at least the class of the operation, and that of everything that went into it.
///
/// An operation that this version does not know is "learned or unknown": absence of knowledge is never a clean bill. What
/// a model says of pixels inherits their class; what it draws is learned, or generated where it says that it generates.
public struct TaintRules: Sendable {
    public private(set) var ofArtifact: [TypedName: Taint] = [:]
    /// By step number.
    public private(set) var ofStep: [Int64: Taint] = [:]
    private var result: Taint?

    /// - Parameters:
    ///   - steps: of one run, in order of number. What no step made is as received.
    ///   - model: of the run.
    public init(steps: [Statement], model: Statement? = nil) {
        // Only a model that says that it does not generate pixels is believed not to.
        let generates = model.map { $0.body["generates_pixels"] != .bool(false) } ?? false
        for step in steps {
            let operation = Operation.named(in: step)
            let own: Taint = operation == .runModel && generates ? .generated : operation?.taint ?? .learnedOrUnknown
            let taint = step.artifacts("inputs").reduce(own) { max($0, ofArtifact[$1.name] ?? .asReceived) }
            for output in step.artifacts("outputs") {
                let isDrawn = operation == .runModel && output.role != Self.answers
                let taint = isDrawn ? max(taint, .learnedOrUnknown) : taint
                ofArtifact[output.name] = max(ofArtifact[output.name] ?? taint, taint)
            }
            ofStep[step.body["number"]?.number ?? -1] = taint
            if operation == .search || operation == .runModel { result = taint }
        }
    }

    /// The role of the ranked answers of a model among the outputs of its step.
    private static let answers = "candidates"

    /// The class of what the search or the model read; where there was none, the highest of any step.
    public var ofResult: Taint { result ?? ofStep.values.max() ?? .asReceived }
}
