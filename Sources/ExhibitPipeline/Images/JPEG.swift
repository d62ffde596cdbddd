import CCodecs

/// JPEG through the C shim.
///
/// Pixels of a file that an encoder made are the same on every processor. Coefficients beyond what 8-bit pictures can
/// have, which damage or malice puts there, overflow differently in the vector code and the plain code of the library:
/// the pixels of such a file hold only for the instruction set of the record. Its coefficients are the same everywhere.
enum JPEG {
    static var decoder: String { "libjpeg-turbo " + String(cString: codec_jpeg_version()) }

    static func probe(_ bytes: [UInt8], _ limits: ImageLimits) throws(NotDecoded) -> codec_header {
        try ImageDecoder.checkSize(bytes, limits)
        var call = CodecCall(limits)
        var header = codec_header()
        let status = codec_jpeg_probe(bytes, bytes.count, &call.limits, &header, &call.log)
        try call.check(status)
        if max(header.width, header.height) > limits.maxSide {
            throw NotDecoded(.tooLarge, "a longer side than the limit allows")
        }
        return header
    }

    static func colour(of header: codec_header) -> DecodedImage.Colour? {
        switch header.colour {
        case CODEC_GREY: .grey
        case CODEC_RGB: .rgb
        case CODEC_CMYK: header.adobe != 0 ? .cmykInverted : .cmyk
        default: nil
        }
    }

    static func decode(_ bytes: [UInt8], _ limits: ImageLimits) throws(NotDecoded) -> DecodedImage {
        let target = try Target(try probe(bytes, limits), limits)
        var call = CodecCall(limits)
        let samples = try call.fill(target.size) { call, buffer in
            codec_jpeg_decode(bytes, bytes.count, &call.limits, buffer.baseAddress, buffer.count, &call.log)
        }
        return try target.image(samples, call.warnings, of: bytes)
    }

    /// The picture and its coefficient identity from one reading; nil for a file that has anything wrong with it, or
    /// where both together would need too much memory. What `decode` and `coefficientIdentityBytes` give is the same.
    static func decodeBoth(
        _ bytes: [UInt8], _ limits: ImageLimits
    ) -> (image: DecodedImage, coefficients: [UInt8])? {
        do throws(NotDecoded) {
            let header = try probe(bytes, limits)
            let target = try Target(header, limits)
            guard let layout = CoefficientLayout(header), layout.size <= limits.maxMemory - target.size else {
                return nil
            }
            var call = CodecCall(limits)
            var samples: [UInt8] = []
            let coefficients = try layout.fill(&call) { call, wanted in
                var status = CODEC_OK
                samples = [UInt8](unsafeUninitializedCapacity: target.size) { buffer, initialised in
                    status = withUnsafePointer(to: wanted) { wanted in
                        codec_jpeg_decode_both(
                            bytes, bytes.count, &call.limits, buffer.baseAddress, target.size, wanted, &call.log)
                    }
                    initialised = status == CODEC_OK ? target.size : 0
                }
                return status
            }
            guard call.warnings.isEmpty else { return nil }
            return (try target.image(samples, [], of: bytes), coefficients)
        } catch {
            return nil
        }
    }

    /// The picture that a header announces.
    private struct Target {
        let width: Int
        let height: Int
        let colour: DecodedImage.Colour
        /// Bytes of its samples.
        let size: Int

        init(_ header: codec_header, _ limits: ImageLimits) throws(NotDecoded) {
            guard let colour = JPEG.colour(of: header) else {
                throw NotDecoded(.unsupported, "a JPEG file of \(header.components) components")
            }
            (width, height, self.colour) = (Int(header.width), Int(header.height), colour)
            guard let size = DecodedImage.byteCount(width: width, height: height, bytes: colour.channels),
                size <= limits.maxMemory
            else { throw NotDecoded(.tooLarge, "more memory than the limit allows") }
            self.size = size
        }

        func image(
            _ samples: [UInt8], _ warnings: [String], of bytes: [UInt8]
        ) throws(NotDecoded) -> DecodedImage {
            var settings = "islow,fancy-upsampling,no-block-smoothing"
            if colour == .cmykInverted { settings += ",adobe-inversion-kept" }
            let image = DecodedImage(
                width: width, height: height, colour: colour, samples: samples, decoder: decoder, settings: settings,
                warnings: warnings, orientation: ImageDecoder.orientation(of: bytes, .jpeg))
            guard let image else { throw NotDecoded(.damaged, "no pixels") }
            return image
        }
    }
}
