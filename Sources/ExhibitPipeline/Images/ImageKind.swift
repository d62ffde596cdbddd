/// What a file is, judged by its first bytes alone. A file name decides nothing: see ``isMislabelled(_:extension:)``.
public enum ImageKind: String, Sendable, Hashable, CaseIterable {
    case jpeg, png, gif, webp, tiff, heif, avif, jpegXL, jpeg2000, bmp, pdf, svg, unknown, empty

    /// Whether this program decodes the kind and so can compare its pictures.
    public var isCompared: Bool { self == .jpeg || self == .png }

    /// The kind whose signature `bytes` begin with; `.unknown` when none does.
    public init(sniffing bytes: [UInt8]) {
        self = bytes.withUnsafeBufferPointer { Self.sniff($0) }
    }

    /// The kind that a file name extension (without the dot, any case) promises; nil when it promises none of these.
    public init?(extension name: String) {
        let lower = name.lowercased()
        guard let kind = Self.extensions.first(where: { $0.names.contains(lower) })?.kind else { return nil }
        self = kind
    }

    /// True when the extension promises one kind and the bytes are of another, which a report shows: a renamed picture
    /// is not proof of anything, but it has been through somebody's hands.
    public static func isMislabelled(_ bytes: [UInt8], extension name: String) -> Bool {
        guard let promised = ImageKind(extension: name) else { return false }
        let actual = ImageKind(sniffing: bytes)
        return actual != promised && actual != .empty
    }

    private static let extensions: [(kind: ImageKind, names: [String])] = [
        (.jpeg, ["jpg", "jpeg", "jpe", "jfif"]), (.png, ["png", "apng"]), (.gif, ["gif"]), (.webp, ["webp"]),
        (.tiff, ["tif", "tiff"]), (.heif, ["heic", "heif", "hif"]), (.avif, ["avif"]), (.jpegXL, ["jxl"]),
        (.jpeg2000, ["jp2", "j2k", "jpx"]), (.bmp, ["bmp", "dib"]), (.pdf, ["pdf"]), (.svg, ["svg"]),
    ]

    private static func sniff(_ bytes: UnsafeBufferPointer<UInt8>) -> ImageKind {
        func has(_ text: StaticString, at offset: Int = 0) -> Bool {
            guard bytes.count >= offset + text.utf8CodeUnitCount else { return false }
            return (0..<text.utf8CodeUnitCount).allSatisfy { bytes[offset + $0] == text.utf8Start[$0] }
        }
        func has(_ magic: [UInt8]) -> Bool { bytes.starts(with: magic) }

        if bytes.isEmpty { return .empty }
        if has([0xFF, 0xD8, 0xFF]) { return .jpeg }
        if has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
        if has("GIF87a") || has("GIF89a") { return .gif }
        if has("RIFF") && has("WEBP", at: 8) { return .webp }
        if has([0x49, 0x49, 0x2A, 0x00]) || has([0x4D, 0x4D, 0x00, 0x2A]) { return .tiff }
        if has([0x49, 0x49, 0x2B, 0x00]) || has([0x4D, 0x4D, 0x00, 0x2B]) { return .tiff }
        if has("ftyp", at: 4) {
            if has("avif", at: 8) || has("avis", at: 8) { return .avif }
            let brands: [StaticString] = ["heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1"]
            return brands.contains { has($0, at: 8) } ? .heif : .unknown
        }
        if has([0xFF, 0x0A]) || has([0, 0, 0, 0x0C, 0x4A, 0x58, 0x4C, 0x20, 0x0D, 0x0A, 0x87, 0x0A]) {
            return .jpegXL
        }
        if has([0xFF, 0x4F, 0xFF, 0x51]) { return .jpeg2000 }
        if has([0, 0, 0, 0x0C, 0x6A, 0x50, 0x20, 0x20, 0x0D, 0x0A, 0x87, 0x0A]) { return .jpeg2000 }
        if has("BM") && bytes.count >= 26 { return .bmp }
        if has("%PDF-") { return .pdf }
        if has("<svg") { return .svg }
        return .unknown
    }
}
