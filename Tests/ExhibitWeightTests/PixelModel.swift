import ExhibitTestSupport
import ExhibitWeight

/// Pictures as sets of pixels, one by one: the plain model that regions are held against.
struct PixelModel {
    let size: PixelSize
    var tainted: Set<Pixel>

    struct Pixel: Hashable {
        let x: Int
        let y: Int
    }

    init(_ size: PixelSize, _ rectangles: [PixelRect] = []) {
        self.size = size
        tainted = []
        for rectangle in rectangles { paint(rectangle) }
    }

    mutating func paint(_ rectangle: PixelRect) {
        for pixel in Self.pixels(rectangle) { tainted.insert(pixel) }
    }

    static func pixels(_ rectangle: PixelRect) -> [Pixel] {
        (rectangle.top..<rectangle.bottom).flatMap { y in
            (rectangle.left..<rectangle.right).map { Pixel(x: $0, y: y) }
        }
    }

    static func pixels(_ region: Region, of size: PixelSize) -> Set<Pixel> {
        let all = PixelRect(left: 0, top: 0, right: size.width, bottom: size.height)!
        return Set(
            (region.rectangles ?? [all]).flatMap { pixels($0) }.filter { $0.x < size.width && $0.y < size.height })
    }

    /// - Parameter sources: of an output pixel, the input pixels that it is made from.
    func made(_ size: PixelSize, _ sources: (Int, Int) -> [Pixel]) -> PixelModel {
        var out = PixelModel(size)
        for y in 0..<size.height {
            for x in 0..<size.width where sources(x, y).contains(where: tainted.contains) {
                out.tainted.insert(Pixel(x: x, y: y))
            }
        }
        return out
    }
}

/// An operation twice over: as a step records it, and as code that moves pixels.
struct PixelOperation {
    let name: String
    let geometry: PixelGeometry
    /// Whether regions must come out exact, or may be wider.
    let isExact: Bool
    let sources: (Int, Int) -> [PixelModel.Pixel]

    private static func size(_ width: Int, _ height: Int) -> PixelSize { PixelSize(width: width, height: height)! }

    private static func geometry(_ map: [Int64], _ size: PixelSize, _ source: PixelSize, _ radius: Int = 0)
        -> PixelGeometry
    {
        PixelGeometry(map: map, size: size, source: source, radius: radius)!
    }

    static func crop(_ rectangle: PixelRect, of source: PixelSize) -> Self {
        let (left, top) = (rectangle.left, rectangle.top)
        let out = size(rectangle.right - left, rectangle.bottom - top)
        let map = [2, 0, 2 * left + 1, 2, 0, 2, 2 * top + 1, 2].map { Int64($0) }
        return Self(name: "crop", geometry: geometry(map, out, source), isExact: true) { x, y in
            [.init(x: x + left, y: y + top)]
        }
    }

    /// The seven ways to turn or mirror a picture, and leaving it alone: bit 0 exchanges the axes, bits 1 and 2 mirror.
    static func turn(_ way: Int, of source: PixelSize) -> Self {
        let (w, h) = (source.width, source.height)
        let swaps = way & 1 == 1
        let out = swaps ? size(h, w) : source
        func axis(_ length: Int, _ mirrors: Bool, _ alongY: Bool) -> [Int64] {
            let slope = mirrors ? -2 : 2
            return [alongY ? 0 : slope, alongY ? slope : 0, mirrors ? 2 * length - 1 : 1, 2].map { Int64($0) }
        }
        let map = axis(w, way & 2 != 0, swaps) + axis(h, way & 4 != 0, !swaps)
        return Self(name: "turn \(way)", geometry: geometry(map, out, source), isExact: true) { x, y in
            let (u, v) = swaps ? (y, x) : (x, y)
            return [.init(x: way & 2 != 0 ? w - 1 - u : u, y: way & 4 != 0 ? h - 1 - v : v)]
        }
    }

    /// By the mean over the area that an output pixel covers, or the one pixel that it lies in.
    static func resize(_ source: PixelSize, to out: PixelSize) -> Self {
        func slope(_ from: Int, _ to: Int) -> (Int64, Int64, Int64) { (Int64(2 * from), Int64(from), Int64(2 * to)) }
        let (x, y) = (slope(source.width, out.width), slope(source.height, out.height))
        func covered(_ position: Int, _ from: Int, _ to: Int) -> [Int] {
            (0..<from).filter { $0 * to < (position + 1) * from && ($0 + 1) * to > position * from }
        }
        return Self(
            name: "resize", geometry: geometry([x.0, 0, x.1, x.2, 0, y.0, y.1, y.2], out, source), isExact: true
        ) { px, py in
            covered(py, source.height, out.height).flatMap { y in
                covered(px, source.width, out.width).map { .init(x: $0, y: y) }
            }
        }
    }

    static func blur(_ radius: Int, of source: PixelSize) -> Self {
        Self(
            name: "blur \(radius)", geometry: geometry([2, 0, 1, 2, 0, 2, 1, 2], source, source, radius), isExact: true
        ) {
            x, y in
            (max(0, y - radius)...min(source.height - 1, y + radius)).flatMap { v in
                (max(0, x - radius)...min(source.width - 1, x + radius)).map { .init(x: $0, y: v) }
            }
        }
    }

    /// Any affine map: each output pixel reads its square's bounding box, and the nearest pixel beyond an edge.
    static func affine(_ map: [Int], _ source: PixelSize, _ out: PixelSize, radius: Int) -> Self {
        func read(_ axis: ArraySlice<Int>, _ length: Int, _ x: Int, _ y: Int) -> [Int] {
            let m = Array(axis)
            let (centre, half) = (Double(m[0] * x + m[1] * y + m[2]), Double(abs(m[0]) + abs(m[1])) / 2)
            let (low, high) = ((centre - half) / Double(m[3]), (centre + half) / Double(m[3]))
            let (from, to) = (low - Double(radius), high + Double(radius))
            let touched = (-40...length + 40).filter { Double($0) < to && Double($0 + 1) > from }
            return Set(touched.map { min(max($0, 0), length - 1) }).sorted()
        }
        return Self(
            name: "affine \(map)", geometry: geometry(map.map { Int64($0) }, out, source, radius), isExact: false
        ) { x, y in
            let columns = read(map[0..<4], source.width, x, y)
            return read(map[4..<8], source.height, x, y).flatMap { v in columns.map { .init(x: $0, y: v) } }
        }
    }

    static func random(_ random: FixedRandomness, of source: PixelSize) -> Self {
        func below(_ bound: Int) -> Int { random.number(below: bound) }
        switch below(5) {
        case 0:
            let rectangle = random.rectangle(in: source)
            return crop(rectangle, of: source)
        case 1: return turn(below(8), of: source)
        case 2: return resize(source, to: size(1 + below(14), 1 + below(14)))
        case 3: return blur(below(3), of: source)
        default:
            let d = 1 + below(4)
            let map = [
                below(9) - 4, below(9) - 4, below(9 * d) - 4 * d, d, below(9) - 4, below(9) - 4, below(9 * d) - d, d,
            ]
            return affine(map, source, size(1 + below(9), 1 + below(9)), radius: below(2))
        }
    }
}

extension FixedRandomness {
    func rectangle(in size: PixelSize) -> PixelRect {
        let (left, top) = (number(below: size.width), number(below: size.height))
        return PixelRect(
            left: left, top: top, right: left + 1 + number(below: size.width - left),
            bottom: top + 1 + number(below: size.height - top))!
    }
}
