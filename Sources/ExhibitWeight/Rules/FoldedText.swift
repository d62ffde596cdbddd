/// Text as a reader sees it, for looking for words in it: case, accents, full-width, mathematical and look-alike
/// letters, and digits of any script are folded to ASCII; what is not visible is left out. Every letter keeps its
/// place.
struct FoldedText {
    struct Token {
        enum Kind { case word, percent, stop }
        let kind: Kind
        /// Letters and digits, ASCII where they look like it.
        let text: String
        /// With digits and signs that stand for letters folded too: "c0nfirmed", "m4tch".
        let skeleton: String
        let range: Range<String.Index>
        /// Put together from letters that were written apart.
        var isJoined = false
    }

    private(set) var tokens: [Token] = []
    private var letters = ""
    private var range: Range<String.Index>?

    /// - Parameters:
    ///   - splitsLigatures: whether "ﬁ" is read as two letters.
    ///   - joinsLetters: whether a run of single letters is one word.
    init(_ text: String, splitsLigatures: Bool = false, joinsLetters: Bool = true) {
        let scalars = text.unicodeScalars
        var index = scalars.startIndex
        while index < scalars.endIndex {
            let next = scalars.index(after: index)
            let place = index..<next
            if splitsLigatures, let parts = Self.parts(ofLigature: scalars[index]) {
                for part in parts { append(part, place) }
            } else {
                append(scalars[index], place)
            }
            index = next
        }
        close()
        if joinsLetters { joinSpacedLetters() }
    }

    private mutating func append(_ scalar: Unicode.Scalar, _ place: Range<String.Index>) {
        if Self.isInvisible(scalar) { return }
        if let folded = Self.folded(scalar) {
            letters += folded
            range = (range?.lowerBound ?? place.lowerBound)..<place.upperBound
            return
        }
        let isBetweenDigits = [".", ",", "\u{66B}"].contains(scalar) && letters.last?.isNumber == true
        if isBetweenDigits {
            // Kept for now: "99.5" is one number, while "match." ends before its stop.
            letters += "."
            range = (range?.lowerBound ?? place.lowerBound)..<place.upperBound
            return
        }
        close()
        let kind: Token.Kind? =
            switch scalar {
            case "%", "\u{FF05}", "\u{FE6A}", "\u{66A}", "\u{2030}", "\u{2031}", "\u{609}", "\u{60A}": .percent
            case ".", "!", "?", ";", "\u{3002}": .stop
            default: nil
            }
        if let kind { tokens.append(Token(kind: kind, text: "", skeleton: "", range: place)) }
    }

    private mutating func close() {
        guard let place = range else { return }
        let endsInStop = letters.last == "."
        while letters.last == "." { letters.removeLast() }
        tokens.append(Token(kind: .word, text: letters, skeleton: Self.skeleton(letters), range: place))
        if endsInStop { tokens.append(Token(kind: .stop, text: "", skeleton: "", range: place)) }
        letters = ""
        range = nil
    }

    /// "r e v e a l e d" and "r.e.v.e.a.l.e.d" are one word, from four letters on.
    private mutating func joinSpacedLetters() {
        var joined: [Token] = []
        var run: [Token] = []
        func closed(_ run: [Token]) -> [Token] {
            let letters = run.filter { $0.kind == .word }
            guard letters.count >= 4, let first = letters.first, let last = letters.last else { return run }
            let text = letters.map(\.text).joined()
            let range = first.range.lowerBound..<last.range.upperBound
            return [Token(kind: .word, text: text, skeleton: Self.skeleton(text), range: range, isJoined: true)]
        }
        for token in tokens {
            let isLetter = token.text.count == 1 && !("0"..."9").contains(token.text)
            if isLetter || (token.kind == .stop && run.last?.kind == .word) {
                run.append(token)
            } else {
                joined += closed(run) + [token]
                run = []
            }
        }
        tokens = joined + closed(run)
    }

    /// Digits and signs that are read as letters in a word.
    static func skeleton(_ text: String) -> String {
        String(
            text.map { letter -> Character in
                switch letter {
                case "0": "o"
                case "1", "i", "|": "l"
                case "3": "e"
                case "4": "a"
                case "5", "$": "s"
                case "7": "t"
                case "8": "b"
                default: letter
                }
            })
    }
}
