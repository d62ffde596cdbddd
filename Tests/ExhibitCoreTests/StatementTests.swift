import ExhibitCore
import ExhibitTestSupport
import Testing

/// Payloads: the closed schemas, and which names an entry refers to.
@Suite("Statements") struct StatementTests {
    let sample: SampleLedger

    init() throws { sample = try SampleLedger() }

    private func payload(_ kind: String, replacing old: String, with new: String) throws -> [UInt8] {
        let text = String(decoding: try #require(sample.byKind[kind]).statement.payload, as: UTF8.self)
        try #require(text.contains(old), "\(old)")
        return text.replacing(old, with: new).bytes
    }

    @Test("Every kind of the table has a sample, which reads back with its kind")
    func kinds() throws {
        for kind in Kind.all {
            let statement = try Statement(payload: #require(sample.byKind[kind.label]).statement.payload)
            #expect(statement.kind?.predicateType == kind.predicateType)
            #expect(statement.isKind(kind))
            #expect(statement.kindName == kind.name)
        }
        #expect(Set(Kind.all.map(\.predicateType)).count == Kind.all.count)
    }

    @Test("What the schema does not know, or does not find, is refused")
    func closedSchemas() throws {
        let changes = [
            ("evidence", #""media_type":"#, #""media_typ":"#), ("evidence", #""origin":"stated","#, ""),
            ("evidence", #""origin":"stated""#, #""origin":"perhaps""#),
            ("evidence", #""origin":"stated""#, #""origin":"stated","originality":1"#),
            ("evidence", #""pixels":"sealed:"#, #""pixels":"sha256:"#),
            ("evidence", #""note":"commit:"#, #""note":"sealed:"#), ("evidence", #""seen":{"#, #""seen":{"hash":1,"#),
            ("evidence", ":00:00Z", ":00:01Z"), ("evidence", "/Statement/v1", "/Statement/v0.1"),
            ("evidence", #""subject":[{"#, #""subject":[{"name":"x","#),
            ("evidence", #""predicate":{"#, #""predicate":{"a":1,"#),
            ("evidence", #"{"_type":"#, #"{"A":1,"_type":"#), ("gallery", #""compared":3"#, #""compared":-3"#),
            ("gallery", #""compared":3"#, #""compared":"3""#), ("model", #""maximum":"256""#, #""maximum":"256.0""#),
            ("model", #""generates_pixels":false"#, #""generates_pixels":null"#),
            ("model", #""generates_pixels":false"#, #""generates_pixels":0"#),
            ("key", #""role":"operator""#, #""role":"root""#),
            ("index", #""covers":"#, #""covers":-"#), ("ledger", #""suite":"exhibit-1""#, #""suite":"exhibit-2""#),
            ("ledger", #""nonce":""#, #""ledger":null,"nonce":""#),
        ]
        for (kind, old, new) in changes {
            let bytes = try payload(kind, replacing: old, with: new)
            #expect(throws: Malformed.self, "\(new)") { try Statement(payload: bytes) }
        }
    }

    @Test("The ledger stands in every head but that of the kind ledger")
    func headLedger() throws {
        let ledger = #""ledger":"statement:\#(sample.ledger.id.hex)","nonce""#
        let bytes = try payload("evidence", replacing: ledger, with: #""nonce""#)
        #expect(throws: Malformed.self) { try Statement(payload: bytes) }
        #expect(sample.ledger.entries[0].statement.head.ledger == nil)
        #expect(sample.ledger.entries[1].statement.head.ledger == sample.ledger.id)
    }

    @Test(
        "A predicate type is urn:exhibit:<kind>:v<n>",
        arguments: [
            "urn:exhibit:claim", "urn:exhibit:claim:", "urn:exhibit:claim:1", "urn:exhibit:claim:v0",
            "urn:exhibit:claim:v01",
            "urn:exhibit:claim:v+1", "urn:exhibit:claim:v1 ", "urn:exhibit::v1", "urn:exhibit:Claim:v1",
            "urn:other:claim:v1",
            "URN:exhibit:claim:v1", "urn:exhibit:claim:v1:v1", "urn:exhibit:cla1m:v1", "urn:exhibit:claim:v\u{301}1",
            "",
        ])
    func predicateTypes(text: String) throws {
        let bytes = try payload("claim", replacing: "urn:exhibit:claim:v1", with: text)
        #expect(throws: Malformed.self) { try Statement(payload: bytes) }
    }

    @Test("A kind or version that this program does not know is read, and not interpreted")
    func unknownKinds() throws {
        for text in ["urn:exhibit:claim:v9", "urn:exhibit:weather.report:v1"] {
            let statement = try Statement(payload: payload("claim", replacing: "urn:exhibit:claim:v1", with: text))
            #expect(statement.kind == nil)
            #expect(statement.kindName.hasSuffix("(not interpreted)"))
            #expect(statement.references == sample.byKind["claim"]!.statement.references)
        }
    }

    @Test("References are the names of the body and the subjects, each once; keys only of key events; none of an index")
    func references() throws {
        func names(_ kind: String) -> Set<TypedName> { sample.byKind[kind]!.statement.references }
        #expect(
            names("ledger")
                == [
                    FixedKeys.ledger.name, FixedKeys.checkpoint.name, FixedKeys.recovery.name,
                    .open(FixedKeys.ledger.publicKey.bytes),
                ])
        #expect(names("key") == [FixedKeys.operator.name, .open(FixedKeys.operator.publicKey.bytes)])
        #expect(names("index") == [])
        #expect(names("evidence") == Set(["picture", "coefficients", "pixels"].map(SampleLedger.sealed)))
        let closed = names("run.closed")
        #expect(
            closed
                == [
                    sample.byKind["run.opened"]!.statement.name, sample.byKind["step"]!.statement.name,
                    SampleLedger.sealed("candidates"),
                ])
        // The subject of run.closed is the run's payload digest: indexed as the statement that the body names, once.
        #expect(!closed.contains(TypedName(.open, sample.byKind["run.opened"]!.statement.id)))
    }

    @Test("256 references are permitted, 257 are not")
    func referenceBound() throws {
        func statement(_ count: Int) throws -> Statement {
            let head = sample.byKind["claim"]!.statement.head.json
            let names = (0..<count).map { JSON.string(SampleLedger.open("\($0)").description) }
            let json: JSON = [
                "_type": .string(Statement.type), "predicateType": "urn:exhibit:many:v1",
                "predicate": ["body": ["names": .array(names)], "head": head],
                "subject": [["digest": ["sha256": .string(SampleLedger.open("0").hash.hex)]]],
            ]
            return try Statement(payload: json.encoded)
        }
        #expect(try statement(256).references.count == 256)
        #expect(throws: Malformed.self) { try statement(257) }
    }

    @Test("Subjects are 1 to 256, sorted, each once, sealed before open")
    func subjects() throws {
        func parse(_ subjects: [JSON]) throws -> Statement {
            let json: JSON = [
                "_type": .string(Statement.type), "predicateType": "urn:exhibit:many:v1",
                "predicate": ["body": [:], "head": sample.byKind["claim"]!.statement.head.json],
                "subject": .array(subjects),
            ]
            return try Statement(payload: json.encoded)
        }
        func subject(_ algorithm: String, _ digit: Character) -> JSON {
            ["digest": .object([algorithm: .string(String(repeating: digit, count: 64))])]
        }
        let (sealed, open) = (subject("exhibitSealedV1", "f"), subject("sha256", "0"))
        #expect(try parse([sealed, open, subject("sha256", "1")]).subjects.count == 3)
        let refused = [
            [], [open, sealed], [open, open], [subject("sha256", "1"), open], [subject("sha512", "0")],
            [["digest": [:]]],
            [subject("sha256", "A")], ["x"], [["digest": ["sha256": nil]]],
        ]
        for subjects in refused { #expect(throws: Malformed.self) { try parse(subjects) } }
        let many = (0..<257).map { index -> JSON in
            [
                "digest": [
                    "sha256": .string(
                        ContentHash(bytes: [UInt8](repeating: 0, count: 30) + UInt16(index).bigEndianBytes)!.hex)
                ]
            ]
        }
        #expect(throws: Malformed.self) { try parse(many) }
    }
}
