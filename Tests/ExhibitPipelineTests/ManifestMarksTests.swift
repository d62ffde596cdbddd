import ExhibitPipeline
import Testing

@Suite("Marks in manifests")
struct ManifestMarksTests {
    private typealias CBOR = MarkFiles.CBOR

    private func read(_ file: [UInt8]) -> ProvenanceMarks { ProvenanceMarks(of: file, kind: ImageKind(sniffing: file)) }
    private func read(_ content: CBOR, label: String = "c2pa.actions.v2") -> ProvenanceMarks {
        read(MarkFiles.png(store: MarkFiles.store(content.bytes, in: label)))
    }
    private func reasons(_ marks: ProvenanceMarks) -> [String?] {
        marks.marks.filter { $0.value == "unreadable" }.map(\.reason)
    }

    @Test(
        "Each action has its class, and one that is not known is T3",
        arguments: [
            ("c2pa.created", nil), ("c2pa.opened", nil), ("c2pa.converted", nil), ("c2pa.resized", nil),
            ("c2pa.cropped", nil), ("c2pa.published", nil), ("c2pa.enhanced", .learnedOrUnknown),
            ("c2pa.filtered", .learnedOrUnknown), ("c2pa.edited", .learnedOrUnknown),
            ("c2pa.unknown", .learnedOrUnknown), ("c2pa.redacted", .learnedOrUnknown),
            ("c2pa.Created", .learnedOrUnknown), ("com.example.opened", .learnedOrUnknown), ("", .learnedOrUnknown),
            ("c2pa.drawing", .authored), ("c2pa.placed", .authored), ("c2pa.addedText", .authored),
        ] as [(String, ProvenanceMark.Class?)])
    func actions(name: String, taint: ProvenanceMark.Class?) {
        let marks = read(MarkFiles.png(store: MarkFiles.store(MarkFiles.actions(name))))
        #expect(marks.taint == taint)
        #expect(marks.marks.map(\.value) == [name])
        #expect(marks.hasManifestStore)
    }

    @Test("An assertion in JSON is read, escapes and all")
    func json() {
        let text = """
            { "actions": [ {"action": "c2pa.op\\u0065ned", "n": -1.5e3},
              {"action" : "c2pa.\\u0063reated", "digitalSourceTyp\\u0065": "x\\/trainedAlgorithmicMedia"} ] }
            """
        let marks = read(MarkFiles.png(store: MarkFiles.store(Array(text.utf8), in: "c2pa.actions", as: "json")))
        #expect(marks.marks.map(\.value) == ["c2pa.opened", "c2pa.created", "x/trainedAlgorithmicMedia"])
        #expect(marks.taint == .generated)
    }

    @Test("A source type outside the actions counts, wrapped as JSON-LD wraps it")
    func linkedData() {
        let text = #"{"@context": {}, "Iptc4xmpExt:DigitalSourceType": [{"@id": "http://x/compositeSynthetic"}]}"#
        let marks = read(MarkFiles.png(store: MarkFiles.store(Array(text.utf8), in: "c2pa.metadata", as: "json")))
        #expect(marks.marks.map(\.value) == ["http://x/compositeSynthetic"])
        #expect(marks.taint == .generated)
    }

    @Test("Of two equal keys both count, in either order")
    func duplicateKeys() {
        let types = ["digitalCapture", "trainedAlgorithmicMedia"].map {
            (CBOR.text("digitalSourceType"), CBOR.text($0))
        }
        for pairs in [types, types.reversed()] {
            let action = CBOR.map([(.text("action"), .text("c2pa.created"))] + pairs)
            let marks = read(.map([(.text("actions"), .list([action]))]))
            #expect(marks.taint == .generated)
            #expect(marks.marks.count == 3)
        }
    }

    @Test("Items of indefinite length and text in pieces are read")
    func indefinite() {
        let name: [UInt8] = [0x7F] + CBOR.text("c2pa.").bytes + CBOR.text("edited").bytes + [0xFF]
        let action: [UInt8] = [0xBF] + CBOR.text("action").bytes + name + [0xFF]
        let marks = read(.raw([0xBF] + CBOR.text("actions").bytes + [0x9F] + action + [0xFF, 0xFF]))
        #expect(marks.marks.map(\.value) == ["c2pa.edited"])
        #expect(marks.taint == .learnedOrUnknown)
    }

    @Test("Templates name no actions of their own, and their source types count")
    func templates() {
        let template = CBOR.map([(.text("action"), .text("*")), (.text("digitalSourceType"), .text("digitalArt"))])
        let marks = read(
            .map([
                (.text("templates"), .list([template])),
                (.text("actions"), .list([.map([(.text("action"), .text("c2pa.opened"))])])),
            ]))
        #expect(marks.marks.map(\.value) == ["digitalArt", "c2pa.opened"])
        #expect(marks.taint == .authored)
    }

    @Test("Content that breaks its format is T3 with a reason, and hides no plain mark")
    func broken() {
        let deep = CBOR.raw([UInt8](repeating: 0x81, count: 40) + [0])
        let cases: [(CBOR, String)] = [
            (deep, "CBOR nested too deeply"), (.raw([0x9B] + [UInt8](repeating: 0xFF, count: 8)), "ends too early"),
            (.raw([0xBB, 0x7F] + [UInt8](repeating: 0xFF, count: 7)), "ends too early"), (.raw([]), "ends too early"),
            (.raw([0x1C]), "reserved length"), (.raw([0xFF]), "break where none can be"),
            (.raw([0x62, 0xC3, 0x28]), "not UTF-8"), (.raw([0x01, 0x01]), "bytes behind its end"),
            (.raw([0x7F, 0x41, 0x61, 0xFF]), "pieces of another kind"), (.integer(1), "without an action"),
            (.map([(.text("actions"), .list([.integer(1)]))]), "an action without a name"),
        ]
        for (content, reason) in cases {
            let marks = read(content)
            #expect(marks.taint == .learnedOrUnknown, "\(reason)")
            #expect(reasons(marks).contains { $0?.contains(reason) == true }, "\(reason): \(marks.summary)")
        }
        let cut = CBOR.raw([0xA1, 0x79, 0xFF, 0xFF] + Array("digitalsourcetype/trainedAlgorithmicMedia".utf8))
        #expect(read(cut).taint == .generated)
    }

    @Test("A store without a readable manifest is T3")
    func emptyStores() {
        let manifest = MarkFiles.superbox("c2ma", "urn:m", [])
        let compressed = MarkFiles.superbox("c2cm", "urn:m", MarkFiles.box("brob", [1, 2, 3]))
        let cases: [([UInt8], String)] = [
            (MarkFiles.superbox("c2pa", "c2pa", []), "no manifest in it"), ([], "a box that is cut off"),
            (MarkFiles.box("free", []), "no superbox"), (MarkFiles.box("jumb", manifest), "without a description"),
            (MarkFiles.superbox("c2pa", "c2pa", compressed), "a compressed manifest"),
            (MarkFiles.superbox("c2pa", "c2pa", manifest) + [0], "bytes behind its end"),
            (MarkFiles.superbox("c2pa", "c2pa", manifest + MarkFiles.u32(7)), "a box that is cut off"),
            (MarkFiles.superbox("c2pa", "c2pa", manifest + MarkFiles.u32(7) + [0, 0, 0, 0]), "impossible length"),
        ]
        for (store, reason) in cases {
            let marks = read(MarkFiles.png(store: store))
            #expect(marks.hasManifestStore)
            #expect(marks.taint == .learnedOrUnknown)
            #expect(reasons(marks).contains { $0?.contains(reason) == true }, "\(reason): \(marks.summary)")
        }
        var nested = MarkFiles.superbox("c2ma", "urn:m", [])
        for _ in 0..<40 { nested = MarkFiles.superbox("c2pa", "c2pa", nested) }
        #expect(reasons(read(MarkFiles.png(store: nested))).contains("boxes nested too deeply"))
    }

    @Test("Too many boxes, manifests or items are T3")
    func tooMany() {
        let free = [UInt8](repeatElement(MarkFiles.box("free", []), count: 30_000).joined())
        let manifests = [UInt8](repeatElement(MarkFiles.superbox("c2ma", "m", []), count: 300).joined())
        let items = MarkFiles.store([0x9A] + MarkFiles.u32(300_000) + [UInt8](repeating: 0, count: 300_000))
        for store in [
            MarkFiles.superbox("c2pa", "c2pa", free), MarkFiles.superbox("c2pa", "c2pa", manifests), items,
        ] {
            let marks = read(MarkFiles.png(store: store))
            #expect(marks.taint == .learnedOrUnknown)
            #expect(reasons(marks).contains { $0?.contains("too many") == true })
        }
    }

    @Test("A store that JPEG spreads over segments is put together, in whatever order they come")
    func segments() {
        let store = MarkFiles.store(MarkFiles.actions("c2pa.opened", "c2pa.placed"))
        for size in [1, 7, 100, 1000] {
            let parts = MarkFiles.segments(store, every: size)
            for order in [parts, parts.reversed()] {
                let marks = read(MarkFiles.jpeg(order))
                #expect(marks.hasManifestStore)
                #expect(marks.marks.map(\.value) == ["c2pa.opened", "c2pa.placed"], "\(size)")
            }
        }
    }

    @Test("A segment that is missing or there twice is T3, and other boxes stay readable")
    func wrongSegments() {
        let parts = MarkFiles.segments(MarkFiles.store(MarkFiles.actions("c2pa.opened")), every: 50)
        let other = MarkFiles.segments(
            MarkFiles.store(MarkFiles.actions("c2pa.placed")), every: 50, instance: 2)
        for broken in [Array(parts.dropLast()), Array(parts.dropFirst()), parts + parts] {
            let marks = read(MarkFiles.jpeg(broken))
            #expect(marks.taint == .learnedOrUnknown)
            #expect(read(MarkFiles.jpeg(broken + other)).taint == .authored)
        }
    }

    @Test("Two stores are both read, and one too many")
    func twoStores() {
        let stores = ["c2pa.opened", "c2pa.cropped"].map { MarkFiles.store(MarkFiles.actions($0)) }
        let jpeg = MarkFiles.jpeg(
            MarkFiles.segments(stores[0], every: 90) + MarkFiles.segments(stores[1], every: 90, instance: 2))
        for file in [MarkFiles.png(stores.map { ("caBX", $0) }), jpeg] {
            let marks = read(file)
            #expect(marks.marks.prefix(2).map(\.value) == ["c2pa.opened", "c2pa.cropped"])
            #expect(reasons(marks) == ["there are 2 of them, and one is allowed"])
        }
    }

    @Test("A box of another standard is no manifest store")
    func otherBoxes() {
        let json = MarkFiles.superbox("json", "com.example", MarkFiles.box("json", Array("{}".utf8)))
        for box in [json, MarkFiles.box("RESI", [1, 2, 3])] {
            let marks = read(MarkFiles.jpeg(MarkFiles.segments(box, every: 1000)))
            #expect(!marks.hasManifestStore && marks.marks.isEmpty)
        }
    }
}
