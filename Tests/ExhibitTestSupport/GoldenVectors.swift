import ExhibitCore

/// The cases of Tests/Vectors/negative, by the name of their file: made here, kept there, read by any implementation.
public struct GoldenVectors {
    public private(set) var files: [String: Vector] = [:]
    let sample: SampleLedger

    public init() throws {
        sample = try SampleLedger()
        addPayloads()
        addEntries()
        try addNotes()
        try addProofs()
        try addLedgerProofs()
        try addFiles()
        addCalibrationScores()
        try addCalibrationPairs()
        try addChallenges()
        try addStandings()
    }

    mutating func add(
        _ name: String, _ format: WireFormat, _ expect: Vector.Expectation, schema: Vector.Expectation? = nil,
        _ comment: String, _ bytes: [UInt8]
    ) {
        let file = "\(format.rawValue)/\(name).vec"
        precondition(files[file] == nil, "two vectors of the name \(file)")
        files[file] = Vector(format, expect, schema: schema, comment, bytes)
    }

    /// A damaged copy of a text. The replaced part must be there, or the case would test nothing.
    static func change(_ bytes: [UInt8], _ old: String, _ new: String) -> [UInt8] {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let range = text.firstRange(of: old) else { preconditionFailure("nothing to replace: \(old)") }
        return Array(text.replacingSubrange(range, with: new).utf8)
    }

    func payload(_ kind: String) -> [UInt8] { sample.byKind[kind]!.statement.payload }
    var leaf: [UInt8] { sample.byKind["evidence"]!.entry.leaf }
}

extension String {
    fileprivate func replacingSubrange(_ range: Range<String.Index>, with text: String) -> String {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}

extension GoldenVectors {
    private mutating func addPayloads() {
        for kind in Kind.all {
            add(kind.label, .payload, .accepted, schema: .accepted, "the kind \(kind.label)", payload(kind.label))
        }
        let unknown = Self.change(payload("claim"), "urn:exhibit:claim:v1", "urn:exhibit:claim:v9")
        add("unknown-version", .payload, .accepted, "read, and not interpreted", unknown)
        addPayloadsThatSchemasSee()
        addPayloadsThatOnlyParsersSee()
    }

    private mutating func addPayloadsThatSchemasSee() {
        let cases: [(String, String, String, String, String)] = [
            ("unknown-member", "evidence", "a member that the schema lacks", #""origin":"#, #""one":1,"origin":"#),
            ("missing-member", "evidence", "a member left out", #""origin":"stated","#, ""),
            ("missing-slot", "run.closed", "a slot left out", #""outcome":"completed","#, ""),
            ("wrong-word", "evidence", "a word that the schema lacks", #""outcome":"decoded""#, #""outcome":"fine""#),
            ("wrong-name", "evidence", "an open name for a picture", #""artifact":"sealed:"#, #""artifact":"sha256:"#),
            ("upper-case-name", "evidence", "a digest in capitals", #""artifact":"sealed:"#, #""artifact":"SEALED:"#),
            ("slot-in-clear", "gallery", "a slot's value in clear", #""label":"commit:"#, #""label":"plain:"#),
            ("text-for-number", "gallery", "a number as text", #""members":3"#, #""members":"3""#),
            ("negative-count", "gallery", "a negative count", #""members":3"#, #""members":-3"#),
            ("null-for-false", "model", "null for false", #""generates_pixels":false"#, #""generates_pixels":null"#),
            ("decimal-places", "model", "decimals that the schema lacks", #""maximum":"256""#, #""maximum":"256.0""#),
            ("negative-zero", "model", "a decimal of negative zero", #""minimum":"0""#, #""minimum":"-0""#),
            ("minutes", "evidence", "a time that is not cut to the hour", ":00:00Z", ":01:00Z"),
            ("subject-name", "evidence", "a subject with a name", #"[{"digest""#, #"[{"a":"x","digest""#),
            ("head-member", "evidence", "a head with another member", #""head":{"#, #""head":{"a":1,"#),
            ("top-member", "evidence", "a statement with another member", #"{"_type""#, #"{"A":1,"_type""#),
            ("statement-version", "evidence", "another version of in-toto", "Statement/v1", "Statement/v0.1"),
            ("grant-since", "key-v2", "a grant in doubt", #""action":"revoke""#, #""action":"grant""#),
            ("no-since", "key-v2", "a key in doubt, and no place since when", #""since":6"#, #""since":null"#),
            (
                "ledger-in-ledger", "ledger", "a head with a ledger in the kind ledger", #""nonce":"#,
                #""ledger":null,"nonce":"#
            ),
        ]
        for (name, kind, comment, old, new) in cases {
            let bytes = Self.change(payload(kind), old, new)
            add(name, .payload, .refused, schema: .refused, comment, bytes)
        }
    }

    private mutating func addPayloadsThatOnlyParsersSee() {
        let cases: [(String, String, String, String, String)] = [
            ("space", "gallery", "a space after a colon", #""members":3"#, #""members": 3"#),
            ("escaped-letter", "gallery", "an escape for a letter", #""name":"pdq""#, #""name":"\u0070dq""#),
            ("escaped-solidus", "evidence", "an escaped solidus", "image/jpeg", #"image\/jpeg"#),
            ("repeated-member", "gallery", "a member twice", #""members":3"#, #""members":3,"members":3"#),
            (
                "order", "gallery", "members out of order", #""name":"pdq","version":"1""#,
                #""version":"1","name":"pdq""#
            ),
            ("fraction", "gallery", "a whole number with a fraction", #""members":3"#, #""members":3.0"#),
            ("exponent", "gallery", "an exponent", #""members":3"#, #""members":3e0"#),
            ("minus-zero", "gallery", "a negative zero", #""members":3"#, #""members":-0"#),
            ("plus", "gallery", "a plus sign", #""members":3"#, #""members":+3"#),
            ("beyond-2-53", "gallery", "2^53", #""members":3"#, #""members":9007199254740992"#),
            ("control", "ledger", "DEL in a text", "Example Archive", "Example\u{7F}Archive"),
            ("c1-control", "ledger", "U+0085 in a text", "Example Archive", "Example\u{85}Archive"),
            ("tab", "ledger", "an escaped tab", "Example Archive", #"Example\tArchive"#),
            ("day", "evidence", "the 30th of February", "2026-01-01", "2026-02-30"),
        ]
        for (name, kind, comment, old, new) in cases {
            add(name, .payload, .refused, comment, Self.change(payload(kind), old, new))
        }
        let gallery = payload("gallery")
        add("byte-order-mark", .payload, .refused, "a byte order mark", [0xEF, 0xBB, 0xBF] + gallery)
        add("line-feed-at-end", .payload, .refused, "a byte after the end", gallery + [0x0A])
        add("truncated", .payload, .refused, "the last byte is missing", gallery.dropLast())
        add("empty", .payload, .refused, "no bytes", [])
        add(
            "surrogate", .payload, .refused, "a lone surrogate in UTF-8",
            Self.change(payload("ledger"), "Example", "Exam\0ple").flatMap { $0 == 0 ? [0xED, 0xA0, 0x80] : [$0] })
        add(
            "long-string", .payload, .refused, "a text of 4,097 bytes, all of them escapes",
            Self.change(payload("model"), "Whole pictures", String(repeating: #"\n"#, count: 4_097)))
    }

    private mutating func addEntries() {
        let signature = Base64.encode(sample.byKind["evidence"]!.entry.signature)
        let keyid = FixedKeys.operator.name.description
        add("evidence", .entry, .accepted, "an entry as it stands in a ledger", leaf)
        add("ledger", .entry, .accepted, "entry 0", sample.ledger.entries[0].entry.leaf)
        let cases = [
            ("payload-type", "another payload type", Entry.payloadType, "application/json"),
            ("key-id", "a key id that is not the author's", keyid, FixedKeys.ledger.name.description),
            ("short-signature", "63 bytes of signature", signature, Base64.encode([UInt8](repeating: 1, count: 63))),
            ("no-signature", "no signature", #"[{"keyid":"\#(keyid)","sig":"\#(signature)"}]"#, "[]"),
            ("member", "a member that DSSE lacks", #"{"payload""#, #"{"a":1,"payload""#),
            ("signature-member", "a signature with another member", #"{"keyid""#, #"{"cert":"","keyid""#),
            ("space", "white space", #","payloadType""#, #", "payloadType""#),
            ("pad-bits", "pad bits that are not zero", signature.suffix(3) + "\"", padded(signature) + "\""),
        ]
        for (name, comment, old, new) in cases {
            add(name, .entry, .refused, comment, Self.change(leaf, old, new))
        }
        let twice = #"{"keyid":"\#(keyid)","sig":"\#(signature)"}"#
        add("two-signatures", .entry, .refused, "two signatures", Self.change(leaf, twice, "\(twice),\(twice)"))
    }

    /// The end of a base64 text of 64 bytes, "x==", with one of its four pad bits set.
    private func padded(_ text: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let last = text.dropLast(2).last!
        return String(alphabet[alphabet.firstIndex(of: last)! + 1]) + "=="
    }
}
