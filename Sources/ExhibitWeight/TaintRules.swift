import ExhibitCore

extension Operation {
    /// T1 keeps every value; T2 is a fixed, many-to-one computation on this capture's own samples.
    public var taint: Taint { self == .decodePNG ? .exact : .processed }
}

/// Taint of every artifact of a run: at least the class of the operation, and that of everything that went into it.
///
/// An operation that this version does not know is "learned or unknown": absence of knowledge is never a clean bill.
public struct TaintRules: Sendable {
    public private(set) var ofArtifact: [TypedName: Taint] = [:]
    /// By step number.
    public private(set) var ofStep: [Int64: Taint] = [:]
    private var result: Taint?

    /// - Parameter steps: of one run, in order of number. What no step made is as received.
    public init(steps: [Statement]) {
        for step in steps {
            let own = Operation.named(in: step)?.taint ?? .learnedOrUnknown
            let taint = step.artifacts("inputs").reduce(own) { max($0, ofArtifact[$1.name] ?? .asReceived) }
            for output in step.artifacts("outputs") {
                ofArtifact[output.name] = max(ofArtifact[output.name] ?? taint, taint)
            }
            ofStep[step.body["number"]?.number ?? -1] = taint
            if Operation.named(in: step) == .search { result = taint }
        }
    }

    /// The class of what the search read; where there was none, the highest of any step.
    public var ofResult: Taint { result ?? ofStep.values.max() ?? .asReceived }
}
