import ExhibitPipeline
import Testing

@Suite("Provenance marks")
struct ProvenanceMarksTests {
    private static let address = "http://cv.iptc.org/newscodes/digitalsourcetype/"

    private func read(_ file: [UInt8]) -> ProvenanceMarks { ProvenanceMarks(of: file, kind: ImageKind(sniffing: file)) }

    @Test(
        "A manifest that another program wrote is read",
        arguments: [
            ("c2pa-captured.jpg", nil, ["c2pa.created"]), ("c2pa-generated.jpg", .generated, ["c2pa.created"]),
            ("c2pa-generated.png", .generated, ["c2pa.created"]),
            ("c2pa-edited.jpg", .learnedOrUnknown, ["c2pa.created", "c2pa.edited"]),
            ("c2pa-edited.png", .learnedOrUnknown, ["c2pa.created", "c2pa.edited"]),
            ("c2pa-cropped.jpg", nil, ["c2pa.created", "c2pa.opened", "c2pa.cropped"]),
            ("c2pa-cropped-generated.png", .generated, ["c2pa.created", "c2pa.opened", "c2pa.cropped"]),
            ("c2pa-vendor.jpg", .learnedOrUnknown, ["c2pa.created", "com.example.magic"]),
        ] as [(String, ProvenanceMark.Class?, [String])])
    func manifests(name: String, taint: ProvenanceMark.Class?, actions: [String]) throws {
        let marks = read(try MarkFiles.fixture(name))
        #expect(marks.hasManifestStore)
        #expect(marks.taint == taint)
        #expect(marks.marks.filter { $0.source == .action }.map(\.value) == actions)
        #expect(marks.marks.contains { $0.source == .software && $0.value == "make.py" && $0.taint == nil })
        #expect(!marks.marks.contains { $0.value == "unreadable" })
    }

    @Test(
        "An XMP packet is read wherever it stands",
        arguments: [
            ("xmp-element.jpg", .generated, "compositeSynthetic"),
            ("xmp-extended.jpg", .generated, "trainedAlgorithmicMedia"),
            ("xmp-exiftool.jpg", .learnedOrUnknown, "algorithmicallyEnhanced"),
            ("xmp-exiftool.png", .learnedOrUnknown, "algorithmicallyEnhanced"),
        ] as [(String, ProvenanceMark.Class, String)])
    func packets(name: String, taint: ProvenanceMark.Class, term: String) throws {
        let marks = read(try MarkFiles.fixture(name))
        #expect(!marks.hasManifestStore)
        #expect(marks.taint == taint)
        #expect(marks.marks.filter { $0.taint != nil }.map(\.value) == [Self.address + term])
        #expect(marks.marks.filter { $0.taint != nil }.map(\.source) == [.xmpType])
    }

    @Test("A picture without marks says nothing, in so many words")
    func none() throws {
        let marks = read(try Pictures.fixture("baseline.jpg"))
        #expect(marks.marks.isEmpty && marks.taint == nil && !marks.hasManifestStore)
        #expect(marks.summary == "No provenance marks. This proves nothing: marks are easily lost and removed.")
    }

    @Test("A summary names the class, what was not verified, and each mark with its reason")
    func summary() throws {
        let lines = read(try MarkFiles.fixture("c2pa-edited.jpg")).summary.split(separator: "\n")
        #expect(lines.first == "The provenance marks raise this picture to T3.")
        #expect(lines.contains("It carries a C2PA manifest store, whose signatures were not verified."))
        #expect(lines.contains("- C2PA action \"c2pa.edited\": T3, edited, how is not recorded"))
    }

    @Test(
        "Each term of the vocabulary has its class, however it is written",
        arguments: [
            ("digitalCapture", nil), ("negativeFilm", nil), ("positiveFilm", nil), ("print", .learnedOrUnknown),
            ("computationalCapture", .learnedOrUnknown), ("screenCapture", .learnedOrUnknown),
            ("minorHumanEdits", .learnedOrUnknown), ("humanEdits", .learnedOrUnknown),
            ("algorithmicallyEnhanced", .learnedOrUnknown), ("trainedAlgorithmicMedia", .generated),
            ("trainedAlgorithmicData", .generated), ("compositeWithTrainedAlgorithmicMedia", .generated),
            ("compositeSynthetic", .generated), ("algorithmicMedia", .generated), ("virtualRecording", .generated),
            ("softwareImage", .generated), ("composite", .authored), ("compositeCapture", .authored),
            ("digitalCreation", .authored), ("digitalArt", .authored), ("dataDrivenMedia", .authored),
            ("empty", .authored), ("somethingNew", .learnedOrUnknown),
        ] as [(String, ProvenanceMark.Class?)])
    func vocabulary(term: String, taint: ProvenanceMark.Class?) {
        let schema = term.prefix(1).uppercased() + term.dropFirst()
        let forms = [
            Self.address + term, "https://cv.iptc.org/newscodes/digitalsourcetype/\(term)/", "digsrctype:\(term)", term,
            term.uppercased(), " \(term)\n", "https://schema.org/\(schema)DigitalSource",
        ]
        for form in forms {
            let marks = read(MarkFiles.xmp("<a x:DigitalSourceType='\(form)'/>"))
            #expect(marks.taint == taint, "\(form)")
            #expect(marks.marks.count == 1)
        }
    }

    @Test("A better term beside a worse one does not hide it")
    func two() {
        for value in [
            "trainedAlgorithmicMedia digitalCapture", "x/trainedAlgorithmicMedia#digitalCapture",
            "trainedAlgorithmicMedia,digitalCapture",
        ] {
            #expect(read(MarkFiles.xmp("<a x:DigitalSourceType='\(value)'/>")).taint == .generated, "\(value)")
        }
    }

    @Test("Only the generators' names are kept, never what they were asked for, and they have no class")
    func generators() {
        let text = { Array($0.utf8) } as (String) -> [UInt8]
        let marks = read(
            MarkFiles.png([
                ("tEXt", text("parameters\0a portrait of somebody")), ("tEXt", text("Software\0Painter 3")),
                ("zTXt", text("prompt\0\0x")),
            ]))
        #expect(marks.marks.map(\.value) == ["text chunk parameters", "Painter 3", "text chunk prompt"])
        #expect(marks.marks.allSatisfy { $0.source == .software && $0.taint == nil })
        #expect(marks.taint == nil)
    }

    @Test("The address of a term in a field of IPTC-IIM counts")
    func iim() {
        let field = Array("Photoshop 3.0\u{0}8BIM....\(Self.address)compositeSynthetic\u{1C}".utf8)
        let marks = read(MarkFiles.jpeg([(0xED, field)]))
        #expect(marks.marks.map(\.source) == [.iim])
        #expect(marks.taint == .generated)
    }

    @Test("A packet inside an EXIF block is read")
    func exif() {
        let packet = Array("<a x:DigitalSourceType='trainedAlgorithmicMedia'/>".utf8)
        let block = ExifFactsTests.tiff([(0x02BC, 1, packet.count, packet), (0x0131, 2, 4, Array("abc\0".utf8))])
        let marks = read(MarkFiles.jpeg([(0xE1, Array("Exif\0\0".utf8) + block)]))
        #expect(marks.marks.map(\.value) == ["abc", "trainedAlgorithmicMedia"])
        #expect(marks.taint == .generated)
    }

    @Test("Text that could steer a terminal or reorder a line comes as hex, and long text is cut")
    func controls() {
        let marks = read(
            MarkFiles.png([
                ("tEXt", Array("Software\0\u{1B}[A".utf8)), ("tEXt", Array("Software\0\u{202E}x".utf8)),
                ("tEXt", Array("Software\0".utf8) + [UInt8](repeating: 0x41, count: 5000)),
                ("tEXt", Array("Software\0aé".utf8) + Array(String(repeating: "é", count: 500).utf8)),
            ]))
        #expect(marks.marks.map(\.value).prefix(2) == ["hex:1b5b41", "hex:e280ae78"])
        #expect(marks.marks[2].value.utf8.count == ProvenanceMark.textLimit)
        #expect(marks.marks[3].value.utf8.count == ProvenanceMark.textLimit - 1)
    }

    @Test("A worse mark behind many harmless ones is listed and counts")
    func many() {
        var chunks = (0..<300).map { ("tEXt", Array("Software\0program \($0)".utf8)) }
        chunks.append(("iTXt", Array("XML:com.adobe.xmp\0\0\0\0\0<a DigitalSourceType='digitalArt'/>".utf8)))
        let marks = read(MarkFiles.png(chunks))
        #expect(marks.marks.count == 100)
        #expect(marks.isCut)
        #expect(marks.taint == .authored)
        #expect(marks.marks.contains { $0.value == "digitalArt" })
    }

    @Test("Marks of a kind that is not read are unknown", arguments: [ImageKind.webp, .heif, .unknown, .empty])
    func otherKinds(kind: ImageKind) {
        #expect(ProvenanceMarks(of: [], kind: kind).taint == .learnedOrUnknown)
    }
}
