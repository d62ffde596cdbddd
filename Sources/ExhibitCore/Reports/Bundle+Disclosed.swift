/// What stands for all that a bundle gives away.
///
/// No entry says which values and files a report discloses: whoever passes it on could take some of them out, and what
/// is left would hold. So its page prints this digest, and the page is signed.
extension Bundle {
    /// SHA-256 over the canonical JSON of an object with the members `artifacts` and `disclosures` alone, each as it
    /// stands in the bundle. In whatever order they are given here.
    public static func digest(disclosures: [Disclosure], artifacts: [Artifact]) -> ContentHash {
        let json: JSON = [
            "artifacts": .array(artifacts.sorted { $0.name < $1.name }.map(\.json)),
            "disclosures": .array(ordered(disclosures).map(\.json)),
        ]
        return ContentHash(of: json.encoded)
    }

    public var disclosedDigest: ContentHash { Self.digest(disclosures: disclosures, artifacts: artifacts) }

    static func ordered(_ disclosures: [Disclosure]) -> [Disclosure] {
        disclosures.sorted {
            $0.statement != $1.statement
                ? $0.statement < $1.statement : $0.slot.path.utf8.lexicographicallyPrecedes($1.slot.path.utf8)
        }
    }
}

extension Bundle.Disclosure {
    var json: JSON {
        [
            "path": .string(slot.path), "salt": .string(Hex.encode(slot.salt)),
            "statement": .string(TypedName(.statement, statement).description), "value": slot.value,
        ]
    }
}

extension Bundle.Artifact {
    var json: JSON {
        [
            "bytes": bytes.map { .string(Base64.encode($0)) } ?? .null, "name": .string(name.description),
            "salt": salt.map { .string(Hex.encode($0)) } ?? .null,
        ]
    }
}
