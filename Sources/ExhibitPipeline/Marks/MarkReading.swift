/// Reads every carrier of one file.
struct MarkReading {
    private(set) var marks = MarkCollection()
    private(set) var hasManifestStore = false
    private let bytes: [UInt8]
    private var xmp = XMPReader()

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func read(_ carriers: MarkCarriers) {
        if !carriers.isWhole {
            marks.add(.unreadable(.file, "the file breaks off or breaks its format; marks may be missing"))
        }
        if carriers.isCut { marks.add(.unreadable(.file, "too many parts that can hold marks")) }
        readManifests(carriers)
        for packet in carriers.packets { xmp.read(bytes[packet], into: &marks) }
        for parts in SegmentedParts.grouped(carriers.extendedPackets, .packet, of: bytes) {
            do throws(Unreadable) {
                xmp.read(try parts.joined(bytes)[...], into: &marks)
            } catch {
                for part in parts.segments { marks.addUnreadable(.xmp, error.reason, bytes[part]) }
            }
        }
        // IIM has no field for a source type: one is found only where somebody wrote the address into another field.
        for resources in carriers.iim {
            for term in DigitalSourceType.terms(in: bytes[resources]).sorted() { marks.addType(term, from: .iim) }
        }
        for text in carriers.texts { readText(text.type, bytes[text.body]) }
    }

    private mutating func readManifests(_ carriers: MarkCarriers) {
        var reader = ManifestReader()
        for parts in SegmentedParts.grouped(carriers.boxSegments, .box, of: bytes) {
            do throws(Unreadable) {
                reader.read(try parts.joined(bytes)[...], into: &marks)
            } catch {
                for part in parts.segments { reader.addUnreadable(error.reason, bytes[part], to: &marks) }
            }
        }
        for store in carriers.stores { reader.read(bytes[store], into: &marks) }
        hasManifestStore = reader.stores > 0 || !carriers.stores.isEmpty
        let stores = max(reader.stores, carriers.stores.count)
        if stores > 1 { marks.add(.unreadable(.manifest, "there are \(stores) of them, and one is allowed")) }
    }

    /// A PNG text chunk: keyword, NUL, and for iTXt: compression flag and method, language, NUL, translation, NUL.
    private mutating func readText(_ type: String, _ body: ArraySlice<UInt8>) {
        guard let end = body.firstIndex(of: 0) else { return }
        let keyword = String(decoding: body[..<end].prefix(79), as: UTF8.self)
        var text = body[(end + 1)...]
        var isCompressed = type == "zTXt"
        if type == "iTXt" {
            isCompressed = text.first != 0
            let parts = text.dropFirst(2).split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
            text = parts.count == 3 ? parts[2] : []
        }
        switch keyword {
        case "XML:com.adobe.xmp":
            if isCompressed {
                marks.add(.unreadable(.xmp, "a compressed packet"))
            } else {
                xmp.read(text, into: &marks)
            }
        // Hexadecimal text of ImageMagick's, mostly compressed.
        case "Raw profile type xmp", "Raw profile type APP1":
            marks.addUnreadable(.xmp, "a packet inside a text chunk \"\(keyword)\"", text)
        case "Software":
            let name = isCompressed ? "compressed" : String(decoding: text.prefix(1024), as: UTF8.self)
            marks.add(ProvenanceMark(.software, name))
        // Written by image generators. The keyword only: a prompt may name people.
        case "parameters", "prompt", "workflow", "Dream", "sd-metadata", "invokeai_metadata", "generation_data":
            marks.add(ProvenanceMark(.software, "text chunk \(keyword)"))
        default: break
        }
    }

    mutating func read(exif: [UInt8]) {
        if let software = ExifFacts(tiff: exif).software { marks.add(ProvenanceMark(.software, software)) }
        guard let reader = TIFFReader(exif), let directory = reader.directory(at: reader.firstDirectory) else { return }
        // XMP in TIFF, which some programs copy into EXIF blocks.
        for entry in directory.entries where entry.tag == 0x02BC { xmp.read(exif[entry.range], into: &marks) }
    }

    /// Judges what only all carriers together tell: a manifest that is said to exist, and is not here, was not read.
    mutating func end() {
        for link in xmp.links.sorted() {
            marks.add(
                hasManifestStore
                    ? ProvenanceMark(.xmpLink, link)
                    : ProvenanceMark(.xmpLink, link, .learnedOrUnknown, "a manifest that is elsewhere was not read"))
        }
    }
}
