/// The kind that records under which rules claims are weighed.
extension Kind {
    /// A policy that is in force from here on. Its document is open: whoever reads a claim can hold it to its rules.
    public static let policy = Kind(
        name: "policy", version: 1, role: .operator,
        body: [
            "policy": .name([.open]),
            /// The entry that set the policy before this one; null for the first.
            "replaces": .nullable(.name([.statement])),
            "topic": .name([.open]),
            "reason": .slot(.text(4_096)),
            "recorded": .slot(.count),
        ])
}

/// What every `policy` entry names beside its document. The reference index then has the list of all policies of a
/// ledger under one name, and nobody can leave one out of it.
public enum PolicyTopic {
    public static let bytes = (["topic": "exhibit-policies-v1"] as JSON).encoded
    public static let name = TypedName.open(bytes)
}
