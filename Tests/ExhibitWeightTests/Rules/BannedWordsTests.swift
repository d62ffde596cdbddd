import ExhibitWeight
import Testing

@Suite("Words that no report may use")
struct BannedWordsTests {
    @Test(
        "are found however they are spelled",
        arguments: [
            "match confirmed", "Match Confirmed", "MATCH CONFIRMED", "match\u{A0}confirmed",
            "match\u{2003}\n confirmed",
            "match-confirmed", "match \u{2013} confirmed", "m\u{200B}atch con\u{AD}firmed", "ma\u{301}tch confirmed",
            "mátch confirmed", "ｍａｔｃｈ ｃｏｎｆｉｒｍｅｄ", "𝐦𝐚𝐭𝐜𝐡 𝘤𝘰𝘯𝘧𝘪𝘳𝘮𝘦𝘥", "mаtсh соnfіrmеd", "m4tch c0nfirmed",
            "ⓜⓐⓣⓒⓗ confirmed", "#MatchConfirmed", "the match is confirmed", "match has been confirmed",
            "a confirmed match", "identity confirmed", "confirms the identity", "a positive match",
            "99 % certain", "99% certain", "99%certain", "99percent certain", "99 per cent certain", "99.9 % certain",
            "99,9 % certain", "100 % sure", "3 % certain", "99\u{202F}% certain", "99\u{2009}%\u{A0}certain",
            "９９％ certain", "٩٩٪ certain", "𝟗𝟗 % certain", "⁹⁹ % certain", "९९ % certain", "9O % certain",
            "l00 % certain",
            "9 9 % certain", "ninety-nine percent certain", "one hundred per cent sure", "99 percent confident",
            "99-percent certainty", "a certainty of 99 %", "certain to 99 %", "confidence: 99 %",
            "confidence score of 99%",
            "sure at more than 99 %", "99 % match", "99 % probability", "a 99 % chance that it is him", "999 ‰ certain",
            "99 % of certainty", "revealed", "REVEALED", "his face was revealed.", "re-vealed", "r e v e a l e d",
            "r.e.v.e.a.l.e.d", "rеvеаlеd", "rev\u{2060}ealed", "r3vealed", "reveals", "révélé reveal", "unmasked",
            "un-masked",
            "ＵＮＭＡＳＫＥＤ", "unmasking", "de-masked", "virtually certain", "beyond any doubt", "zero error rate",
            "infallible", "positively identified",
        ])
    func found(text: String) throws {
        let findings = BannedWords.find(in: text)
        #expect(findings.count == 1)
        #expect(findings.first?.reason.isEmpty == false)
    }

    @Test(
        "are not seen in plain statements",
        arguments: [
            "", " ", "99", "%", "99 %", "The bound is 0.0099 (one-sided 95 % upper bound).",
            "a 95 % confidence interval",
            "95 % confidence bounds", "0 errors in 300 pairs, at most 1 %", "Inconclusive",
            "The match was not clear. Confirmed by nobody.",
            "certain pictures", "It is not certain.", "35 % of the face was visible", "uncertain",
            "5 % chance of a coincidence",
            "matching pictures of the set", "the threshold is 31", "1 of 99 pictures is certain to differ",
            "She unmarked the box and masked the region", "relieved", "12 % of searches", "identity",
            "confirmed receipt of the objection",
        ])
    func plain(text: String) {
        #expect(BannedWords.find(in: text).isEmpty)
    }

    @Test("are given with their place in the text and a reason")
    func places() throws {
        let text = "Ärger: the man was un\u{AD}masked; we are ９９ % certain."
        let findings = BannedWords.find(in: text)
        #expect(findings.map { String(text[$0.range]) } == ["un\u{AD}masked", "９９ % certain"])
        #expect(Set(findings.map(\.reason)).count == 2)
    }

    @Test("stand in no sentence of the policy, nor in any that an outcome puts together")
    func ownSentences() {
        let fixed =
            Weighing.Sentence.allCases.map(\.text) + Weighing.Rule.allCases.map(\.sentence) + VerbalScale.words
            + Taint.allCases.map(\.sentence) + Reason.allCases.map(\.sentence)
        for sentence in fixed { #expect(BannedWords.find(in: sentence).isEmpty, "\(sentence)") }
        for ratio in ["-3", "-1", "0", "1.5", "3.3", "99"] {
            for size in [1, 5_000, 1_000_000] as [Int64] {
                let outcome = Weighing.evaluate(
                    WeighingSamples.vectorA.with {
                        $0.calibration?.ratio = Weighing.Ratio(decimal(ratio), cap: .count(3_000))
                        $0.comparison = .oneToMany(galleries: [size])
                    })
                let said = outcome.sentences + [outcome.banner ?? ""] + outcome.reasons.flatMap(\.figures).map(\.due)
                #expect(BannedWords.find(in: said.joined(separator: " ")).isEmpty)
            }
        }
    }

    @Test("are looked for in long hostile texts in time that grows with their length")
    func long() {
        let texts = [
            "m ", "99 ", "% ", "match ", "one hundred ", "9.", "a", "\u{301}", "r e v e a l ", "certain of ", "٩",
        ]
        for text in texts {
            let clock = ContinuousClock()
            let took = clock.measure {
                _ = BannedWords.find(in: String(repeating: text, count: 30_000 / text.utf8.count))
            }
            #expect(took < .seconds(10), "\(text)")
        }
    }
}
