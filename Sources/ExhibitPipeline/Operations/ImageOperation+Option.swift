extension ImageOperation {
    /// An option of a command line, for its help: `--crop X,Y,WxH`.
    public struct Option: Sendable, Hashable {
        public let name: String
        /// How its text is written; empty for an option without one.
        public let form: String
        public let meaning: String
    }

    public static let options = [
        Option(name: "crop", form: "X,Y,WxH", meaning: "keep this rectangle, in pixels from the top left"),
        Option(name: "rotate", form: "90|180|270", meaning: "turn clockwise"),
        Option(name: "flip", form: "horizontal|vertical", meaning: "mirror left and right, or top and bottom"),
        Option(name: "upright", form: "", meaning: "apply the orientation tag of the file"),
        Option(
            name: "resize", form: "WxH[,nearest|area|bilinear]",
            meaning: "other sides, in pixels; averages areas unless told otherwise"),
        Option(name: "grey", form: "[601|709]", meaning: "luma by the weights of BT.601, or of BT.709"),
        Option(
            name: "exposure", form: "GAIN,OFFSET or IN:OUT,IN:OUT,...",
            meaning: "brightness by a line or a curve, in thousandths"),
        Option(
            name: "mask", form: "X,Y,WxH[,rrggbb]",
            meaning: "cover this rectangle with one colour, black if none is named"),
    ]

    /// Reads what a person typed behind an option: `ImageOperation(option: "crop", text: "10,20,300x200")`.
    ///
    /// - Throws: ``NotApplied`` of kind `.parameters`, saying how the text should be written.
    public init(option: String, text: String) throws(NotApplied) {
        guard let form = Self.options.first(where: { $0.name.utf8.elementsEqual(option.utf8) }) else {
            let names = Self.options.map(\.name).joined(separator: ", ")
            throw NotApplied(.parameters, "no such operation; there are \(names)")
        }
        guard text.utf8.count <= Self.valueLimit, let operation = Self.parse(form.name, text), operation.isPermitted
        else {
            throw NotApplied(
                .parameters,
                form.form.isEmpty ? "\(form.name) takes no text" : "\(form.name) is written as \(form.form)")
        }
        self = operation
    }

    private static func parse(_ option: String, _ text: String) -> ImageOperation? {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        switch option {
        case "crop":
            guard parts.count == 3 else { return nil }
            return area(parts).map { .crop($0) }
        case "rotate":
            let turns = ["90": 1, "180": 2, "270": 3][text]
            return turns.map { .rotate(quarterTurns: $0) }
        case "flip": return Direction(rawValue: text).map { .flip($0) }
        case "upright": return text.isEmpty ? .upright(orientation: nil) : nil
        case "resize":
            guard parts.count <= 2, let size = size(parts[0]) else { return nil }
            let kernel: ResamplingKernel? =
                parts.count == 1 ? .area : ["nearest": .nearest, "area": .area, "bilinear": .bilinear][parts[1]]
            return kernel.map { .resize(width: size.width, height: size.height, kernel: $0) }
        case "grey":
            let weights: LumaWeights? = ["": .bt601, "601": .bt601, "709": .bt709][text]
            return weights.map { .grey($0) }
        case "exposure":
            if text.utf8.contains(UInt8(ascii: ":")) {
                return ToneCurve(points: text, separator: ",").map { .exposure($0) }
            }
            guard parts.count == 2, let gain = PlainText.integer(parts[0]), let offset = PlainText.integer(parts[1])
            else { return nil }
            return .exposure(.linear(gain: gain, offset: offset))
        case "mask":
            guard parts.count == 3 || parts.count == 4, let area = area(parts) else { return nil }
            return (parts.count == 3 ? .black : MaskColour(hex: parts[3])).map { .mask(area, $0) }
        default: return nil
        }
    }

    private static func area(_ parts: [Substring]) -> PixelRectangle? {
        guard let x = PlainText.integer(parts[0]), let y = PlainText.integer(parts[1]), let size = size(parts[2])
        else { return nil }
        return PixelRectangle(x: x, y: y, width: size.width, height: size.height)
    }

    private static func size(_ text: Substring) -> (width: Int, height: Int)? {
        let sides = text.split(separator: "x", omittingEmptySubsequences: false)
        guard sides.count == 2, let width = PlainText.integer(sides[0]), let height = PlainText.integer(sides[1])
        else { return nil }
        return (width, height)
    }
}
