/// Where the parts of a picture file lie, found by their lengths alone: without any codec, in time linear in the file.
enum Segments {
    /// The marker segments of a JPEG file before its first scan: marker code and body, without the length.
    ///
    /// - Returns: whether the walk came to a scan or to the end of the image. False: the file breaks off or breaks its
    ///   format before, and segments may be missing.
    @discardableResult
    static func ofJPEG(
        _ bytes: UnsafeBufferPointer<UInt8>, _ visit: (_ marker: UInt8, _ body: Range<Int>) -> Void
    ) -> Bool {
        var at = 2
        while at + 4 <= bytes.count {
            guard bytes[at] == 0xFF else { return false }
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
            if marker == 0xDA || marker == 0xD9 { return true }
            let length = Int(bytes[at + 2]) << 8 | Int(bytes[at + 3])
            guard length >= 2, at + 2 + length <= bytes.count else { return false }
            visit(marker, (at + 4)..<(at + 2 + length))
            at += 2 + length
        }
        return at + 2 <= bytes.count && bytes[at] == 0xFF && bytes[at + 1] == 0xD9
    }

    /// The chunks of a PNG file before its end: type and body. Checksums are not looked at.
    ///
    /// - Returns: whether the walk came to the end chunk.
    @discardableResult
    static func ofPNG(
        _ bytes: UnsafeBufferPointer<UInt8>, _ visit: (_ type: String, _ body: Range<Int>) -> Void
    ) -> Bool {
        var at = 8
        while at + 12 <= bytes.count {
            let length = bytes[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) }
            guard length <= bytes.count - at - 12 else { return false }
            let type = String(decoding: bytes[(at + 4)..<(at + 8)], as: UTF8.self)
            if type == "IEND" { return true }
            visit(type, (at + 8)..<(at + 8 + length))
            at += 12 + length
        }
        return false
    }
}
