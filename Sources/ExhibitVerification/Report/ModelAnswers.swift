import ExhibitCore

/// Whether a model's statement is one that holds together, and a list of answers one that it can give.
struct ModelAnswers {
    let model: Statement
    /// How many answers were asked for.
    let depth: Int
    /// Of its labels; nil where they are not disclosed.
    let labels: Set<[UInt8]>?
    /// The reference set that it was given; nil where it was asked about the picture alone.
    var gallery: Statement?
    /// The pictures of the set; nil where its manifest is not disclosed.
    var members: Set<TypedName>?

    /// Why the statement is none that the program makes; nil where it is.
    var reasonOtherModel: String? {
        guard let manifest = model.name("manifest"), manifest != TypedName(.open, KnownModel.manifest) else {
            return "it is built in, and its statement says something else"
        }
        let lines = (model.body["files"]?.elements ?? []).compactMap { file -> Manifest.Line? in
            guard let path = file["path"]?.text, let name = file["artifact"]?.text.flatMap({ TypedName($0) }) else {
                return nil
            }
            return Manifest.Line(hash: name.hash, path: path)
        }
        guard let made = try? Manifest(lines), TypedName.open(made.encoded) == manifest else {
            return "its manifest is not that of its files"
        }
        // A page prints it; a free one is room for a sentence.
        guard model.isBuiltInModel || model.text("version") == String(manifest.hash.hex.prefix(12)) else {
            return "its version is not the beginning of its manifest's digest"
        }
        guard let (low, high) = range, low <= high, match.map({ (low...high).contains($0) }) ?? true else {
            return "the score that it asks for lies outside its range"
        }
        return nil
    }

    private var range: (Double, Double)? {
        guard let low = model.body["score"]?["minimum"]?.text.flatMap({ Double($0) }),
            let high = model.body["score"]?["maximum"]?.text.flatMap({ Double($0) })
        else { return nil }
        return (low, high)
    }

    private var match: Double? { model.body["match"]?.text.flatMap { Double($0) } }
    private var isHigherBetter: Bool { model.body["score"]?["better"]?.text == "higher" }

    /// A list out of order could put any answer first, and one with other labels say anything.
    func reasonRefused(_ scores: ScoreList) -> String? {
        let values = scores.candidates.map(\.score.value)
        let isOrdered = zip(values, values.dropFirst()).allSatisfy { first, second in
            second.isNaN || (isHigherBetter ? first >= second : first <= second)
        }
        guard isOrdered, values.count <= depth else {
            return "it is not in the order of its scores, or longer than asked"
        }
        guard let (low, high) = range, values.allSatisfy({ !$0.isFinite || (low...high).contains($0) }) else {
            return "it has a score outside of the range of its model"
        }
        guard Set(scores.candidates.map(\.score.isSingle)).count <= 1 else { return "its scores are of two kinds" }
        var seen: Set<[UInt8]> = []
        for candidate in scores.candidates {
            guard case .label(let label) = candidate.answer else {
                guard gallery != nil else { return "it answers with a picture, and was given none" }
                guard let name = candidate.answer.reference, seen.insert(name.hash.bytes).inserted else {
                    return "it gives one answer twice"
                }
                guard members?.contains(name) ?? true else { return "an answer is no picture of the reference set" }
                continue
            }
            guard gallery == nil else { return "it answers with a label, and was given pictures to compare with" }
            guard seen.insert(Array(label.utf8)).inserted else { return "it gives one answer twice" }
            guard label.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }) else {
                return "an answer has a control character"
            }
            guard labels?.contains(Array(label.utf8)) ?? true else { return "an answer is none of the model's labels" }
        }
        return nil
    }
}
