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
        let header = try probe(bytes, limits)
        guard let colour = colour(of: header) else {
            throw NotDecoded(.unsupported, "a JPEG file of \(header.components) components")
        }
        let width = Int(header.width)
        let height = Int(header.height)
        guard let size = DecodedImage.byteCount(width: width, height: height, bytes: colour.channels),
            size <= limits.maxMemory
        else { throw NotDecoded(.tooLarge, "more memory than the limit allows") }
        var call = CodecCall(limits)
        let samples = try call.fill(size) { call, buffer in
            codec_jpeg_decode(bytes, bytes.count, &call.limits, buffer.baseAddress, buffer.count, &call.log)
        }
        var settings = "islow,fancy-upsampling,no-block-smoothing"
        if colour == .cmykInverted { settings += ",adobe-inversion-kept" }
        let image = DecodedImage(
            width: width, height: height, colour: colour, samples: samples, decoder: decoder, settings: settings,
            warnings: call.warnings, orientation: ImageDecoder.orientation(of: bytes, .jpeg))
        guard let image else { throw NotDecoded(.damaged, "no pixels") }
        return image
    }
}
