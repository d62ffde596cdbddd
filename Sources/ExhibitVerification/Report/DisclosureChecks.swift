import ExhibitCore

/// What a report discloses, after every value was checked against the commitment or name that it opens.
public struct Disclosures: Sendable {
    /// By statement, then member of the body.
    public internal(set) var slots: [ContentHash: [String: JSON]] = [:]
    public internal(set) var bytes: [TypedName: [UInt8]] = [:]
    /// Salts of sealed names: whoever holds the bytes can check that they are the ones.
    public internal(set) var salts: [TypedName: [UInt8]] = [:]

    public init() {}

    public func slot(_ member: String, of statement: Statement) -> JSON? { slots[statement.id]?[member] }

    /// Values that are known to be true, because whoever makes the report made the commitments.
    public init(disclosures: [Bundle.Disclosure], artifacts: [Bundle.Artifact]) {
        for disclosure in disclosures { add(disclosure) }
        for artifact in artifacts { add(artifact) }
    }

    mutating func add(_ disclosure: Bundle.Disclosure) {
        slots[disclosure.statement, default: [:]][String(disclosure.slot.path.dropFirst("body.".count))] =
            disclosure.slot.value
    }

    mutating func add(_ artifact: Bundle.Artifact) {
        bytes[artifact.name] = artifact.bytes
        salts[artifact.name] = artifact.salt
    }
}

extension ReportVerifier {
    mutating func checkDisclosures(_ bundle: Bundle, entries: Entries) -> Disclosures {
        var check = Verdict.Check("disclosures", "every disclosed value and picture is the one that was committed to")
        var disclosed = Disclosures()
        let erasures = Erasures(entries.byPosition.values)
        var (withheld, erased) = (0, 0)
        for disclosure in bundle.disclosures {
            if let reason = Self.reasonRefused(disclosure, entries: entries) {
                check.fail(.tampered, "\(disclosure.slot.path) of statement:\(disclosure.statement)", reason)
            } else {
                disclosed.add(disclosure)
            }
        }
        for entry in entries.byPosition.values {
            let given = disclosed.slots[entry.statement.id] ?? [:]
            let gone = (entry.statement.kind?.slots.keys.map { $0 } ?? []).count {
                given[$0] == nil && erasures.entry(erasing: $0, of: entry.statement.id) != nil
            }
            withheld += (entry.statement.kind?.slots.count ?? 0) - given.count - gone
            erased += gone
        }
        for artifact in bundle.artifacts {
            let name = artifact.bytes.map { bytes in
                artifact.salt.map { TypedName.sealed(bytes, salt: $0) } ?? TypedName.open(bytes)
            }
            if let name, name != artifact.name {
                check.fail(.tampered, artifact.name.description, "the bytes given are not the ones that it names")
            } else if !entries.byPosition.values.contains(where: { $0.statement.references.contains(artifact.name) }) {
                check.fail(.tampered, artifact.name.description, "no entry refers to it")
            } else {
                disclosed.add(artifact)
            }
        }
        check.detail =
            "\(bundle.disclosures.count) values, \(disclosed.bytes.count) artifacts; \(withheld) values withheld"
            + (erased > 0 ? ", \(erased) erased" : "")
        verdict.add(check)
        return disclosed
    }

    private static func reasonRefused(_ disclosure: Bundle.Disclosure, entries: Entries) -> String? {
        let slot = disclosure.slot
        guard let statement = entries.byStatement[disclosure.statement]?.statement else { return "no such statement" }
        let member = String(slot.path.dropFirst("body.".count))
        guard slot.path.hasPrefix("body."), let shape = statement.kind?.slots[member] else { return "no such slot" }
        guard let commitment = statement.name(member), slot.commitment(nonce: statement.head.nonce) == commitment else {
            return "the value given is not the one that was committed to"
        }
        let payload = slot.value.encoded
        guard let again = try? JSONParser.parse(payload, as: "value", limits: .payload), again == slot.value,
            slot.value.isNull || (try? shape.check(slot.value, at: slot.path)) != nil
        else { return "the value given does not fit its slot" }
        return nil
    }
}
