/// Kinds of operation on pixels, each with its class.
///
/// An operation keeps pixels evidential if each output sample depends only on samples of this capture and on recorded
/// parameters, no detail comes from parameters learned on other pictures or from another picture, it runs again with
/// the same result, and it never adds resolution. T1 also keeps every value; T3 to T5 do not keep pixels evidential.
public enum OperationClass: String, Sendable, CaseIterable {
    case losslessDecode = "lossless-decode"
    case orientation
    case quarterTurn = "quarter-turn"
    case flip
    case crop
    case channelSplit = "channel-split"
    case containerChange = "container-change"

    case lossyDecode = "lossy-decode"
    case resize
    case rotate
    /// Exposure, gamma, curves.
    case tone
    /// Blur, sharpening, deconvolution with a known point-spread function.
    case linearFilter = "linear-filter"
    /// Of registered frames.
    case frameAverage = "frame-average"
    case greyscale
    case recompress
    case constantMask = "constant-mask"

    case learnedDenoise = "learned-denoise"
    case learnedDebayer = "learned-debayer"
    case learnedDeblur = "learned-deblur"
    case computationalCapture = "computational-capture"
    /// Codecs that replace one symbol by another that looks alike, as JBIG2 may.
    case symbolCodec = "symbol-codec"
    /// Of an unknown pipeline.
    case screenshot
    case unknown

    case superResolution = "super-resolution"
    case faceRestoration = "face-restoration"
    case inpaint
    case unmask
    case frontalise
    case colourise
    case style
    /// Diffusion, adversarial networks, codebooks.
    case generate
    case learnedInterpolation = "learned-interpolation"
    case relight

    case paint
    case clone
    case mirrorToComplete = "mirror-to-complete"
    /// Sketches and composites.
    case composite
    /// A picture of somebody or something else, used as a probe.
    case otherSubject = "other-subject"

    public var taint: Taint {
        switch self {
        case .losslessDecode, .orientation, .quarterTurn, .flip, .crop, .channelSplit, .containerChange: .exact
        case .lossyDecode, .resize, .rotate, .tone, .linearFilter, .frameAverage, .greyscale, .recompress,
            .constantMask:
            .processed
        case .learnedDenoise, .learnedDebayer, .learnedDeblur, .computationalCapture, .symbolCodec, .screenshot,
            .unknown:
            .learnedOrUnknown
        case .superResolution, .faceRestoration, .inpaint, .unmask, .frontalise, .colourise, .style, .generate,
            .learnedInterpolation, .relight:
            .generated
        case .paint, .clone, .mirrorToComplete, .composite, .otherSubject: .authored
        }
    }

    /// A word that this version does not know is an unknown operation.
    public init(word: String) { self = Self(rawValue: word) ?? .unknown }
}
