/// Sides of a picture in pixels, each 1…2³¹ − 1.
public struct PixelSize: Hashable, Sendable {
    public static let longest = Int(Int32.max)

    public let width: Int
    public let height: Int

    /// Nil unless both sides are in range.
    public init?(width: Int, height: Int) {
        guard (1...Self.longest).contains(width), (1...Self.longest).contains(height) else { return nil }
        self.width = width
        self.height = height
    }

    var rectangle: PixelRect { PixelRect(unchecked: 0, 0, width, height) }
}

/// The pixels left ≤ x < right and top ≤ y < bottom, counted from 0; at least one.
public struct PixelRect: Hashable, Sendable {
    public let left: Int
    public let top: Int
    public let right: Int
    public let bottom: Int

    /// Nil if there is no pixel in it, or one beyond 0…2³¹ − 2.
    public init?(left: Int, top: Int, right: Int, bottom: Int) {
        guard left >= 0, top >= 0, left < right, top < bottom, max(right, bottom) <= PixelSize.longest else {
            return nil
        }
        self.init(unchecked: left, top, right, bottom)
    }

    init(unchecked left: Int, _ top: Int, _ right: Int, _ bottom: Int) {
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom
    }

    func meets(_ other: PixelRect) -> Bool {
        left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }

    func contains(_ other: PixelRect) -> Bool {
        left <= other.left && other.right <= right && top <= other.top && other.bottom <= bottom
    }

    /// The smallest rectangle around both.
    func around(_ other: PixelRect) -> PixelRect {
        PixelRect(
            unchecked: min(left, other.left), min(top, other.top), max(right, other.right),
            max(bottom, other.bottom))
    }
}

/// A set of pixels: exact up to 64 rectangles, beyond that the box around them all, which is the safe side.
///
/// A box stays one: what is joined to it joins the box. Otherwise a larger set could, once boxed, leave room for
/// rectangles that a smaller one had lost, and adding taint somewhere would lower it elsewhere. Joining is independent
/// of order.
public struct Region: Hashable, Sendable {
    public static let mostRectangles = 64

    private enum Form: Hashable, Sendable {
        case rectangles(Set<PixelRect>)
        case box(PixelRect)
        case whole
    }

    private let form: Form

    private init(_ form: Form) { self.form = form }

    public static let empty = Region(.rectangles([]))
    /// All of a picture, whatever its size.
    public static let whole = Region(.whole)

    public init(_ rectangles: PixelRect...) { self.init(joining: [Region(.rectangles(Set(rectangles)))]) }

    /// Every pixel of every part.
    public init(joining parts: some Sequence<Region>) {
        var rectangles: Set<PixelRect> = []
        var box: PixelRect?
        for part in parts {
            switch part.form {
            case .whole:
                self = .whole
                return
            case .box(let other): box = box?.around(other) ?? other
            case .rectangles(let others): rectangles.formUnion(others)
            }
        }
        guard box != nil || rectangles.count > Self.mostRectangles else {
            self.init(.rectangles(rectangles))
            return
        }
        for rectangle in rectangles { box = box?.around(rectangle) ?? rectangle }
        self.init(box.map { .box($0) } ?? .rectangles([]))
    }

    public var isEmpty: Bool { form == .rectangles([]) }
    public var isWhole: Bool { form == .whole }

    /// Nil for the whole of a picture, whose size a region does not know. In no order.
    public var rectangles: [PixelRect]? {
        switch form {
        case .rectangles(let rectangles): Array(rectangles)
        case .box(let box): [box]
        case .whole: nil
        }
    }

    public func meets(_ other: Region) -> Bool {
        guard !isEmpty, !other.isEmpty else { return false }
        guard let rectangles, let others = other.rectangles else { return true }
        return rectangles.contains { rectangle in others.contains { rectangle.meets($0) } }
    }

    func lies(within size: PixelSize) -> Bool {
        rectangles?.allSatisfy { size.rectangle.contains($0) } ?? true
    }

    /// - Parameter change: monotone: a rectangle within another gives one within the other's.
    func mapped(_ change: (PixelRect) -> PixelRect?) -> Region {
        switch form {
        case .whole: .whole
        case .box(let box): change(box).map { Region(.box($0)) } ?? .empty
        case .rectangles(let rectangles): Region(.rectangles(Set(rectangles.compactMap(change))))
        }
    }
}
