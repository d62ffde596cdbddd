/// What a file says of itself: by IPTC's digital source type, or by an action in a C2PA manifest.
///
/// A mark raises the class and never lowers it: anybody can write one, and nobody has to. Non-editorial is not
/// evidential here: C2PA files noise reduction and sharpening as such.
public struct ExternalMark: Hashable, Sendable {
    public let taint: Taint
    /// Where the mark says that it applies; the whole where it does not say.
    public let region: Region

    public init(_ taint: Taint, in region: Region = .whole) {
        self.taint = taint
        self.region = region
    }

    /// - Parameter digitalSourceType: the URI, the QCode, or the word itself; in any case, as tools write it.
    public init(digitalSourceType: String, in region: Region = .whole) {
        let word = digitalSourceType.lowercased().split { $0 == "/" || $0 == ":" }.last
        self.init(Self.taint(ofSource: word.map { String($0) } ?? ""), in: region)
    }

    /// - Parameters:
    ///   - action: as the manifest labels it.
    ///   - digitalSourceType: of the action or, for one that creates, of its asset.
    public init(action: String, digitalSourceType: String? = nil, in region: Region = .whole) {
        let source = digitalSourceType.map { ExternalMark(digitalSourceType: $0).taint }
        self.init(max(Self.taint(ofAction: action, isExplained: source != nil), source ?? .asReceived), in: region)
    }

    /// NewsCodes "digitalsourcetype", October 2024, in lower case, retired words included. What is not listed is T3:
    /// edits, enhancement, computational and screen capture, prints, and words of later versions.
    private static func taint(ofSource word: String) -> Taint {
        switch word {
        case "digitalcapture", "negativefilm", "positivefilm": .asReceived
        case "trainedalgorithmicmedia", "compositewithtrainedalgorithmicmedia", "compositesynthetic",
            // Drawn by a formula or in a simulation: no capture either.
            "algorithmicmedia", "virtualrecording", "softwareimage":
            .generated
        case "composite", "compositecapture", "digitalart", "digitalcreation", "datadrivenmedia": .authored
        default: .learnedOrUnknown
        }
    }

    /// C2PA 2.2, actions. What another program did to pixels stands in no list of fixed operations, so it is T3 at
    /// least, however harmless its label; so is an action that is not among them.
    private static func taint(ofAction action: String, isExplained: Bool) -> Taint {
        switch action {
        case "c2pa.opened", "c2pa.published", "c2pa.repackaged", "c2pa.edited.metadata": .asReceived
        case "c2pa.created": isExplained ? .asReceived : .learnedOrUnknown
        case "c2pa.addedText", "c2pa.drawing", "c2pa.placed": .authored
        default: .learnedOrUnknown
        }
    }
}
