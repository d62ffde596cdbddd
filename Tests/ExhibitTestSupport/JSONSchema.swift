import ExhibitCore

/// JSON Schemas (draft 2020-12) of whole payloads, made from the table of kinds, so that they cannot drift from what
/// the parser takes. Closed: no member beyond those listed, anywhere.
///
/// A schema sees values, not bytes: white space, escapes, the order of members and the length in bytes are the
/// parser's to judge. So a schema may accept what the parser refuses, never the other way round.
public enum JSONSchema {
    public static func fileName(of kind: Kind) -> String { "\(kind.name)-v\(kind.version).schema.json" }

    public static func encoded(_ kind: Kind) -> [UInt8] {
        let schema: JSON = [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": .string("urn:exhibit:schema:\(kind.name):v\(kind.version)"),
            "$comment": .string(
                "Signed by \(kind.role.map { "the role \($0.rawValue)" } ?? "anybody"). "
                    + "$defs has the values behind the slots, by path."),
            "$defs": .object(
                Dictionary(
                    uniqueKeysWithValues: kind.slots.map { ("body.\($0)", shape(.nullable($1))) })),
            "type": "object", "additionalProperties": false,
            "required": ["_type", "predicate", "predicateType", "subject"],
            "properties": [
                "_type": ["const": .string(Statement.type)],
                "predicateType": ["const": .string(kind.predicateType)],
                "predicate": record(["body": shape(.record(kind.body)), "head": head(of: kind)]), "subject": subject,
            ],
        ]
        return Array(pretty(schema, indent: "").utf8) + [0x0A]
    }

    private static func head(of kind: Kind) -> JSON {
        var members: [String: JSON] = [
            "author": shape(.name([.key])), "nonce": shape(.hex(16)), "time": shape(.hour),
            "seen": shape(.record(["root": .hex(32), "size": .count])),
        ]
        if kind.name != Kind.ledger.name { members["ledger"] = shape(.name([.statement])) }
        return record(members, optional: ["seen"])
    }

    private static var subject: JSON {
        func digest(_ algorithm: String) -> JSON { record(["digest": record([algorithm: shape(.hex(32))])]) }
        return [
            "type": "array", "minItems": 1, "maxItems": 256, "uniqueItems": true,
            "items": ["anyOf": [digest("exhibitSealedV1"), digest("sha256")]],
        ]
    }

    private static func record(_ members: [String: JSON], optional: Set<String> = []) -> JSON {
        [
            "type": "object", "additionalProperties": false,
            "required": .array(members.keys.filter { !optional.contains($0) }.sorted().map { .string($0) }),
            "properties": .object(members),
        ]
    }

    private static func pattern(_ pattern: String, length: Int? = nil) -> JSON {
        var members: [String: JSON] = ["type": "string", "pattern": .string(pattern)]
        // Some engines let "$" match before a line feed at the end.
        if let length { members["maxLength"] = .integer(Int64(length)) }
        return .object(members)
    }

    static func shape(_ shape: Shape) -> JSON {
        switch shape {
        case .text(let limit):
            return [
                "type": "string", "maxLength": .integer(Int64(limit)),
                "pattern": #"^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f]*$"#,
            ]
        case .word(let words): return ["enum": .array(words.map { .string($0) })]
        case .integer(let range):
            return ["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
        case .boolean: return ["type": "boolean"]
        case .name(let kinds):
            let longest = kinds.map(\.rawValue.count).max() ?? 0
            return pattern(
                "^(?:\(kinds.map(\.rawValue).joined(separator: "|"))):[0-9a-f]{64}$", length: longest + 65)
        case .hex(let bytes): return pattern("^[0-9a-f]{\(bytes * 2)}$", length: bytes * 2)
        case .base64(let bytes): return base64(bytes)
        case .decimal(let places):
            let fraction = places == 0 ? "" : #"\.[0-9]{\#(places)}"#
            return pattern("^(?!-[0.]*$)-?(?:0|[1-9][0-9]{0,17})\(fraction)$")
        case .hour:
            return pattern(
                "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):00:00Z$", length: 20)
        case .moment:
            return pattern(
                "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
                    + #"(?:\.[0-9]{0,8}[1-9])?Z$"#, length: 30)
        case .nullable(let inner): return ["anyOf": [Self.shape(inner), ["type": "null"]]]
        case .list(let inner, let sizes):
            return [
                "type": "array", "items": Self.shape(inner), "minItems": .integer(Int64(sizes.lowerBound)),
                "maxItems": .integer(Int64(sizes.upperBound)),
            ]
        case .record(let members): return record(members.mapValues { Self.shape($0) })
        case .slot: return Self.shape(.name([.commitment]))
        }
    }

    /// One length, padded, and with zero pad bits: the last digit before "=" has two of them, before "==" four.
    private static func base64(_ bytes: Int) -> JSON {
        let whole = bytes / 3 * 4
        let tail = ["", "[A-Za-z0-9+/][AQgw]==", "[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]="][bytes % 3]
        return pattern("^[A-Za-z0-9+/]{\(whole)}\(tail)$", length: (bytes + 2) / 3 * 4)
    }

    /// For people: members sorted, two spaces, short lists on one line.
    static func pretty(_ json: JSON, indent: String) -> String {
        let inner = indent + "  "
        let flat = String(decoding: json.encoded, as: UTF8.self)
        switch json {
        case .array(let elements) where !elements.isEmpty:
            if elements.allSatisfy({ $0.members == nil && $0.elements == nil }), flat.count < 100 {
                return flat.replacing(",", with: ", ")
            }
            return "[\n" + elements.map { inner + pretty($0, indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
        case .object(let members) where !members.isEmpty:
            let lines = members.keys.sorted().map { name in
                "\(inner)\"\(name)\": \(pretty(members[name] ?? .null, indent: inner))"
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        default: return flat
        }
    }
}
