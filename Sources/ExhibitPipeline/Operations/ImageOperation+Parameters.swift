extension ImageOperation {
    /// Beyond it, sums of two positions or products of two sides could overflow.
    static let largestSide = Int(Int32.max)
    /// Of a parameter's value, in bytes: what the kind `step` holds.
    static let valueLimit = 512

    /// As a record states them: all of them, always in this order.
    public var parameters: [(name: String, value: String)] {
        switch self {
        case .crop(let area): Self.list(area)
        case .rotate(let turns): [("quarter turns", String(turns))]
        case .flip(let direction): [("direction", direction.rawValue)]
        case .upright(nil): []
        case .upright(let orientation?): [("orientation", String(orientation))]
        case .resize(let width, let height, let kernel):
            [("width", String(width)), ("height", String(height)), ("kernel", kernel.rawValue)]
        case .grey(let weights): [("weights", weights.rawValue)]
        case .exposure(.linear(let gain, let offset)): [("gain", String(gain)), ("offset", String(offset))]
        case .exposure(.points(let points)):
            [("points", points.map { "\($0.input):\($0.output)" }.joined(separator: " "))]
        case .mask(let area, let colour): Self.list(area) + [("colour", colour.hex)]
        }
    }

    private static func list(_ area: PixelRectangle) -> [(name: String, value: String)] {
        [
            ("x", String(area.x)), ("y", String(area.y)), ("width", String(area.width)),
            ("height", String(area.height)),
        ]
    }

    /// Reads back what ``parameters`` wrote, and nothing else: what does not encode to the same names and values in the
    /// same order is refused, so that one operation has one record.
    ///
    /// - Throws: ``NotApplied`` of kind `.unsupported` for another name or version, `.parameters` for the rest.
    public init(name: String, version: String, parameters: [(name: String, value: String)]) throws(NotApplied) {
        guard let identity = Name.allCases.first(where: { $0.rawValue.utf8.elementsEqual(name.utf8) }),
            version.utf8.elementsEqual("1".utf8)
        else { throw NotApplied(.unsupported, "no built-in operation has this name and version") }
        let values = parameters.map(\.value)
        guard values.allSatisfy({ $0.utf8.count <= Self.valueLimit }),
            let operation = Self.read(identity, values), operation.isPermitted,
            operation.parameters.elementsEqual(
                parameters,
                by: {
                    $0.name.utf8.elementsEqual($1.name.utf8) && $0.value.utf8.elementsEqual($1.value.utf8)
                })
        else { throw NotApplied(.parameters, "the parameters of \(identity.rawValue) are not as it writes them") }
        self = operation
    }

    private static func read(_ name: Name, _ values: [String]) -> ImageOperation? {
        func number(_ k: Int) -> Int? { values.indices.contains(k) ? PlainText.integer(values[k]) : nil }
        func word(_ k: Int) -> String { values.indices.contains(k) ? values[k] : "" }
        var area: PixelRectangle? {
            guard let x = number(0), let y = number(1), let width = number(2), let height = number(3) else {
                return nil
            }
            return PixelRectangle(x: x, y: y, width: width, height: height)
        }
        switch name {
        case .crop: return area.map { .crop($0) }
        case .rotate: return number(0).map { .rotate(quarterTurns: $0) }
        case .flip: return Direction(rawValue: word(0)).map { .flip($0) }
        case .upright: return values.isEmpty ? .upright(orientation: nil) : number(0).map { .upright(orientation: $0) }
        case .resize:
            guard let width = number(0), let height = number(1), let kernel = ResamplingKernel(rawValue: word(2))
            else { return nil }
            return .resize(width: width, height: height, kernel: kernel)
        case .grey: return LumaWeights(rawValue: word(0)).map { .grey($0) }
        case .exposure:
            if values.count == 1 { return ToneCurve(points: word(0), separator: " ").map { .exposure($0) } }
            guard let gain = number(0), let offset = number(1) else { return nil }
            return .exposure(.linear(gain: gain, offset: offset))
        case .mask:
            guard let area, let colour = MaskColour(hex: word(4)) else { return nil }
            return .mask(area, colour)
        }
    }

    /// Whether some picture could satisfy it.
    var isPermitted: Bool {
        switch self {
        case .crop(let area), .mask(let area, _): area.isPermitted
        case .rotate(let turns): (1...3).contains(turns)
        case .flip, .grey: true
        case .upright(let orientation): orientation.map((1...8).contains) ?? true
        case .resize(let width, let height, _):
            (1...Self.largestSide).contains(width) && (1...Self.largestSide).contains(height)
        case .exposure(let curve): curve.isPermitted
        }
    }
}

/// Numbers and colours in the one spelling that records use.
enum PlainText {
    /// Decimal digits with "-" before a negative number: no sign otherwise, no leading zero, at most ten digits.
    static func integer(_ text: some StringProtocol) -> Int? {
        guard text.utf8.count <= 11, let value = Int(text), text.utf8.elementsEqual(String(value).utf8) else {
            return nil
        }
        return value
    }
}

extension MaskColour {
    var hex: String { [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }

    /// Six lower-case hexadecimal digits, "ff0000".
    init?(hex: some StringProtocol) {
        guard hex.utf8.count == 6, let value = UInt32(hex, radix: 16) else { return nil }
        self.init(
            red: UInt8(truncatingIfNeeded: value >> 16), green: UInt8(truncatingIfNeeded: value >> 8),
            blue: UInt8(truncatingIfNeeded: value))
        guard self.hex.utf8.elementsEqual(hex.utf8) else { return nil }
    }
}
