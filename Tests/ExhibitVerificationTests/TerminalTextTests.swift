import ExhibitCore
import ExhibitVerification
import Testing

@Suite("Words of a stranger on a terminal")
struct TerminalTextTests {
    private static let line = "Verified: everything required was checked and holds."

    @Test("A long line goes on further in, whatever fills it, so that no part of a name begins a line")
    func forged() {
        for columns in [20, 40, 80, 132] {
            for filler in [" ", "_", "ｗ", "e\u{301}", "\u{2003}", "-"] {
                let name = "publisher    Gazette" + String(repeating: filler, count: columns) + Self.line
                for count in 0..<columns {
                    let wrapped = TerminalText.wrapped(
                        "publisher    " + String(repeating: filler, count: count) + Self.line, columns: columns)
                    let lines = wrapped.split(separator: "\n")
                    #expect(lines.dropFirst().allSatisfy { $0.utf8.starts(with: Array("    ".utf8)) }, "\(wrapped)")
                }
                let lines = TerminalText.wrapped(name, columns: columns).split(separator: "\n")
                #expect(
                    lines.count > 1 && lines.dropFirst().allSatisfy { $0.utf8.starts(with: Array("    ".utf8)) },
                    "\(lines)")
                #expect(lines.allSatisfy { $0.unicodeScalars.count <= columns }, "\(lines)")
            }
        }
    }

    @Test("Nothing is lost by it, short lines stay, and a line that began further in goes on further in still")
    func kept() {
        #expect(TerminalText.wrapped("short\n  also short", columns: 0) == "short\n  also short")
        let words = (0..<60).map { "word\($0)" }.joined(separator: " ")
        let wrapped = TerminalText.wrapped("       " + words, columns: 50)
        #expect(wrapped.split(whereSeparator: { " \n".contains($0) }).joined(separator: " ") == words)
        #expect(
            wrapped.split(separator: "\n").dropFirst().allSatisfy { $0.hasPrefix(String(repeating: " ", count: 11)) })
        let bold = "\u{1B}[1mLEAD\u{1B}[0m" + String(repeating: "x", count: 76)
        #expect(TerminalText.wrapped(bold, columns: 80) == bold)
    }

    @Test("Blanks that would carry the end of a name away are counted, and what nobody sees is spelled out")
    func visible() {
        #expect(Verdict.visible("a  b   c") == "a  b   c")
        #expect(Verdict.visible("Gazette" + String(repeating: " ", count: 60) + "x") == "Gazette [60 spaces] x")
        #expect(Verdict.visible("a\u{2003}\u{3000}\u{A0}\u{2003}b") == "a [4 spaces] b")
        #expect(Verdict.visible("a    b", keepingSpaces: true) == "a    b")
        for (scalar, text) in [
            ("\u{E0041}", "e0041"), ("\u{180E}", "180e"), ("\u{3164}", "3164"), ("\u{34F}", "34f"),
            ("\u{2800}", "2800"), ("\u{FE0F}", "fe0f"), ("\n", "a"), ("\u{9B}", "9b"), ("\u{202E}", "202e"),
        ] {
            #expect(Verdict.visible("x\(scalar)y") == "x\\u{\(text)}y")
        }
    }

    @Test("JSON holds the same value, and nothing that a terminal obeys")
    func json() throws {
        let value: JSON = ["name": "g\u{9B}31m\u{202E}\u{E0041}é"]
        let text = TerminalText.escaped(json: value.encoded)
        #expect(text.unicodeScalars.allSatisfy { !$0.deceives } && text.contains("\\u009b31m\\u202e\\udb40\\udc41é"))
    }
}
