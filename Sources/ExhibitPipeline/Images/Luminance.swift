/// Float32 luma of a picture.
public enum Luminance {
    /// Y = 0.299 R + 0.587 G + 0.114 B in float32, each product rounded, summed from the left, of 8-bit R, G and B: grey
    /// is R = G = B, 16-bit samples give their high byte, CMYK gives R = (C·K + 127) / 255 (255 meaning no ink).
    /// Alpha is ignored: compositing would let a mask change the hash of pixels that the file still holds.
    ///
    /// - Returns: `width * height` values in 0…255, rows from the top.
    public static func plane(of image: DecodedImage) -> [Float] {
        let rows = LumaRows(image)
        return [Float](unsafeUninitializedCapacity: image.width * image.height) { buffer, count in
            guard let base = buffer.baseAddress else { return }
            for y in 0..<image.height { rows.write(row: y, to: base + y * image.width) }
            count = image.width * image.height
        }
    }
}

/// Writes luma row by row, so that no plane of floats need be held.
struct LumaRows {
    // Products in tables: bit for bit what the multiplication gives, and no conversion per pixel.
    private let products: [Float] =
        (0..<256).map { 0.299 * Float($0) } + (0..<256).map { 0.587 * Float($0) } + (0..<256).map { 0.114 * Float($0) }
    private let rows: SampleRows

    init(_ image: DecodedImage) { rows = SampleRows(image: image, alpha: .ignored) }

    func write(row y: Int, to out: UnsafeMutablePointer<Float>) {
        products.withUnsafeBufferPointer { table in
            guard let red = table.baseAddress else { return }
            let (green, blue) = (red + 256, red + 512)
            rows.forEachPixel(row: y) { x, r, g, b in
                out[x] = (red[Int(r)] + green[Int(g)]) + blue[Int(b)]
            }
        }
    }
}
