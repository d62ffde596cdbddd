import CCodecs

/// The bytes whose sealed names are a picture's identities beside its file bytes. Nothing is hashed here.
public enum ImageIdentity {
    /// Identity of the decoded pixels:
    /// "exhibit/pixels/v1\0" ‖ u32 width ‖ u32 height ‖ u8 channels ‖ u8 bits ‖ rows from the top, interleaved, u8 or u16.
    public static func pixelIdentityBytes(_ image: DecodedImage) -> [UInt8] {
        pixelIdentityHeader(image) + image.samples
    }

    /// What stands before the samples, for hashing both without a copy.
    static func pixelIdentityHeader(_ image: DecodedImage) -> [UInt8] {
        var bytes = Array("exhibit/pixels/v1\0".utf8)
        bytes.append(bigEndian: UInt32(clamping: image.width))
        bytes.append(bigEndian: UInt32(clamping: image.height))
        bytes.append(UInt8(image.channels))
        bytes.append(UInt8(image.bits))
        return bytes
    }

    /// Identity of the quantised coefficients of a JPEG file, which stripped metadata, optimised tables, and the
    /// conversion between baseline and progressive leave as it is. "exhibit/jpeg-coefficients/v1\0" and the layout of
    /// `formats.md`; i16 as two's complement, big-endian.
    ///
    /// - Returns: nil for a file that is not JPEG; else the bytes, with the decoder's warnings: coefficients of a damaged
    ///   file are what this decoder made of it.
    /// - Throws: ``NotDecoded``.
    public static func coefficientIdentityBytes(
        _ file: [UInt8], limits: ImageLimits = .standard
    ) throws(NotDecoded) -> (bytes: [UInt8], warnings: [String])? {
        guard ImageKind(sniffing: file) == .jpeg else { return nil }
        let header = try JPEG.probe(file, limits)
        guard let layout = CoefficientLayout(header), layout.size <= limits.maxMemory else {
            throw NotDecoded(.tooLarge, "more memory than the limit allows")
        }
        var call = CodecCall(limits)
        let bytes = try layout.fill(&call) { call, wanted in
            withUnsafePointer(to: wanted) { wanted in
                codec_jpeg_coefficients(file, file.count, &call.limits, wanted, &call.log)
            }
        }
        return (bytes, call.warnings)
    }
}
