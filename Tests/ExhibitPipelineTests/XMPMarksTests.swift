import ExhibitPipeline
import Testing

@Suite("Marks in XMP")
struct XMPMarksTests {
    private static let address = "http://cv.iptc.org/newscodes/digitalsourcetype/"
    private static let generated = address + "trainedAlgorithmicMedia"

    private func read(_ packet: String) -> ProvenanceMarks { ProvenanceMarks(of: MarkFiles.xmp(packet), kind: .jpeg) }

    private func packet(_ description: String) -> String {
        """
        <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF \
        xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\(description)</rdf:RDF></x:xmpmeta>
        <?xpacket end="w"?>
        """
    }

    private static let namespace = #"xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/""#

    /// The property's name is longer than all that a case is about.
    private static func spelled(_ text: String) -> String { text.replacing("DST", with: "DigitalSourceType") }

    @Test(
        "A source type is found in every form that XMP has for it",
        arguments: [
            "<r:D \(namespace) Iptc4xmpExt:DST='\(generated)'/>",
            "<r:D a='1' Iptc4xmpExt:DST = \"\(generated)\"\n\(namespace) b='2'></r:D>",
            "<r:D><Iptc4xmpExt:DST>\(generated)</Iptc4xmpExt:DST></r:D>",
            "<r:D><e:DST xmlns:e='http://iptc.org/std/Iptc4xmpExt/2008-02-29/'>\n \(generated)\t</e:DST ></r:D>",
            "<r:D><e:DST rdf:resource='\(generated)'/></r:D>",
            "<r:D><e:DST><rdf:Bag><rdf:li xml:lang='x'>\(generated)</rdf:li></rdf:Bag></e:DST></r:D>",
            "<r:D><e:DST rdf:parseType='Resource'><rdf:value>\(generated)</rdf:value></e:DST></r:D>",
            "<r:D><e:DST><rdf:Description rdf:about='\(generated)'/></e:DST></r:D>",
            "<r:D><x:CreatorTool><e:DST>\(generated)</e:DST></x:CreatorTool></r:D>",
            "<DST xmlns='http://iptc.org/std/Iptc4xmpExt/2008-02-29/'>\(generated)</DST>",
        ])
    func forms(description: String) {
        let marks = read(packet(Self.spelled(description)))
        #expect(marks.taint == .generated)
        #expect(marks.marks.map(\.value) == [Self.generated])
    }

    @Test(
        "Entities, comments and sections hide nothing",
        arguments: [
            "<e:DST>trained&#65;lgorithmic&#x4d;edia</e:DST>",
            "<e:DST>trained<!-- > -->AlgorithmicMedia</e:DST>",
            "<e:DST>trained<?x ?>AlgorithmicMedia</e:DST>",
            "<e:DST><![CDATA[trainedAlgorithmic]]>Media</e:DST>",
            "<!-- <![CDATA[ --><e:DST>trainedAlgorithmicMedia</e:DST>",
            "<![CDATA[<!--]]><e:DST>trainedAlgorithmicMedia</e:DST>",
            "<b c='<!--'/><e:DST>trainedAlgorithmicMedia</e:DST>",
            "<b c='-->' d=\"'>\"/><e:DST>trainedAlgorithmicMedia</e:DST>",
            "<e:DST>digitalCapture</e:DST><b e:DST='trainedAlgorithmicMedia'/>",
        ])
    func disguises(content: String) {
        let marks = read("<a>\(Self.spelled(content))</a>")
        // The value with "<" in it is not XML: such a packet is unreadable, and the plain search needs the address.
        let isXML = !content.contains("='<")
        #expect(marks.taint == (isXML ? .generated : .learnedOrUnknown))
        #expect(marks.marks.contains { $0.value == "unreadable" } == !isXML)
    }

    @Test("What only a comment says is not said")
    func comments() {
        let marks = read("<a><!-- <e:DigitalSourceType>\(Self.generated)</e:DigitalSourceType> --></a>")
        #expect(marks.marks.isEmpty && marks.taint == nil)
    }

    @Test(
        "A packet that cannot be read is T3, and generated if its bytes show it",
        arguments: [
            "", "text", "<a>", "<a></b>", "<a", "</a>", "<a b></a>", "<a b=c/>", "<a b='c/>", "<a b='1'c='2'/>",
            "<a>&x;</a>",
            "<a>&#0;</a>", "<a>&#+65;</a>", "<a>&#xD800;</a>", "<a>&amp</a>", "<!DOCTYPE a [<!ENTITY x 'y'>]><a/>",
            "<a><!-- </a>",
            "<a><![CDATA[</a>", "<a><?x </a>", "< a/>", "<a>\u{0}</a>", "<a b='<'/>", "<a/>text",
            String(repeating: "<a>", count: 70) + String(repeating: "</a>", count: 70),
        ])
    func broken(packet: String) {
        let marks = read(packet)
        #expect(marks.taint == .learnedOrUnknown)
        #expect(marks.marks.map(\.value) == ["unreadable"])
        #expect(read("\(packet)<e:DigitalSourceType='\(Self.generated)'<").taint == .generated)
    }

    @Test("A packet that is not UTF-8 is T3")
    func encoding() {
        let head = Array("http://ns.adobe.com/xap/1.0/\0".utf8)
        let wide = Array("<a e:DigitalSourceType='\(Self.generated)'/>".utf8).flatMap { [$0, 0] as [UInt8] }
        for packet in [[0xFF, 0xFE] + wide, Array("<a b='".utf8) + [0xC3, 0x28] + Array("'/>".utf8)] {
            let marks = ProvenanceMarks(of: MarkFiles.jpeg([(0xE1, head + packet)]), kind: .jpeg)
            #expect(marks.taint == .learnedOrUnknown)
        }
    }

    @Test("A source type without a value is T3")
    func empty() {
        for content in [
            "<e:DigitalSourceType/>", "<e:DigitalSourceType> </e:DigitalSourceType>", "<b DigitalSourceType=''/>",
        ] {
            #expect(read("<a>\(content)</a>").marks.map(\.reason) == ["an empty source type"], "\(content)")
        }
    }

    @Test("A statement about an AI system is T3, and its prompt is not repeated")
    func systems() {
        let marks = read("<a><e:AIPromptInformation>a portrait of somebody</e:AIPromptInformation></a>")
        #expect(marks.taint == .learnedOrUnknown)
        #expect(marks.marks.map(\.value) == ["e:AIPromptInformation"])
    }

    @Test("A link to a manifest that is not in the file is T3, and none to one that is")
    func links() {
        let packet = "<a d:provenance='self#jumbf=c2pa/urn:m'/>"
        let outside = read(packet)
        #expect(outside.taint == .learnedOrUnknown)
        #expect(outside.marks.map(\.source) == [.xmpLink])
        let text = Array("XML:com.adobe.xmp\0\0\0\0\0\(packet)".utf8)
        let file = MarkFiles.png([("iTXt", text), ("caBX", MarkFiles.store(MarkFiles.actions("c2pa.opened")))])
        let inside = ProvenanceMarks(of: file, kind: .png)
        #expect(inside.taint == nil)
        #expect(inside.marks.contains { $0.source == .xmpLink })
        #expect(read("<a d:provenance='bought in 1920'/>").marks.isEmpty)
    }

    @Test("Compressed packets, and packets inside other text, are T3")
    func compressed() {
        for (type, text) in [
            ("iTXt", "XML:com.adobe.xmp\0\u{1}\0\0\0x"), ("zTXt", "XML:com.adobe.xmp\0\0x"),
            ("tEXt", "Raw profile type xmp\0\nxmp\n 4\n3c61"),
        ] {
            let marks = ProvenanceMarks(of: MarkFiles.png([(type, Array(text.utf8))]), kind: .png)
            #expect(marks.taint == .learnedOrUnknown, "\(text)")
        }
        let plain = Array("XML:com.adobe.xmp\0<a DigitalSourceType='digitalArt'/>".utf8)
        #expect(ProvenanceMarks(of: MarkFiles.png([("tEXt", plain)]), kind: .png).taint == .authored)
    }

    @Test("Extended XMP with a part missing is T3")
    func extended() throws {
        var file = try MarkFiles.fixture("xmp-extended.jpg")
        let name = Array("http://ns.adobe.com/xmp/extension/".utf8)
        let place = try #require(file.indices.first { file[$0...].starts(with: name) })
        // The first of its two segments becomes a comment.
        file[place - 3] = 0xFE
        let marks = ProvenanceMarks(of: file, kind: .jpeg)
        #expect(marks.marks.contains { $0.value == "unreadable" && $0.source == .xmp })
    }
}
