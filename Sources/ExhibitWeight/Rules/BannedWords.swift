/// Words that promise more than any comparison can give. Where they stand in free text, they are flagged.
///
/// The list is of English phrases. A text is read as `FoldedText` says, so that spelling tricks do not help; a phrase
/// does not reach across the end of a sentence. Time is linear in the text. Negations are not understood and are
/// flagged too.
public enum BannedWords {
    public struct Finding: Sendable, Equatable {
        public let range: Range<String.Index>
        public let reason: String
    }

    /// In the order of their places; none overlaps another. Pages of earlier versions are flagged by exactly this: what
    /// is found more goes into ``findAnySpelling(in:)``.
    public static func find(in text: String) -> [Finding] { find(among: FoldedText(text).tokens) }

    static func find(among tokens: [FoldedText.Token]) -> [Finding] {
        var findings: [Finding] = []
        var index = 0
        while index < tokens.count {
            if let (length, reason) = match(tokens[index...]) {
                let last = tokens[index + length - 1]
                findings.append(
                    Finding(range: tokens[index].range.lowerBound..<last.range.upperBound, reason: reason))
                index += length
            } else {
                index += 1
            }
        }
        return findings
    }

    private static let isProbability = "A score or a likelihood ratio is not the probability that the answer is right."
    private static let isFinal =
        "No comparison settles who or what something is; it supports one proposition over another."
    private static let isUncovering = "What a model draws in place of hidden pixels uncovers nothing."
    private static let isFaultless = "No method is without error; a count of zero errors has an upper bound."

    private static func match(_ tokens: ArraySlice<FoldedText.Token>) -> (length: Int, reason: String)? {
        if let length = percentage(tokens) { return (length, isProbability) }
        if let first = tokens.first, first.isJoined {
            return apart.first { first.skeleton.contains($0.0) }.map { (1, $0.1) }
        }
        for (phrases, reason) in lists {
            guard let first = tokens.first, first.kind == .word, let starts = phrases[first.skeleton] else { continue }
            for phrase in starts where isPrefix(phrase, of: tokens) { return (phrase.count, reason) }
        }
        return nil
    }

    private static func isPrefix(_ phrase: [String], of tokens: ArraySlice<FoldedText.Token>) -> Bool {
        tokens.count >= phrase.count
            && zip(phrase, tokens).allSatisfy { $1.kind == .word && $0 == $1.skeleton }
    }

    /// By their first word, in the spelling of `FoldedText.skeleton`; longer phrases first. A phrase is also looked for
    /// written as one word.
    static let lists: [([String: [[String]]], String)] = [
        (index(uncovering), isUncovering), (index(final + finalOfNouns), isFinal), (index(faultless), isFaultless),
    ]

    private static func index(_ phrases: [String]) -> [String: [[String]]] {
        let split = phrases.map { $0.split(separator: " ").map { FoldedText.skeleton(String($0)) } }
        let joined = split.filter { $0.count > 1 }.map { [$0.joined()] }.filter { $0[0].utf8.count >= 8 }
        return Dictionary(grouping: split + joined) { $0[0] }.mapValues { $0.sorted { $0.count > $1.count } }
    }

    /// What is looked for within letters that were written apart: single words and phrases without their spaces.
    private static let apart: [(String, String)] = lists.flatMap { phrases, reason in
        Set(phrases.values.joined().map { $0.joined() }).filter { $0.utf8.count >= 6 }.sorted().map { ($0, reason) }
    }

    private static func phrases(_ text: String) -> [String] {
        text.split { $0 == "," || $0 == "\n" }.map { $0.trimmingPrefix(" ") }.map(String.init)
    }

    private static let uncovering = phrases(
        """
        reveal, reveals, revealed, revealing, re vealed, unmask, unmasks, unmasked, unmasking
        un mask, un masks, un masked, un masking, demask, demasked, demasking, de mask, de masked, de masking
        """)

    private static let finalOfNouns = ["match", "identity", "identification", "id"].flatMap { noun in
        phrases(
            """
            # confirmed, # is confirmed, # was confirmed, # has been confirmed, # is now confirmed, # verified, # proven
            confirmed #, confirms #, confirms the #, confirms a #, confirm the #, confirming the #, confirmed the #
            confirmation of #, verified #, proves the #, proved the #, proof of #, # proved, # established
            positive #, definite #, definitive #, conclusive #, undeniable #, certain #
            """
        ).map { $0.split(separator: "#", omittingEmptySubsequences: false).joined(separator: noun) }
    }

    private static let final = phrases(
        """
        perfect match, match confirmation, matches confirmed, confirmed matches, positively identified
        definitively identified, definitely identified, conclusively identified, conclusively, conclusive proof
        conclusive evidence, undeniable, undeniably, irrefutable, irrefutably, indisputable, indisputably, undoubtedly
        unmistakable, unmistakably, no doubt, without doubt, without a doubt, without any doubt, beyond doubt
        beyond a doubt, beyond any doubt, beyond all doubt, beyond reasonable doubt, beyond a reasonable doubt
        absolutely certain, completely certain, totally certain, fully certain, virtually certain, practically certain
        nearly certain, almost certain, absolutely sure, completely sure, totally sure, virtually sure, almost sure
        absolutely positive, with certainty, absolute certainty, complete certainty, total certainty, near certainty
        """)

    private static let faultless = phrases(
        """
        infallible, infallibly, error free, zero error rate, never wrong, flawless, flawlessly, foolproof
        cannot be wrong, can not be wrong
        """)
}
