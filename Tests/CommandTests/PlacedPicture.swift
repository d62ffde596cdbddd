/// Metadata as cameras write it: who made the camera, and where the picture was taken.
enum PlacedPicture {
    /// 52° 30′ 12.345″ as three rationals.
    static let place = be32(52) + be32(1) + be32(30) + be32(1) + be32(12_345) + be32(1_000)

    /// An EXIF segment of a JPEG file.
    static func exif(maker: String, datum: String) -> [UInt8] {
        var tiff: [UInt8] = Array("MM\0*".utf8) + be32(8)
        func entry(_ tag: UInt16, _ type: UInt16, _ count: Int, _ value: [UInt8]) -> [UInt8] {
            be16(tag) + be16(type) + be32(count) + value
        }
        let make = Array((maker + "\0").utf8)
        let datumBytes = Array((datum + "\0").utf8)
        // IFD0 at 8 has two entries and ends at 38; the GPS IFD has three and ends at 38 + 2 + 36 + 4 = 80.
        let gps = 38
        let values = 80
        tiff += be16(2) + entry(0x010F, 2, make.count, be32(values)) + entry(0x8825, 4, 1, be32(gps)) + be32(0)
        tiff += be16(3) + entry(1, 2, 2, [0x4E, 0, 0, 0]) + entry(2, 5, 3, be32(values + make.count))
        tiff += entry(18, 2, datumBytes.count, be32(values + make.count + 24)) + be32(0)
        tiff += make + place + datumBytes
        let payload = Array("Exif\0\0".utf8) + tiff
        return [0xFF, 0xE1] + be16(UInt16(payload.count + 2)) + payload
    }

    private static func be16(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }
    private static func be32(_ value: Int) -> [UInt8] { be16(UInt16(value >> 16)) + be16(UInt16(value & 0xFFFF)) }
}
