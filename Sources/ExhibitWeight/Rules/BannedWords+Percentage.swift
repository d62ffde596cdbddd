/// "99 % certain" with any number, in digits or words, any spacing, either way round.
extension BannedWords {
    static func percentage(_ tokens: ArraySlice<FoldedText.Token>) -> Int? {
        if let number = share(tokens) {
            let rest = tokens.dropFirst(number)
            guard let first = rest.first, first.kind == .word else { return nil }
            if claims.contains(first.skeleton) { return isBound(rest.dropFirst()) ? nil : number + 1 }
            if first.text == "chance", let next = rest.dropFirst().first {
                return whether.contains(next.skeleton) ? number + 2 : nil
            }
            // "99 % of certainty", "99 % degree of certainty".
            let fill = rest.prefix(3).prefix { $0.kind == .word && fillers.contains($0.skeleton) }.count
            guard fill > 0, let last = rest.dropFirst(fill).first, last.kind == .word, qualities.contains(last.skeleton)
            else { return nil }
            return isBound(rest.dropFirst(fill + 1)) ? nil : number + fill + 1
        }
        guard let first = tokens.first, first.kind == .word, qualities.contains(first.skeleton) else { return nil }
        let rest = tokens.dropFirst()
        let fill = rest.prefix(4).prefix { $0.kind == .word && fillers.contains($0.skeleton) }.count
        return share(rest.dropFirst(fill)).map { 1 + fill + $0 }
    }

    /// How many tokens say a percentage: "99 %", "99percent", "ninety-nine per cent".
    private static func share(_ tokens: ArraySlice<FoldedText.Token>) -> Int? {
        guard let first = tokens.first, first.kind == .word else { return nil }
        let (digits, unit) = split(first.text)
        var count = 1
        if digits.isEmpty {
            count = tokens.prefix(8).prefix { $0.kind == .word && numberWords.contains($0.skeleton) }.count
            guard count > 0 else { return nil }
        } else if !unit.isEmpty {
            return units.contains(unit) ? 1 : nil
        } else {
            // "99 . 5", "99 9": digits in groups, and a stop between them.
            let more = tokens.dropFirst().prefix(8)
            count += more.prefix { $0.kind == .stop || ($0.kind == .word && isNumber($0.text)) }.count
        }
        guard let next = tokens.dropFirst(count).first else { return nil }
        if next.kind == .percent { return count + 1 }
        guard next.kind == .word else { return nil }
        if units.contains(next.text) { return count + 1 }
        let isPerCent = next.text == "per" && tokens.dropFirst(count + 1).first?.text == "cent"
        return isPerCent ? count + 2 : nil
    }

    private static func isNumber(_ text: String) -> Bool { split(text).unit.isEmpty }

    /// A number and what is written onto it. Within it O and l are read as digits; it begins or ends with a true one.
    private static func split(_ text: String) -> (digits: Substring, unit: String) {
        let digits = text.prefix { ("0"..."9").contains($0) || ["o", "l", "i", "|", "."].contains($0) }
        guard digits.contains(where: { ("0"..."9").contains($0) }) else { return ("", text) }
        return (digits, String(text.dropFirst(digits.count)))
    }

    /// "95 % confidence bound" is a statement about a method, and a proper one.
    private static func isBound(_ tokens: ArraySlice<FoldedText.Token>) -> Bool {
        guard let next = tokens.first, next.kind == .word else { return false }
        return bounds.contains(next.skeleton)
    }

    private static func skeletons(_ words: [String]) -> Set<String> { Set(words.map(FoldedText.skeleton)) }

    private static let units: Set<String> = ["percent", "pct", "procent", "percentage"]
    /// After a percentage.
    private static let claims = skeletons([
        "certain", "certainty", "certainly", "sure", "surety", "confident", "confidence", "positive", "match",
        "matching",
        "matched", "matches", "likely", "likelihood", "probable", "probability", "probably", "accurate", "identical",
        "proven", "proof",
    ])
    /// Before a percentage, or after it and a filler.
    private static let qualities = skeletons([
        "certain", "certainty", "sure", "confident", "confidence", "probability", "likelihood", "match", "matched",
    ])
    /// "A 5 % chance of a coincidence" may be said; "a 99 % chance that it is he" may not.
    private static let whether = skeletons(["that", "it", "this", "he", "she", "they", "he's", "she's"])
    private static let fillers = skeletons([
        "of", "at", "to", "is", "was", "are", "by", "with", "over", "about", "the", "a", "than", "more", "score",
        "level", "degree", "rate", "exactly", "nearly", "almost", "around", "above", "it",
    ])
    private static let bounds = skeletons([
        "bound", "bounds", "limit", "limits", "interval", "intervals", "region", "level",
    ])
    private static let numberWords = skeletons([
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty", "thirty", "forty",
        "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "point", "zero", "a", "and",
    ])
}
