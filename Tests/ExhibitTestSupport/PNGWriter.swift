/// Writes small PNG files in every variety, with stored deflate blocks: what the decoder is fed is known byte for byte.
public struct PNGWriter {
    public var width: Int
    public var height: Int
    public var depth = 8
    /// 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha
    public var colourType = 2
    public var interlaced = false
    /// Chunks between IHDR and IDAT.
    public var chunks: [(type: String, body: [UInt8])] = []
    /// Packed rows as PNG stores them, without filter bytes; for interlaced files the rows of all passes.
    public var rows: [[UInt8]]

    public init(
        width: Int, height: Int, depth: Int = 8, colourType: Int = 2, interlaced: Bool = false,
        chunks: [(type: String, body: [UInt8])] = [], rows: [[UInt8]]
    ) {
        self.width = width
        self.height = height
        self.depth = depth
        self.colourType = colourType
        self.interlaced = interlaced
        self.chunks = chunks
        self.rows = rows
    }

    public init(_ image: SyntheticImage) {
        let rows = (0..<image.height).map { Array(image.rgb[(3 * image.width * $0)..<(3 * image.width * ($0 + 1))]) }
        self.init(width: image.width, height: image.height, rows: rows)
    }

    public var file: [UInt8] {
        var out: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let size = Self.u32(width) + Self.u32(height)
        out += Self.chunk("IHDR", size + [UInt8(depth), UInt8(colourType), 0, 0, interlaced ? 1 : 0])
        for chunk in chunks { out += Self.chunk(chunk.type, chunk.body) }
        out += Self.chunk("IDAT", Self.zlib(rows.flatMap { [0] + $0 }))
        return out + Self.chunk("IEND", [])
    }

    /// An Adam7 file of whole bytes per pixel.
    public static func adam7(width: Int, height: Int, colourType: Int, pixel: (Int, Int) -> [UInt8]) -> [UInt8] {
        let passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
        var rows: [[UInt8]] = []
        for (x0, y0, dx, dy) in passes where x0 < width {
            for y in stride(from: y0, to: height, by: dy) {
                rows.append(stride(from: x0, to: width, by: dx).flatMap { pixel($0, y) })
            }
        }
        return PNGWriter(width: width, height: height, colourType: colourType, interlaced: true, rows: rows).file
    }

    public static func chunk(_ type: String, _ body: [UInt8]) -> [UInt8] {
        let covered = Array(type.utf8) + body
        return u32(body.count) + covered + u32(Int(crc32(covered)))
    }

    public static func u32(_ value: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }

    /// RFC 1950 around RFC 1951 stored blocks.
    private static func zlib(_ data: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [0x78, 0x01]
        var rest = data[...]
        repeat {
            let part = rest.prefix(0xFFFF)
            rest = rest.dropFirst(part.count)
            let low = UInt8(part.count & 255)
            let high = UInt8(part.count >> 8)
            out += [rest.isEmpty ? 1 : 0, low, high, ~low, ~high]
            out += part
        } while !rest.isEmpty
        var (a, b) = (1, 0)
        for byte in data {
            a = (a + Int(byte)) % 65521
            b = (b + a) % 65521
        }
        return out + u32(b << 16 | a)
    }
}
