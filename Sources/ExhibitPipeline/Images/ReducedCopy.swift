import CCodecs

/// A small upright JPEG of a picture, without metadata, for a report.
///
/// The pixels are exact on every machine; the JPEG bytes are those of this library version, and stand in the record.
public struct ReducedCopy: Sendable, Hashable {
    public let jpeg: [UInt8]
    public let width: Int
    public let height: Int
    /// What was encoded, before JPEG lost a little.
    public let pixels: ReducedPixels
    /// Library and settings, so that the bytes can be had again.
    public let encoder: String

    public var geometry: PixelMap { pixels.geometry }

    public static let maxSideRange = 1...8192
    public static let qualityRange = 1...100

    /// - Parameters:
    ///   - maxSide: longest side in pixels, 1…8192. Smaller pictures keep their size.
    ///   - quality: of libjpeg, 1…100. Baseline, 4:2:0, tables optimised.
    /// - Throws: ``NotDecoded`` of kind `.unsupported` for arguments out of range.
    public init(of image: DecodedImage, maxSide: Int, quality: Int = 85) throws(NotDecoded) {
        guard Self.maxSideRange.contains(maxSide), Self.qualityRange.contains(quality) else {
            throw NotDecoded(.unsupported, "side or quality out of range")
        }
        pixels = AreaAverage.reduce(image, maxSide: maxSide)
        width = pixels.width
        height = pixels.height
        encoder = JPEG.decoder + ";islow,4:2:0,optimised,quality-\(quality)"
        jpeg = try JPEG.encode(rgb: pixels.rgb, width: width, height: height, quality: quality)
    }
}

extension JPEG {
    static func encode(rgb: [UInt8], width: Int, height: Int, quality: Int) throws(NotDecoded) -> [UInt8] {
        // A block of 64 coefficients takes at most 64 · (16 + 11) bits, twice that with every byte stuffed; three
        // components in whole 16 × 16 units; and headers.
        let blocks = ((width + 15) / 16) * ((height + 15) / 16) * 6
        let capacity = 4096 + blocks * 432
        var call = CodecCall(.standard)
        var written = 0
        var status = CODEC_OK
        let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            status = codec_jpeg_encode(
                rgb, UInt32(width), UInt32(height), Int32(quality), buffer.baseAddress, buffer.count, &written,
                &call.log)
            count = status == CODEC_OK ? written : 0
        }
        try call.check(status)
        return bytes
    }
}
