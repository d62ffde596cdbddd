import ExhibitCore
import ExhibitWeight

/// What a calibration by pairs found, for people.
struct PairsText {
    let outcome: PairsJob.Outcome

    init(_ outcome: PairsJob.Outcome) { self.outcome = outcome }

    func show(_ console: Console) {
        for cell in outcome.findings.cells where cell.samePairs + cell.differentPairs + cell.unanswered > 0 {
            show(cell, console)
        }
        for item in Self.leftOut(outcome.scores) { console.warn("\(counted(item.count, "pair")): \(item.words)") }
        if outcome.scores.repeated > 0 {
            console.warn("\(counted(outcome.scores.repeated, "line")): left out: names a pair once more")
        }
        guard outcome.hasThreshold else {
            console.say(
                "The model's statement asks for no score from which on an answer counts, so no claim rests on this. Record the model with one: exhibit model add NAME FOLDER --match SCORE"
            )
            return
        }
        guard !outcome.findings.supportsLead else { return }
        let policy = WeighingPolicy.standard
        console.say(
            "Too few for a claim to be weighed by it: that takes \(policy.text(.leadSameSource)) pairs that are the same and \(policy.text(.leadDifferentSource)) that are different, none of them sharing a source, of pictures of one size; identify goes on as if nothing had been measured."
        )
    }

    private func show(_ cell: PairFindings.Cell, _ console: Console) {
        console.say(
            "  \(cell.name): \(counted(cell.samePairs, "pair")) that are the same, \(cell.sameIndependent) of them independent; \(cell.differentPairs) different, \(cell.differentIndependent) independent"
        )
        if let rate = cell.falseMatches {
            console.say(
                "    pairs that are different and match: \(cell.matching) of \(cell.differentPairs); \(CalibrationText.independent(rate))"
            )
        }
        if let rate = cell.misses {
            console.say(
                "    pairs that are the same and do not: \(cell.missed) of \(cell.samePairs + cell.unanswered); \(CalibrationText.independent(rate))"
            )
        }
        if let weight = cell.weight {
            console.say("    what a score is worth: \(CalibrationText.text(weight))")
        } else if let reason = cell.withoutWeight {
            console.say("    what a score is worth: not computed: \(Self.words(reason, cell))")
        }
    }

    private static func words(_ reason: CalibrationFindings.WithoutWeight, _ cell: PairFindings.Cell) -> String {
        switch reason {
        case .oneClassEmpty:
            switch (cell.samePairs, cell.differentPairs) {
            case (0, 0): "there are neither pairs that are the same nor such that are different"
            case (0, _): "there are no pairs that are the same"
            case (_, 0): "there are no pairs that are different"
            default: "too few pairs of one kind have a score"
            }
        case .tooFewSources: "too few independent pairs"
        case .uninformative: "right answers score no better than wrong ones"
        case .noThreshold: "there is no score from which on an answer counts"
        }
    }

    /// How many pairs have no score, by reason.
    static func leftOut(_ scores: PairScores) -> [(count: Int, words: String)] {
        PairScores.Reason.allCases.compactMap { reason in
            let count = scores.leftOut.count { $0.reason == reason }
            return count == 0 ? nil : (count, words(reason))
        }
    }

    private static func words(_ reason: PairScores.Reason) -> String {
        switch reason {
        case .unreadable: "left out: the picture cannot be read"
        case .notDecoded: "left out: the picture does not decode"
        case .candidateUnreadable: "left out: the picture to compare with cannot be read"
        case .candidateNotDecoded: "left out: the picture to compare with does not decode"
        case .failed: "left out: the run on the picture failed"
        case .notAnswered: "left out: the model did not give that answer; a miss where it is the right one"
        case .notFinite: "left out: the score is no finite number; a miss where the answer is right"
        }
    }
}
