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
            case .jpeg: Segments.ofJPEG(buffer) { noteJPEG($0, UnsafeBufferPointer(rebasing: buffer[$1])) }
            case .png: Segments.ofPNG(buffer) { notePNG($0, UnsafeBufferPointer(rebasing: buffer[$1])) }
            default: break
            }
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

    private mutating func notePNG(_ type: String, _ body: UnsafeBufferPointer<UInt8>) {
        switch type {
        case "eXIf": if exif == nil, body.count <= Self.exifLimit { exif = Array(body) }
        case "iCCP": hasICCProfile = true
        case "tEXt", "zTXt", "iTXt": hasText = true
        default: break
        }
    }
}
