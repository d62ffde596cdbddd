/// One thing that a picture file says about how it was made, in words of a closed vocabulary: a page prints it, and a
/// free word is room for a sentence.
public struct FileMark: Hashable, Sendable {
    /// Where in the file it stands: one of ``carriers``.
    public let carrier: String
    /// What it says: one of ``words``.
    public let says: String
    /// "T3", "T4", "T5"; nil where it says nothing against the picture.
    public let taint: String?

    /// Nil for words outside of the vocabulary.
    public init?(carrier: String, says: String, taint: String?) {
        guard Self.carriers.contains(carrier), Self.words.contains(says),
            taint.map(Self.classes.contains) ?? true
        else { return nil }
        self.carrier = carrier
        self.says = says
        self.taint = taint
    }

    public init?(_ json: JSON) {
        guard let carrier = json["carrier"]?.text, let says = json["says"]?.text else { return nil }
        self.init(carrier: carrier, says: says, taint: json["class"]?.text)
    }

    public var json: JSON {
        [
            "carrier": .string(carrier), "says": .string(says), "class": taint.map { .string($0) } ?? .null,
        ]
    }

    /// Marks never lower a class, so there is none below T3.
    public static let classes = ["T3", "T4", "T5"]
    public static let limit = 32

    public static let carriers = [
        "C2PA action", "C2PA digital source type", "C2PA manifest store", "XMP digital source type",
        "XMP statement about an AI system", "XMP provenance link", "XMP", "IPTC-IIM", "file",
    ]

    /// What cannot be read, and what is none of the words below.
    public static let unreadable = "unreadable"
    public static let other = "another word"

    /// IPTC NewsCodes "digitalsourcetype", retired ones included, and what C2PA adds to them.
    public static let sourceTypes = [
        "digitalCapture", "negativeFilm", "positiveFilm", "computationalCapture", "multiFrameComputationalCapture",
        "print", "screenCapture", "minorHumanEdits", "humanEdits", "algorithmicallyEnhanced",
        "trainedAlgorithmicMedia", "trainedAlgorithmicData", "compositeWithTrainedAlgorithmicMedia",
        "compositeSynthetic", "algorithmicMedia", "virtualRecording", "virtualEvent", "softwareImage", "composite",
        "compositeCapture", "digitalCreation", "digitalArt", "dataDrivenMedia", "empty",
    ]

    /// C2PA 2.2.
    public static let actions = [
        "c2pa.created", "c2pa.opened", "c2pa.converted", "c2pa.resized", "c2pa.resized.proportional", "c2pa.cropped",
        "c2pa.published", "c2pa.orientation", "c2pa.repackaged", "c2pa.transcoded", "c2pa.edited.metadata",
        "c2pa.enhanced", "c2pa.filtered", "c2pa.edited", "c2pa.adjustedColor", "c2pa.color_adjustments",
        "c2pa.unknown", "c2pa.removed", "c2pa.deleted", "c2pa.redacted", "c2pa.watermarked",
        "c2pa.watermarked.bound", "c2pa.watermarked.unbound", "c2pa.drawing", "c2pa.addedText", "c2pa.placed",
    ]

    public static let words = sourceTypes + actions + [unreadable, other]

    static let shape = Shape.record([
        "carrier": .word(carriers), "says": .word(words), "class": .nullable(.word(classes)),
    ])
}

extension FileMark {
    /// What marks of a class say together, for people. The fixed beginning of a sentence.
    public static func sentence(ofClass taint: String) -> String {
        switch taint {
        case "T4":
            "The file itself says that a generative model, or a program without a camera, made it or a part of it."
        case "T5": "The file itself says that it was drawn, or put together from several pictures."
        default:
            "The file itself says that it was changed in a way that is not recorded, or what it says could not be read."
        }
    }

    /// "XMP digital source type: trainedAlgorithmicMedia"
    public var line: String { "\(carrier): \(says)" }
}
