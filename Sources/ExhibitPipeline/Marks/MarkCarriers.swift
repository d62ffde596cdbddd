/// The parts of one file in which marks can stand: places only, so that a file of a million tiny segments costs no
/// memory before it is refused.
struct MarkCarriers {
    /// Of each kind; no writer comes near it.
    static let limit = 4096

    /// JPEG APP11 segments of JUMBF superboxes behind their common identifier "JP". JPEG XT has other boxes there.
    private(set) var boxSegments: [Range<Int>] = []
    /// PNG caBX chunks.
    private(set) var stores: [Range<Int>] = []
    private(set) var packets: [Range<Int>] = []
    private(set) var extendedPackets: [Range<Int>] = []
    private(set) var iim: [Range<Int>] = []
    /// PNG text chunks with their types.
    private(set) var texts: [(type: String, body: Range<Int>)] = []
    private(set) var isCut = false
    /// The file's structure could be followed to where its picture begins (JPEG) or to its end (PNG).
    private(set) var isWhole = true

    init(of bytes: [UInt8], kind: ImageKind) {
        isWhole = bytes.withUnsafeBufferPointer { buffer in
            kind == .png
                ? Segments.ofPNG(buffer) { takeChunk($0, $1) }
                : Segments.ofJPEG(buffer) { takeSegment($0, $1, UnsafeBufferPointer(rebasing: buffer[$1])) }
        }
    }

    private mutating func takeSegment(_ marker: UInt8, _ range: Range<Int>, _ body: UnsafeBufferPointer<UInt8>) {
        func behind(_ identifier: StaticString) -> Range<Int>? {
            let count = identifier.utf8CodeUnitCount
            let starts = body.starts(with: UnsafeBufferPointer(start: identifier.utf8Start, count: count))
            return starts ? (range.lowerBound + count)..<range.upperBound : nil
        }
        switch marker {
        case 0xE1:
            if let packet = behind("http://ns.adobe.com/xap/1.0/\0") { add(packet, to: \.packets) }
            if let part = behind("http://ns.adobe.com/xmp/extension/\0") { add(part, to: \.extendedPackets) }
        case 0xEB:
            let isSuperbox = body.count < 16 || body[12..<16].elementsEqual("jumb".utf8)
            if isSuperbox, let segment = behind("JP") { add(segment, to: \.boxSegments) }
        case 0xED: if let resources = behind("Photoshop 3.0\0") { add(resources, to: \.iim) }
        default: break
        }
    }

    private mutating func takeChunk(_ type: String, _ body: Range<Int>) {
        switch type {
        case "caBX": add(body, to: \.stores)
        case "tEXt", "zTXt", "iTXt":
            if texts.count < Self.limit { texts.append((type, body)) } else { isCut = true }
        default: break
        }
    }

    private mutating func add(_ range: Range<Int>, to list: WritableKeyPath<MarkCarriers, [Range<Int>]>) {
        if self[keyPath: list].count < Self.limit { self[keyPath: list].append(range) } else { isCut = true }
    }
}
