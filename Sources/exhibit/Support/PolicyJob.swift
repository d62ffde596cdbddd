import ExhibitCore
import ExhibitStorage
import ExhibitWeight

/// One call of `policy set`.
struct PolicyJob {
    enum Wish {
        case document(WeighingPolicy)
        case tightenings([String])
    }

    struct Result {
        let policy: WeighingPolicy
        /// Nil where the standard policy stays in force.
        let entry: PlacedEntry?
        /// To the policy that was in force before; none where it still is.
        let differences: [WeighingPolicy.Difference]
    }

    let opened: Case
    let reason: String?

    /// Throws `LooserPolicy` where anything of the policy in force would be loosened, and records nothing then.
    func set(_ wish: Wish) throws -> Result {
        // Another command may set one meanwhile, and this one must not loosen that.
        try opened.exclusively {
            if case .document(let document) = wish { try putBack(document) }
            let (base, entry) = try opened.policyInForce(before: nil)
            let policy =
                switch wish {
                case .document(let document): document
                case .tightenings(let words): try PolicyFile.tightening(base, words)
                }
            let differences = try base.tightened(by: policy).differences(from: base)
            guard !differences.isEmpty else { return Result(policy: base, entry: entry, differences: []) }
            return Result(policy: policy, entry: try record(policy, after: entry), differences: differences)
        }
    }

    private func record(_ policy: WeighingPolicy, after entry: PlacedEntry?) throws -> PlacedEntry {
        let name = try opened.keepOpen(policy.bytes)
        let topic = try opened.keepOpen(PolicyTopic.bytes)
        var slots: [String: JSON] = ["recorded": .integer(Clock.milliseconds())]
        if let reason { slots["reason"] = .string(reason) }
        return try opened.append([
            Draft(
                .policy, subjects: [name],
                body: [
                    "policy": .string(name.description), "topic": .string(topic.description),
                    "replaces": entry.map { .string($0.statement.name.description) } ?? .null,
                ], slots: slots)
        ])[0]
    }

    /// The document of the policy in force may be lost or damaged; these are its bytes where they have its digest.
    private func putBack(_ document: WeighingPolicy) throws {
        guard let entry = try opened.newestPolicy(before: nil), entry.statement.name("policy") == document.name else {
            return
        }
        _ = try opened.keepOpen(document.bytes)
        try opened.flush()
    }
}
