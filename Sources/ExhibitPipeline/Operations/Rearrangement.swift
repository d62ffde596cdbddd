/// Pixels put elsewhere, unchanged: crops, quarter turns and mirrors.
struct Rearrangement {
    private let width: Int
    private let height: Int
    /// Where output pixel (0, 0) comes from, and the steps in the input along the output's rows and columns.
    private let origin: (x: Int, y: Int)
    private let across: (x: Int, y: Int)
    private let down: (x: Int, y: Int)

    /// The rectangle lies inside the picture.
    init(cropping area: PixelRectangle) {
        (width, height, origin) = (area.width, area.height, (area.x, area.y))
        (across, down) = ((1, 0), (0, 1))
    }

    /// What an EXIF orientation (Exif 2.32, tag 0x0112) asks for: tag 6 is a quarter turn clockwise, 3 two, 8 three;
    /// 2 mirrors left and right, 4 top and bottom; 5 and 7 are mirrored quarter turns.
    init(orientation: Int, of image: DecodedImage) {
        let swaps = orientation >= 5
        let flipsX = [2, 3, 7, 8].contains(orientation)
        let flipsY = [3, 4, 6, 7].contains(orientation)
        (width, height) = swaps ? (image.height, image.width) : (image.width, image.height)
        origin = (flipsX ? image.width - 1 : 0, flipsY ? image.height - 1 : 0)
        let (stepX, stepY) = (flipsX ? -1 : 1, flipsY ? -1 : 1)
        across = swaps ? (0, stepY) : (stepX, 0)
        down = swaps ? (stepX, 0) : (0, stepY)
    }

    private var geometry: PixelMap {
        PixelMap(
            x: PixelMap.Axis(ax: 2 * across.x, ay: 2 * down.x, offset: 2 * origin.x + 1, divisor: 2),
            y: PixelMap.Axis(ax: 2 * across.y, ay: 2 * down.y, offset: 2 * origin.y + 1, divisor: 2))
    }

    /// - Parameter upright: whether the result carries tag 1 instead of the input's.
    func apply(to image: DecodedImage, upright: Bool = false) -> (DecodedImage?, PixelMap) {
        let pixel = image.channels * image.bits / 8
        let stride = image.width * pixel
        let step = across.y * stride + across.x * pixel
        let size = width * height * pixel
        let samples = [UInt8](unsafeUninitializedCapacity: size) { out, count in
            image.samples.withUnsafeBufferPointer { input in
                for y in 0..<height {
                    var from = (origin.y + y * down.y) * stride + (origin.x + y * down.x) * pixel
                    let row = y * width * pixel
                    if step == pixel {
                        for k in 0..<(width * pixel) { out[row + k] = input[from + k] }
                    } else {
                        for x in 0..<width {
                            for k in 0..<pixel { out[row + x * pixel + k] = input[from + k] }
                            from += step
                        }
                    }
                }
            }
            count = size
        }
        let result = image.with(
            width: width, height: height, orientation: upright ? 1 : image.orientation, samples: samples)
        return (result, geometry)
    }
}
