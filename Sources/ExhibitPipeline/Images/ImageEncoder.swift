/// Pictures to bytes that depend on nothing but the pictures.
public enum ImageEncoder {
    /// What a record calls ``png(_:)``.
    public static let png = "png-stored/v1"

    /// A PNG file (PNG, third edition) of exactly these samples, the same on every machine and for every library: filter
    /// 0, stored deflate blocks (RFC 1951, 3.2.4), one in each IDAT chunk, no other chunk than IHDR, IDAT and IEND.
    /// Larger than the samples by a few bytes per row; the orientation tag is not written: make the picture upright first.
    ///
    /// - Throws: ``NotDecoded`` of kind `.unsupported` for inks (CMYK), `.tooLarge` beyond what the format counts.
    public static func png(_ image: DecodedImage) throws(NotDecoded) -> [UInt8] {
        let type: UInt8
        switch image.colour {
        case .grey: type = 0
        case .rgb: type = 2
        case .greyAlpha: type = 4
        case .rgbAlpha: type = 6
        case .cmyk, .cmykInverted: throw NotDecoded(.unsupported, "a PNG file holds light, not inks (CMYK)")
        }
        guard let width = Int32(exactly: image.width), let height = Int32(exactly: image.height) else {
            throw NotDecoded(.tooLarge, "a longer side than a PNG file counts")
        }
        let row = image.samples.count / image.height
        let length = image.samples.count + image.height
        let blocks = (length + blockSize - 1) / blockSize
        var out: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        out.reserveCapacity(length + 17 * blocks + 63)
        var header = Array("IHDR".utf8)
        header.append(bigEndian: width)
        header.append(bigEndian: height)
        chunk(header + [UInt8(image.bits), type, 0, 0, 0], to: &out)

        var sum = Adler32()
        // The stream of rows, each behind its filter byte, cut into blocks: the row, and how much of it is written.
        var (y, written) = (0, -1)
        for block in 0..<blocks {
            let isLast = block == blocks - 1
            let size = isLast ? length - block * blockSize : blockSize
            // Zlib's header: deflate, a window of 32 KiB, the fastest level, no dictionary (RFC 1950).
            var body = Array("IDAT".utf8) + (block == 0 ? [0x78, 0x01] : [])
            body.reserveCapacity(size + 15)
            let count = UInt16(size)
            body += [isLast ? 1 : 0, UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255), UInt8(~count >> 8)]
            let start = body.count
            while body.count - start < size {
                if written < 0 {
                    body.append(0)
                    written = 0
                    continue
                }
                let part = min(row - written, size - (body.count - start))
                let from = y * row + written
                body.append(contentsOf: image.samples[from..<(from + part)])
                written += part
                if written == row { (y, written) = (y + 1, -1) }
            }
            sum.add(body[start...])
            if isLast { body.append(bigEndian: sum.value) }
            chunk(body, to: &out)
        }
        chunk(Array("IEND".utf8), to: &out)
        return out
    }

    /// What a stored block counts at most.
    private static let blockSize = 0xFFFF

    /// - Parameter covered: type and data, which the checksum covers.
    private static func chunk(_ covered: [UInt8], to out: inout [UInt8]) {
        out.append(bigEndian: UInt32(covered.count - 4))
        out.append(contentsOf: covered)
        out.append(bigEndian: CRC32.of(covered))
    }
}

/// RFC 1950, 8.2.
private struct Adler32 {
    private var a: UInt32 = 1
    private var b: UInt32 = 0

    var value: UInt32 { b << 16 | a }

    mutating func add(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        // 5552 bytes is the most for which both sums stay in 32 bits.
        while !rest.isEmpty {
            for byte in rest.prefix(5552) {
                a &+= UInt32(byte)
                b &+= a
            }
            a %= 65521
            b %= 65521
            rest = rest.dropFirst(5552)
        }
    }
}

/// ISO 3309, as PNG has it (annex D): polynomial 0xEDB88320, reflected, inverted before and after.
private enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }

    static func of(_ bytes: [UInt8]) -> UInt32 {
        table.withUnsafeBufferPointer { table in
            ~bytes.reduce(~UInt32(0)) { crc, byte in table[Int((crc ^ UInt32(byte)) & 255)] ^ crc >> 8 }
        }
    }
}
