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

    /// The class of the operation itself, as steps state it. "T1" keeps every value; "T2" is a fixed, many-to-one
    /// computation on this capture's own samples; "T3" is learned or unknown; "T4" has generated pixels.
    ///
    /// - Parameter generatesPixels: whether the model of the run does.
    public func taintClass(generatesPixels: Bool = false) -> String {
        switch self {
        case .decodePNG, .encodePNG, .crop, .rotate, .flip, .upright: "T1"
        case .decodeJPEG, .luminance, .hash, .search, .reduce, .resize, .grey, .exposure, .mask: "T2"
        case .runModel: generatesPixels ? "T4" : "T2"
        case .observe: generatesPixels ? "T4" : "T3"
        }
    }

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
