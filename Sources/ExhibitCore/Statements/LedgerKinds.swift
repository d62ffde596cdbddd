/// The kinds by which a ledger governs itself.
extension Kind {
    /// Entry 0. Publisher and contact are the publisher's own and in clear; both may be empty.
    public static let ledger = Kind(
        name: "ledger", version: 1, role: .ledger,
        body: [
            "suite": .word(["exhibit-1"]),
            "ledger_key": .name([.key]),
            "checkpoint_key": .name([.key]),
            "recovery_key": .nullable(.name([.key])),
            "publisher": .text(512),
            "contact": .text(512),
            "predecessor": .nullable(
                .record([
                    "ledger": .name([.statement]),
                    "head": .record(["root": .hex(32), "size": .count]),
                    "reason": .text(512),
                ])),
        ])

    /// A role granted to a key or taken from it. A grant carries the new key's signature over
    /// "exhibit/key-accept/v1\0" ‖ ledger id ‖ new key, so that nobody is given a role for a key that is not theirs.
    public static let key = Kind(
        name: "key", version: 1, role: .ledger,
        body: [
            "action": .word(["grant", "revoke"]),
            "key": .name([.key]),
            "role": .word(Role.allCases.map(\.rawValue)),
            "acceptance": .nullable(.base64(64)),
            "holder": .slot(.text(512)),
            "reason": .slot(.text(4_096)),
        ])

    /// A role taken from a key that may have been in other hands from the entry at position `since` on. What it signed
    /// before its revocation stands as it is; from there on nobody can tell whose it was.
    public static let keySince = Kind(
        name: "key", version: 2, role: .ledger,
        body: [
            "action": .word(["revoke"]),
            "key": .name([.key]),
            "role": .word(Role.allCases.map(\.rawValue)),
            "since": .count,
            "reason": .slot(.text(4_096)),
        ])

    /// The root of the reference index over all entries below this one. It refers to nothing.
    public static let index = Kind(
        name: "index", version: 1, role: .ledger,
        body: [
            "covers": .count,
            "keys": .count,
            "root": .hex(32),
            "previous": .nullable(
                .record(["covers": .count, "root": .hex(32), "statement": .name([.statement])])),
        ])

    /// What was published: the digests of page, template and view, and the index entry made before it.
    public static let report = Kind(
        name: "report", version: 1, role: .ledger,
        body: [
            "claim": .name([.statement]),
            "evidence": .name([.statement]),
            "index": .name([.statement]),
            "page": .name([.open]),
            "template": .name([.open]),
            "view": .name([.open]),
            "made": .slot(.count),
        ])
}

public enum KeyAcceptance {
    /// What the new key signs: "exhibit/key-accept/v1\0" ‖ ledger id ‖ new key.
    public static func message(ledger: ContentHash, key: ContentHash) -> [UInt8] {
        Domain.keyAcceptance + ledger.bytes + key.bytes
    }
}
