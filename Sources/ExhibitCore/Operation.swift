/// The operations that this version performs or has performed for it, by the names under which steps record them.
public enum Operation: String, Sendable, CaseIterable {
    case decodeJPEG = "jpeg.decode"
    case decodePNG = "png.decode"
    case luminance = "pdq.luminance"
    case hash = "pdq.hash"
    case search = "hamming.search"
    case reduce = "reduce.area-average-jpeg"
    case encodePNG = "png.encode"
    /// What a program did under `exhibit-runner-v1`, or a model that is part of this one.
    case runModel = "model.run"
    /// What a program did that speaks no protocol: what went in and what came out, and nothing between.
    case observe
    case crop = "image.crop"
    case rotate = "image.rotate"
    case flip = "image.flip"
    case upright = "image.upright"
    case resize = "image.resize"
    case grey = "image.grey"
    case exposure = "image.exposure"
    case mask = "image.mask"

    public var version: String { "1" }
    public var isDecode: Bool { self == .decodeJPEG || self == .decodePNG }

    /// Nil where another program, or a later version, made the step.
    public static func named(in step: Statement) -> Operation? {
        guard let operation = step.body["operation"],
            let name = operation["name"]?.text.flatMap({ Self(rawValue: $0) }),
            operation["version"]?.text == name.version
        else { return nil }
        return name
    }

    public var json: JSON { ["name": .string(rawValue), "version": .string(version)] }
}
