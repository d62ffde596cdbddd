/// Which pixels of an input an output pixel is made from: an affine map, both sizes, and how far the kernel reaches.
///
/// x' = (a·X + b·Y + c) / d and y' = (e·X + f·Y + g) / h say where the centre of output pixel (X, Y) lies in the input,
/// on axes where input pixel i spans i…i + 1, as steps record it. So a picture that keeps its pixels has (2, 0, 1, 2)
/// and (0, 2, 1, 2), and the pixel's own square maps to x' ± (|a| + |b|) / 2d. An output pixel is made from every input
/// pixel that shares an area with that square, widened by `radius`; beyond an edge the nearest input pixel stands in.
/// Operations that wrap around or mirror further than their radius do not have this geometry.
public struct PixelGeometry: Hashable, Sendable {
    /// Of the output.
    public let size: PixelSize
    /// Of the input.
    public let source: PixelSize
    /// Reach of the kernel beyond the mapped square, in input pixels.
    public let radius: Int
    private let across: Axis
    private let down: Axis

    /// - Parameter map: a…h.
    /// - Returns: nil where it is no such map, or one whose products would overflow: slopes and divisors are at most
    ///   2⁴⁰, offsets 2⁵³, divisors positive, the radius less than 2³¹.
    public init?(map: [Int64], size: PixelSize, source: PixelSize, radius: Int = 0) {
        guard map.count == 8, (0...PixelSize.longest).contains(radius),
            let across = Axis(map[0..<4], length: source.width, radius),
            let down = Axis(map[4..<8], length: source.height, radius)
        else { return nil }
        self.size = size
        self.source = source
        self.radius = radius
        self.across = across
        self.down = down
    }

    /// The output pixels that can hold something of an input rectangle: exact where each axis follows one other, which
    /// crops, turns, flips and resizing do; else a box around them. Nil where there are none.
    func carried(_ rectangle: PixelRect) -> PixelRect? {
        let bounds = [
            across.bounds(rectangle.left, rectangle.right), down.bounds(rectangle.top, rectangle.bottom),
        ]
        var (columns, rows) = (Span(0, Int128(size.width) - 1), Span(0, Int128(size.height) - 1))
        // Each bound tightens one axis by what is known of the other. Where both slopes matter this converges from
        // outside, so that stopping early only widens.
        for _ in 0..<8 {
            let before = (columns, rows)
            for (axis, bound) in zip([across, down], bounds) {
                columns.tighten(slope: axis.a, to: bound.less(axis.b, rows))
                rows.tighten(slope: axis.b, to: bound.less(axis.a, columns))
                if columns.isEmpty || rows.isEmpty { return nil }
            }
            if before == (columns, rows) { break }
        }
        return PixelRect(unchecked: Int(columns.low), Int(rows.low), Int(columns.high) + 1, Int(rows.high) + 1)
    }

    /// The box around the input pixels that an output rectangle is made from.
    func read(by rectangle: PixelRect) -> PixelRect {
        let columns = Span(Int128(rectangle.left), Int128(rectangle.right) - 1)
        let rows = Span(Int128(rectangle.top), Int128(rectangle.bottom) - 1)
        let (x, y) = (across.pixels(columns, rows), down.pixels(columns, rows))
        return PixelRect(unchecked: x.lowerBound, y.lowerBound, x.upperBound, y.upperBound)
    }
}

/// Whole numbers low…high; none where high < low.
private struct Span: Hashable {
    var low: Int128
    var high: Int128

    init(_ low: Int128, _ high: Int128) {
        self.low = low
        self.high = high
    }

    var isEmpty: Bool { high < low }

    func times(_ factor: Int128) -> Span {
        factor < 0 ? Span(high * factor, low * factor) : Span(low * factor, high * factor)
    }

    /// What is left for the rest of a sum within this span, where one term is slope · t, t in `other`.
    func less(_ slope: Int128, _ other: Span) -> Span {
        let term = other.times(slope)
        return Span(low - term.high, high - term.low)
    }

    /// Keeps the t for which slope · t lies in the bound.
    mutating func tighten(slope: Int128, to bound: Span) {
        if slope == 0 {
            if bound.low > 0 || bound.high < 0 { high = low - 1 }
            return
        }
        let bound = slope < 0 ? bound.times(-1) : bound
        let slope = slope.magnitudeAsSigned
        low = max(low, -(-bound.low).flooredDivision(by: slope))
        high = min(high, bound.high.flooredDivision(by: slope))
    }
}

/// One of x' and y', in units of half a divisor, so that the half pixels of centre and square are whole numbers.
private struct Axis: Hashable {
    let a: Int128
    let b: Int128
    private let unit: Int128
    private let centre: Int128
    private let reach: Int128
    private let length: Int

    init?(_ map: ArraySlice<Int64>, length: Int, _ radius: Int) {
        let (map, limit) = (Array(map), Int64(1) << 40)
        guard map[0].magnitude <= limit, map[1].magnitude <= limit, map[2].magnitude <= 1 << 53,
            (1...limit).contains(map[3])
        else { return nil }
        a = 2 * Int128(map[0])
        b = 2 * Int128(map[1])
        unit = 2 * Int128(map[3])
        centre = 2 * Int128(map[2])
        reach = Int128(map[0].magnitude) + Int128(map[1].magnitude) + unit * Int128(radius)
        self.length = length
    }

    /// A square without extent, on the line between two pixels, touches both.
    private var touch: Int128 { reach == 0 ? 1 : 0 }

    /// Of a·X + b·Y: unit·first < that + centre + reach and that + centre − reach < unit·end, both strictly; without
    /// limit on the side of an edge, whose pixel stands in for everything beyond.
    func bounds(_ first: Int, _ end: Int) -> Span {
        let far = Int128(1) << 120
        return Span(
            first == 0 ? -far : unit * Int128(first) - centre - reach + 1 - touch,
            end == length ? far : unit * Int128(end) - centre + reach - 1 + touch)
    }

    /// The input pixels, never none, that share an area with the squares of the outputs.
    func pixels(_ columns: Span, _ rows: Span) -> Range<Int> {
        let (x, y) = (columns.times(a), rows.times(b))
        let low = (x.low + y.low + centre - reach - touch).flooredDivision(by: unit)
        let high = (x.high + y.high + centre + reach - 1 + touch).flooredDivision(by: unit)
        func inside(_ pixel: Int128) -> Int { Int(min(max(pixel, 0), Int128(length) - 1)) }
        return inside(low)..<inside(high) + 1
    }
}

extension Int128 {
    fileprivate var magnitudeAsSigned: Int128 { self < 0 ? -self : self }

    fileprivate func flooredDivision(by divisor: Int128) -> Int128 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
