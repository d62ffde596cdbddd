extension MaskColour {
    var isGrey: Bool { red == green && green == blue }

    /// 8-bit samples of one pixel. Alpha is opaque: a mask that shows nothing of what is behind it.
    private func samples(_ colour: DecodedImage.Colour) -> [UInt8] {
        switch colour {
        case .grey: [red]
        case .greyAlpha: [red, 255]
        case .rgb: [red, green, blue]
        case .rgbAlpha, .cmykInverted: [red, green, blue, 255]
        case .cmyk: [255 - red, 255 - green, 255 - blue, 0]
        }
    }

    /// The rectangle lies inside the picture.
    func cover(_ area: PixelRectangle, of image: DecodedImage) -> DecodedImage? {
        // Both bytes of a 16-bit sample are the 8-bit level: 257 · level.
        let pixel = samples(image.colour).flatMap { [UInt8](repeating: $0, count: image.bits / 8) }
        let row = (0..<area.width).flatMap { _ in pixel }
        var samples = image.samples
        for y in area.y..<(area.y + area.height) {
            let start = (y * image.width + area.x) * pixel.count
            samples.replaceSubrange(start..<(start + row.count), with: row)
        }
        return image.with(width: image.width, height: image.height, samples: samples)
    }
}
