extension BannedWords {
    /// All that ``find(in:)`` finds, and phrases of which a part alone is written apart ("m a t c h confirmed",
    /// "con firmed ma tch"), or with ligatures.
    ///
    /// In the order of their places; none overlaps another. Time is linear in the text.
    public static func findAnySpelling(in text: String) -> [Finding] {
        var findings = find(among: FoldedText(text, splitsLigatures: true).tokens)
        let tokens = FoldedText(text, splitsLigatures: true, joinsLetters: false).tokens
        let known = findings
        var next = 0
        var index = 0
        while index < tokens.count {
            while next < known.count, known[next].range.upperBound <= tokens[index].range.lowerBound { next += 1 }
            if let (length, reason) = together(tokens[index...]) {
                let range = tokens[index].range.lowerBound..<tokens[index + length - 1].range.upperBound
                if next == known.count || known[next].range.lowerBound >= range.upperBound {
                    findings.append(Finding(range: range, reason: reason))
                }
                index += length
            } else {
                index += 1
            }
        }
        return findings.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// Phrases by their letters alone. Short ones would be found across innocent words.
    private static let letters: [String: String] = {
        var letters: [String: String] = [:]
        for (phrases, reason) in lists {
            for phrase in phrases.values.joined().map({ $0.joined() }) where phrase.utf8.count >= 6 {
                if letters[phrase] == nil { letters[phrase] = reason }
            }
        }
        return letters
    }()
    private static let longest = letters.keys.map(\.utf8.count).max() ?? 0

    /// How many tokens from the first on make up a phrase, where they are pieces: whole words side by side ("a flaw less")
    /// are the writer's own.
    private static func together(_ tokens: ArraySlice<FoldedText.Token>) -> (length: Int, reason: String)? {
        var joined = ""
        var hasPiece = false
        var last = ""
        for (offset, token) in tokens.enumerated() {
            // "m.a.t.c.h": a stop behind a single letter ends no sentence.
            if token.kind == .stop, last.utf8.count == 1 { continue }
            guard token.kind == .word, joined.utf8.count + token.skeleton.utf8.count <= longest else { return nil }
            joined += token.skeleton
            last = token.skeleton
            hasPiece = hasPiece || last.utf8.count <= 2
            if offset > 0, hasPiece, let reason = letters[joined] { return (offset + 1, reason) }
        }
        return nil
    }
}
