import CCodecs

/// PNG through the C shim. Palettes, grey below 8 bits and colour keys are expanded; nothing else is changed.
enum PNG {
    static var decoder: String { "libpng " + String(cString: codec_png_version()) }

    static func probe(_ bytes: [UInt8], _ limits: ImageLimits) throws(NotDecoded) -> codec_header {
        try ImageDecoder.checkSize(bytes, limits)
        var call = CodecCall(limits)
        var header = codec_header()
        let status = codec_png_probe(bytes, bytes.count, &call.limits, &header, &call.log)
        try call.check(status)
        if max(header.width, header.height) > limits.maxSide {
            throw NotDecoded(.tooLarge, "a longer side than the limit allows")
        }
        return header
    }

    static func colour(of header: codec_header) -> DecodedImage.Colour? {
        switch header.colour {
        case CODEC_GREY: .grey
        case CODEC_GREY_ALPHA: .greyAlpha
        case CODEC_RGB: .rgb
        case CODEC_RGB_ALPHA: .rgbAlpha
        default: nil
        }
    }

    static func decode(_ bytes: [UInt8], _ limits: ImageLimits) throws(NotDecoded) -> DecodedImage {
        let header = try probe(bytes, limits)
        let width = Int(header.width)
        let height = Int(header.height)
        let bits = Int(header.bits)
        guard let colour = colour(of: header),
            let size = DecodedImage.byteCount(width: width, height: height, bytes: colour.channels * bits / 8),
            size <= limits.maxMemory
        else { throw NotDecoded(.tooLarge, "more memory than the limit allows") }
        var call = CodecCall(limits)
        let samples = try call.fill(size) { call, buffer in
            codec_png_decode(bytes, bytes.count, &call.limits, buffer.baseAddress, buffer.count, &call.log)
        }
        let image = DecodedImage(
            width: width, height: height, colour: colour, bits: bits, samples: samples, decoder: decoder,
            settings: "palette-low-bits-and-colour-key-expanded,no-gamma,no-alpha-composition",
            warnings: call.warnings, orientation: ImageDecoder.orientation(of: bytes, .png))
        guard let image else { throw NotDecoded(.damaged, "no pixels") }
        return image
    }
}
