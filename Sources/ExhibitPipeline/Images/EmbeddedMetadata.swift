/// Where a file carries metadata: found by walking its segments, without any codec, in time linear in the file.
///
/// The walk is done here rather than by saving markers in libjpeg, which copies every marker that a file repeats.
public struct EmbeddedMetadata: Sendable, Hashable {
    /// The first TIFF structure (JPEG APP1 behind "Exif\0\0", PNG eXIf); nil when there is none. At most 64 KiB.
    public private(set) var exif: [UInt8]?
    /// An ICC profile is present.
    public private(set) var hasICCProfile = false
    /// Bytes of XMP, IPTC, comments and other text are present: a picture that is published should not carry them.
    public private(set) var hasText = false

    private static let exifLimit = 65_536

    public init(of bytes: [UInt8], kind: ImageKind) {
        bytes.withUnsafeBufferPointer { buffer in
            switch kind {
            case .jpeg: walkJPEG(buffer)
            case .png: walkPNG(buffer)
            default: break
            }
        }
    }

    private mutating func walkJPEG(_ bytes: UnsafeBufferPointer<UInt8>) {
        var at = 2
        while at + 4 <= bytes.count {
            guard bytes[at] == 0xFF else { return }
            let marker = bytes[at + 1]
            if marker == 0xFF {
                at += 1
                continue
            }
            if marker == 0x01 || (0xD0...0xD8).contains(marker) {
                at += 2
                continue
            }
            // SOS and EOI: what follows is picture, and metadata behind it is no reader's first choice.
            if marker == 0xDA || marker == 0xD9 { return }
            let length = Int(bytes[at + 2]) << 8 | Int(bytes[at + 3])
            guard length >= 2, at + 2 + length <= bytes.count else { return }
            noteJPEG(marker, UnsafeBufferPointer(rebasing: bytes[(at + 4)..<(at + 2 + length)]))
            at += 2 + length
        }
    }

    private mutating func noteJPEG(_ marker: UInt8, _ body: UnsafeBufferPointer<UInt8>) {
        switch marker {
        case 0xE1 where body.starts(with: [0x45, 0x78, 0x69, 0x66, 0, 0]):
            if exif == nil { exif = Array(body.dropFirst(6)) }
        case 0xE1, 0xED, 0xFE: hasText = true
        case 0xE2 where body.starts(with: Array("ICC_PROFILE\0".utf8)): hasICCProfile = true
        default: break
        }
    }

    private mutating func walkPNG(_ bytes: UnsafeBufferPointer<UInt8>) {
        var at = 8
        while at + 12 <= bytes.count {
            let length = bytes[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) }
            guard length <= bytes.count - at - 12 else { return }
            let body = (at + 8)..<(at + 8 + length)
            switch String(decoding: bytes[(at + 4)..<(at + 8)], as: UTF8.self) {
            case "eXIf": if exif == nil, length <= Self.exifLimit { exif = Array(bytes[body]) }
            case "iCCP": hasICCProfile = true
            case "tEXt", "zTXt", "iTXt": hasText = true
            case "IEND": return
            default: break
            }
            at += 12 + length
        }
    }
}
