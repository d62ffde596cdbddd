/// The frame of a figure: linear scales, placed in tenths of a user unit by integer arithmetic. What lies outside is drawn
/// at the edge.
struct Plot {
    struct Tick {
        var at: Int128
        var label: String
    }

    static let left = 520
    static let right = 3_860
    static let bottom = 2_140
    /// Where a label may end.
    private static let edge = 3_980

    /// In tenths; what stands above it are the legend and `rows` lines of labels.
    let top: Int
    private let across: (low: Int128, high: Int128)
    private let upTo: Int128

    /// Vertical scales begin at 0, or a difference could be drawn larger than it is.
    init(across low: Int128, _ high: Int128, upTo top: Int128, labelRows rows: Int) {
        across = (low, max(high, low + 1))
        upTo = max(top, 1)
        self.top = 400 + 140 * rows
    }

    func x(_ value: Int128) -> Int {
        let (low, high) = across
        return Self.left + Int((min(max(value, low), high) - low) * Int128(Self.right - Self.left) / (high - low))
    }

    func y(_ value: Int128) -> Int {
        Self.bottom - Int(min(max(value, 0), upTo) * Int128(Self.bottom - top) / upTo)
    }

    /// 0, the half and the end of the vertical scale.
    var ticksUp: [Tick] { [0, upTo / 2, upTo].map { Tick(at: $0, label: FixedPoint.text($0)) } }

    /// Tenths as a number of user units.
    static func units(_ tenths: Int) -> String {
        let wholes = String(tenths.magnitude / 10)
        let rest = tenths.magnitude % 10
        return (tenths < 0 ? "-" : "") + wholes + (rest == 0 ? "" : ".\(rest)")
    }
}

extension Plot {
    /// `name` begins the names of the template's pieces with the titles of both axes.
    func frame(_ name: String, _ ticksAcross: [Tick], _ template: Template) -> Markup {
        let up = template.each("tick-up", ticksUp) {
            ["y": Self.markup(y($0.at)), "base": Self.markup(y($0.at) + 40), "label": Markup($0.label)]
        }
        let across = template.each("tick-across", ticksAcross) { tick in
            // A long label at the right edge would be cut off.
            let isLong = x(tick.at) == Self.right && tick.label.utf8.count > 4
            return [
                "x": Self.markup(x(tick.at)), "middle": Self.markup(isLong ? Self.edge : x(tick.at)),
                "label": Markup(tick.label),
                "anchor": template.fill(isLong ? "anchor-end" : "anchor-middle"),
            ]
        }
        return template.fill(
            "plot-frame",
            ["up": template.fill(name + "-up"), "across": template.fill(name + "-across"), "ticks": up + across])
    }

    /// A vertical line with its label above the frame, in the given row of labels from the top.
    func line(_ kind: String, at value: Int128, row: Int, _ label: Markup, _ template: Template) -> Markup {
        let isRight = x(value) > (Self.left + Self.right) / 2
        let base = 490 + 140 * row
        return template.fill(
            "line",
            [
                "kind": template.fill(kind), "x": Self.markup(x(value)), "y": Self.markup(base - 90),
                "at": Self.markup(x(value) + (isRight ? -50 : 50)), "base": Self.markup(base), "label": label,
                "anchor": template.fill(isRight ? "anchor-end" : "anchor-start"),
            ])
    }

    static func markup(_ tenths: Int) -> Markup { Markup(units(tenths)) }

    /// A line through points in tenths; points on the way of a horizontal or vertical line are left out.
    struct Line {
        private var points: [(x: Int, y: Int)] = []

        mutating func add(_ x: Int, _ y: Int) {
            if points.count >= 2 {
                let (first, second) = (points[points.count - 2], points[points.count - 1])
                let isLevel = first.y == second.y && second.y == y && (first.x <= second.x) == (second.x <= x)
                let isUpright = first.x == second.x && second.x == x && (first.y <= second.y) == (second.y <= y)
                if isLevel || isUpright { points.removeLast() }
            }
            points.append((x, y))
        }

        var markup: Markup {
            var path = ""
            for (index, point) in points.enumerated() {
                let (x, y) = (Plot.units(point.x), Plot.units(point.y))
                if index == 0 {
                    path += "\(x) \(y)"
                } else if points[index - 1].y == point.y {
                    path += "H\(x)"
                } else {
                    path += points[index - 1].x == point.x ? "V\(y)" : "L\(x) \(y)"
                }
            }
            return Markup(path)
        }
    }
}
