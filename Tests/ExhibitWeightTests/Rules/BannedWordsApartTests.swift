import ExhibitWeight
import Testing

@Suite("Words that no report may use, with letters apart")
struct BannedWordsApartTests {
    @Test(
        "are found beside whole words, and in ligatures",
        arguments: [
            "m a t c h  confirmed", "match c o n f i r m e d", "ma tch confirmed", "m-a-t-c-h confirmed",
            "m.a.t.c.h confirmed", "m a t c h  c o n f i r m e d", "ｍ ａ ｔ ｃ ｈ confirmed", "con\u{FB01}rmed match",
            "n o doubt", "m\u{200B} a\u{200B} t c h confirmed", "beyond a l l doubt", "i d confirmed", "in fallible",
            "\u{FB02}awless", "posi ti vely identified",
        ])
    func found(text: String) {
        #expect(BannedWords.find(in: text).isEmpty || text.contains("c o n f i r m e d"))
        let findings = BannedWords.findAnySpelling(in: text)
        #expect(findings.count == 1)
        #expect(findings.first?.reason.isEmpty == false)
    }

    @Test(
        "are found where they are found without, once",
        arguments: ["match confirmed", "r e v e a l e d", "99 % certain", "no doubt", "un masked", "beyond a doubt"])
    func same(text: String) {
        #expect(BannedWords.findAnySpelling(in: text) == BannedWords.find(in: text))
        #expect(BannedWords.find(in: text).count == 1)
    }

    @Test(
        "are not seen across innocent words",
        arguments: [
            "", "one flaw less to see", "The match was not clear. Confirmed by nobody.",
            "I. D. Smith confirmed receipt",
            "a con firm", "a b c d e f", "it is a fool proof reading", "no; doubt is allowed",
        ])
    func plain(text: String) {
        #expect(BannedWords.findAnySpelling(in: text).isEmpty)
    }

    @Test("are given with their place, in the order of the text")
    func places() {
        let text = "He was unmasked; m a t c h confirmed, and n o doubt."
        let findings = BannedWords.findAnySpelling(in: text)
        #expect(findings.map { String(text[$0.range]) } == ["unmasked", "m a t c h confirmed", "n o doubt"])
    }

    @Test("are looked for in long hostile texts in time that grows with their length")
    func long() {
        for text in ["m ", "m. ", "ma tch ", "no ", "i d ", "certain ", "a", "\u{FB01}"] {
            let took = ContinuousClock().measure {
                _ = BannedWords.findAnySpelling(in: String(repeating: text, count: 30_000 / text.utf8.count))
            }
            #expect(took < .seconds(10), "\(text)")
        }
    }
}
