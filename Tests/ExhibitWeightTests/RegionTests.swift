import ExhibitTestSupport
import ExhibitWeight
import Testing

@Suite("A region of pixels")
struct RegionTests {
    private func rect(_ left: Int, _ top: Int, _ right: Int, _ bottom: Int) -> PixelRect {
        PixelRect(left: left, top: top, right: right, bottom: bottom)!
    }

    @Test(
        "has no empty, inverted, negative or endless rectangle",
        arguments: [
            (0, 0, 0, 1), (0, 0, 1, 0), (2, 0, 1, 1), (-1, 0, 1, 1), (0, -1, 1, 1), (0, 0, 1 << 31, 1),
            (0, 0, 1, .max), (.min, 0, 1, 1),
        ])
    func refused(left: Int, top: Int, right: Int, bottom: Int) {
        #expect(PixelRect(left: left, top: top, right: right, bottom: bottom) == nil)
    }

    @Test(
        "has no picture without sides, or with endless ones",
        arguments: [(0, 1), (1, 0), (-1, 1), (1, 1 << 31), (.max, 1)])
    func sizes(width: Int, height: Int) {
        #expect(PixelSize(width: width, height: height) == nil)
        #expect(PixelSize(width: 1, height: (1 << 31) - 1) != nil)
    }

    @Test("meets another exactly where they share a pixel")
    func meeting() {
        let corner = Region(rect(0, 0, 4, 4))
        #expect(corner.meets(Region(rect(3, 3, 9, 9))))
        #expect(!corner.meets(Region(rect(4, 0, 9, 9))))
        #expect(!corner.meets(Region(rect(0, 4, 9, 9))))
        #expect(corner.meets(.whole) && Region.whole.meets(corner) && Region.whole.meets(.whole))
        #expect(!corner.meets(.empty) && !Region.empty.meets(.whole) && !Region.empty.meets(.empty))
    }

    @Test("is exact up to 64 rectangles, and beyond that a box that loses none of them")
    func widened() {
        let squares = (0..<65).map { Region(rect(3 * $0, $0 % 7, 3 * $0 + 1, $0 % 7 + 1)) }
        let size = PixelSize(width: 200, height: 10)!
        let exact = Region(joining: Array(squares.prefix(64)))
        #expect(exact.rectangles?.count == 64)
        #expect(PixelModel.pixels(exact, of: size).count == 64)
        let box = Region(joining: squares)
        #expect(box.rectangles == [rect(0, 0, 193, 7)])
        #expect(squares.allSatisfy { box.meets($0) })
    }

    @Test("is the same in whatever order and grouping it was joined, and what joins a box is in it")
    func order() {
        let random = FixedRandomness("regions")
        let size = PixelSize(width: 40, height: 40)!
        for count in [3, 63, 64, 65, 90] {
            let parts = (0..<count).map { _ in Region(random.rectangle(in: size)) }
            let joined = Region(joining: parts)
            #expect(Region(joining: parts.reversed()) == joined)
            let halves = [
                Region(joining: Array(parts.prefix(count / 2))),
                Region(joining: Array(parts.suffix(count - count / 2))),
            ]
            #expect(Region(joining: halves) == joined)
            let pixels = parts.reduce(into: Set()) { $0.formUnion(PixelModel.pixels($1, of: size)) }
            #expect(PixelModel.pixels(joined, of: size).isSuperset(of: pixels))
            if count <= 64 { #expect(PixelModel.pixels(joined, of: size) == pixels) }
        }
        let many = Region(joining: (0..<65).map { Region(rect(2 * $0, 0, 2 * $0 + 1, 1)) })
        let far = Region(joining: [many, Region(rect(500, 500, 501, 501))])
        #expect(far.rectangles == [rect(0, 0, 501, 501)])
        #expect(Region(joining: [far, .whole]).isWhole)
        #expect(Region(joining: []).isEmpty)
    }
}

@Suite("The geometry of a step")
struct PixelGeometryTests {
    private let small = PixelSize(width: 5, height: 4)!

    /// What a region of an input becomes: asked of a graph, since that is what people ask.
    private func carried(_ region: Region, by geometry: PixelGeometry) -> Region {
        let step = TaintStep(
            id: "step", taint: .exact, inputs: [.init("in", .mapped(geometry))], outputs: ["out"], size: geometry.size)
        let origin = TaintOrigin(.asReceived, marks: [ExternalMark(.generated, in: region)], size: geometry.source)
        return TaintGraph(steps: [step], origins: ["in": origin]).region(of: "out", atLeast: .generated)
    }

    private func compare(_ operation: PixelOperation, _ rectangle: PixelRect) {
        let model = PixelModel(operation.geometry.source, [rectangle]).made(operation.geometry.size, operation.sources)
        let pixels = PixelModel.pixels(carried(Region(rectangle), by: operation.geometry), of: operation.geometry.size)
        if operation.isExact {
            #expect(pixels == model.tainted, "\(operation.name) of \(rectangle)")
        } else {
            #expect(pixels.isSuperset(of: model.tainted), "\(operation.name) of \(rectangle)")
        }
    }

    @Test("carries every rectangle of a small picture exactly through every turn, mirror and crop")
    func exhaustive() {
        var rectangles: [PixelRect] = []
        for top in 0..<small.height {
            for left in 0..<small.width {
                for bottom in top + 1...small.height {
                    for right in left + 1...small.width {
                        rectangles.append(PixelRect(left: left, top: top, right: right, bottom: bottom)!)
                    }
                }
            }
        }
        #expect(rectangles.count == 15 * 10)
        for way in 0..<8 {
            for rectangle in rectangles { compare(.turn(way, of: small), rectangle) }
        }
        for crop in rectangles {
            for rectangle in rectangles { compare(.crop(crop, of: small), rectangle) }
        }
    }

    @Test("carries rectangles exactly through resizing and blurs, and loses no pixel of any other map")
    func random() {
        let random = FixedRandomness("geometry")
        for _ in 0..<800 {
            let source = PixelSize(width: 1 + random.number(below: 12), height: 1 + random.number(below: 12))!
            compare(.random(random, of: source), random.rectangle(in: source))
        }
    }

    @Test("finds what a small turn makes of a rectangle, and at most a pixel around it")
    func smallTurn() throws {
        // About one degree: sin = 1 144 / 65 536.
        let source = PixelSize(width: 1_000, height: 1_000)!
        let map: [Int64] = [65_526, -1_144, 500_000, 65_536, 1_144, 65_526, 500_000, 65_536]
        let geometry = PixelGeometry(map: map, size: source, source: source)!
        let part = PixelRect(left: 500, top: 500, right: 520, bottom: 510)!
        let box = try #require(carried(Region(part), by: geometry).rectangles?.first)
        let half = 65_526.0 / 65_536 / 2 + 1_144.0 / 65_536 / 2
        var (columns, rows): (Set<Int>, Set<Int>) = ([], [])
        for y in 450..<550 {
            for x in 450..<550 {
                let u = (65_526 * Double(x) - 1_144 * Double(y) + 500_000) / 65_536
                let v = (1_144 * Double(x) + 65_526 * Double(y) + 500_000) / 65_536
                guard u + half > 500, u - half < 520, v + half > 500, v - half < 510 else { continue }
                columns.insert(x)
                rows.insert(y)
            }
        }
        let (left, right) = (try #require(columns.min()), try #require(columns.max()))
        let (top, bottom) = (try #require(rows.min()), try #require(rows.max()))
        #expect((left - 1...left).contains(box.left) && (right...right + 1).contains(box.right - 1))
        #expect((top - 1...top).contains(box.top) && (bottom...bottom + 1).contains(box.bottom - 1))
    }

    @Test(
        "is refused where it is no map",
        arguments: [
            [], [2, 0, 1, 2, 0, 2, 1], [2, 0, 1, 2, 0, 2, 1, 2, 0], [2, 0, 1, 0, 0, 2, 1, 2],
            [2, 0, 1, 2, 0, 2, 1, -2],
            [1 << 41, 0, 1, 2, 0, 2, 1, 2], [2, 0, 1 << 54, 2, 0, 2, 1, 2], [2, 0, 1, 2, .min, 2, 1, 2],
            [2, 0, 1, .max, 0, 2, 1, 2],
        ] as [[Int64]])
    func refused(map: [Int64]) {
        #expect(PixelGeometry(map: map, size: small, source: small) == nil)
        #expect(PixelGeometry(map: [2, 0, 1, 2, 0, 2, 1, 2], size: small, source: small, radius: -1) == nil)
        #expect(PixelGeometry(map: [2, 0, 1, 2, 0, 2, 1, 2], size: small, source: small, radius: .max) == nil)
    }

    @Test("lets a square without extent, on the line between two pixels, read both")
    func withoutExtent() {
        let geometry = PixelGeometry(map: [0, 0, 3, 1, 0, 0, 1, 2], size: small, source: small)!
        for (left, isRead) in [(1, false), (2, true), (3, true), (4, false)] {
            let column = PixelRect(left: left, top: 0, right: left + 1, bottom: 4)!
            #expect(carried(Region(column), by: geometry).isEmpty != isRead)
        }
    }

    @Test("does not overflow at its bounds: what is everywhere stays everywhere")
    func bounds() {
        let largest = PixelSize(width: PixelSize.longest, height: PixelSize.longest)!
        let all = PixelRect(left: 0, top: 0, right: PixelSize.longest, bottom: PixelSize.longest)!
        for slope in [Int64(1) << 40, -(1 << 40), 0] {
            for offset in [Int64(1) << 53, -(1 << 53)] {
                for divisor in [Int64(1), 1 << 40] {
                    let map = [slope, slope, offset, divisor, -slope, slope, offset, divisor]
                    let geometry = PixelGeometry(map: map, size: largest, source: largest, radius: PixelSize.longest)!
                    #expect(carried(Region(all), by: geometry).rectangles == [all])
                    #expect(carried(.whole, by: geometry).isWhole)
                }
            }
        }
    }
}
