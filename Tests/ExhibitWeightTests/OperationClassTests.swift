import ExhibitWeight
import Testing

@Suite("The class of an operation")
struct OperationClassTests {
    @Test(
        "is that of the table",
        arguments: [
            (
                .exact,
                ["lossless-decode", "orientation", "quarter-turn", "flip", "crop", "channel-split", "container-change"]
            ),
            (
                .processed,
                [
                    "lossy-decode", "resize", "rotate", "tone", "linear-filter", "frame-average", "greyscale",
                    "recompress", "constant-mask",
                ]
            ),
            (
                .learnedOrUnknown,
                [
                    "learned-denoise", "learned-debayer", "learned-deblur", "computational-capture", "symbol-codec",
                    "screenshot", "unknown",
                ]
            ),
            (
                .generated,
                [
                    "super-resolution", "face-restoration", "inpaint", "unmask", "frontalise", "colourise", "style",
                    "generate", "learned-interpolation", "relight",
                ]
            ),
            (.authored, ["paint", "clone", "mirror-to-complete", "composite", "other-subject"]),
        ] as [(Taint, [String])])
    func table(taint: Taint, words: [String]) {
        for word in words {
            #expect(OperationClass(rawValue: word)?.taint == taint, "\(word)")
            #expect(OperationClass(word: word).taint == taint)
        }
        #expect(OperationClass.allCases.filter { $0.taint == taint }.map(\.rawValue) == words)
    }

    @Test("is T3 for a word that nobody knows", arguments: ["", "Crop", "crop ", "enhance", "T0"])
    func unknown(word: String) {
        #expect(OperationClass(word: word) == .unknown)
    }
}

@Suite("What a file says of itself")
struct ExternalMarkTests {
    private let source = "http://cv.iptc.org/newscodes/digitalsourcetype/"

    @Test(
        "raises by IPTC's digital source type",
        arguments: [
            ("trainedAlgorithmicMedia", .generated), ("compositeWithTrainedAlgorithmicMedia", .generated),
            ("compositeSynthetic", .generated), ("algorithmicMedia", .generated), ("virtualRecording", .generated),
            ("softwareImage", .generated), ("algorithmicallyEnhanced", .learnedOrUnknown),
            ("humanEdits", .learnedOrUnknown), ("minorHumanEdits", .learnedOrUnknown),
            ("computationalCapture", .learnedOrUnknown), ("screenCapture", .learnedOrUnknown),
            ("print", .learnedOrUnknown), ("composite", .authored), ("compositeCapture", .authored),
            ("digitalArt", .authored), ("digitalCreation", .authored), ("dataDrivenMedia", .authored),
            ("digitalCapture", .asReceived), ("negativeFilm", .asReceived), ("positiveFilm", .asReceived),
            ("a word of next year", .learnedOrUnknown), ("", .learnedOrUnknown),
        ] as [(String, Taint)])
    func digitalSourceType(word: String, taint: Taint) {
        let spellings = [word, word.uppercased(), "digsrctype:" + word, "HTTPS" + source.dropFirst(4) + word + "/"]
        for spelling in spellings + [source + word] where !word.isEmpty || spelling == word {
            #expect(ExternalMark(digitalSourceType: spelling).taint == taint, "\(spelling)")
        }
        #expect(ExternalMark(digitalSourceType: word).region.isWhole)
    }

    @Test(
        "raises by a C2PA action",
        arguments: [
            ("c2pa.enhanced", nil, .learnedOrUnknown), ("c2pa.filtered", nil, .learnedOrUnknown),
            ("c2pa.edited", nil, .learnedOrUnknown), ("c2pa.unknown", nil, .learnedOrUnknown),
            ("c2pa.cropped", nil, .learnedOrUnknown), ("c2pa.redacted", nil, .learnedOrUnknown),
            ("com.example.beautify", nil, .learnedOrUnknown), ("C2PA.opened", nil, .learnedOrUnknown),
            ("c2pa.drawing", nil, .authored), ("c2pa.placed", nil, .authored), ("c2pa.addedText", nil, .authored),
            ("c2pa.opened", nil, .asReceived), ("c2pa.published", nil, .asReceived),
            ("c2pa.repackaged", nil, .asReceived), ("c2pa.edited.metadata", nil, .asReceived),
            ("c2pa.created", nil, .learnedOrUnknown), ("c2pa.created", "digitalCapture", .asReceived),
            ("c2pa.created", "trainedAlgorithmicMedia", .generated), ("c2pa.created", "digitalCreation", .authored),
            ("c2pa.edited", "compositeWithTrainedAlgorithmicMedia", .generated),
            ("c2pa.edited", "digitalCapture", .learnedOrUnknown), ("c2pa.opened", "what", .learnedOrUnknown),
        ] as [(String, String?, Taint)])
    func actions(action: String, source: String?, taint: Taint) {
        #expect(ExternalMark(action: action, digitalSourceType: source).taint == taint)
    }

    @Test("never lowers what is there", arguments: Taint.allCases)
    func upwards(taint: Taint) {
        for mark in [ExternalMark(digitalSourceType: "digitalCapture"), ExternalMark(action: "c2pa.opened")] {
            let graph = TaintGraph(steps: [TaintStep<Int>](), origins: [0: TaintOrigin(taint, marks: [mark])])
            #expect(graph.taint(of: 0) == taint)
        }
    }
}
