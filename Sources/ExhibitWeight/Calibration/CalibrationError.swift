/// Which proposition a score was measured under.
public enum ScoreClass: String, Sendable, CaseIterable {
    case sameSource = "same-source"
    case differentSource = "different-source"
}

/// How the scores of the two classes lie to each other, exactly: by the largest and the smallest of each.
public enum ScoreSeparation: String, Sendable, CaseIterable {
    case overlapping
    /// One class ends where the other begins, at one tied value.
    case touching
    case separate
    /// Every score is the same number.
    case constant
}

/// Why scores do not give a likelihood-ratio model, or do not give one of its parts.
public enum CalibrationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// `index` counts from 0 in the list that was given.
    case notANumber(ScoreClass, index: Int)
    case empty(ScoreClass)
    case oneSourceAgainstItself(index: Int)
    case tooFewSources(ScoreClass, found: Int, needed: Int)
    /// Logistic regression has no finite maximum.
    case separable(ScoreSeparation)
    /// The best line falls where the scores are said to rise.
    case againstDirection
    case unusableRange
    case didNotConverge
    /// All scores of the class are one number, so a density has no width.
    case noSpread(ScoreClass)
    case invalidPenalty
    case invalidFolds(Int)
    case tooMuchWork(sources: Int)

    public var description: String {
        switch self {
        case .notANumber(let kind, let index):
            "Score \(index + 1) of the \(kind.rawValue) pairs is not a finite number. Correct it or leave the pair out of the list, and say so."
        case .empty(let kind):
            "There are no \(kind.rawValue) scores. Add pairs of that kind: a weight compares the two."
        case .oneSourceAgainstItself(let index):
            "Different-source pair \(index + 1) names one source twice. Give each picture's true source."
        case .tooFewSources(let kind, let found, let needed):
            "The \(kind.rawValue) pairs come from \(found) independent \(found == 1 ? "source or pair" : "sources or pairs"); at least \(needed) are needed. Add pictures of other sources."
        case .separable(.constant):
            "All scores are the same number, so they tell nothing apart."
        case .separable:
            "The two classes of scores do not overlap, so logistic regression would claim any strength. Counts bound the weight instead."
        case .againstDirection:
            "Same-source pairs score no better than different-source pairs, in the direction that the model declares."
        case .unusableRange:
            "The scores are too large or too close together for this arithmetic. Give them in another unit."
        case .didNotConverge:
            "Logistic regression found no stable maximum on these scores, so it gives no weight."
        case .noSpread(let kind):
            "All \(kind.rawValue) scores are the same number, so no density can be drawn through them."
        case .invalidPenalty: "A penalty must be a finite number of at least 0."
        case .invalidFolds(let count):
            "\(count) folds cannot be made. Choose from \(HeldOut.Plan.folds.lowerBound) to \(HeldOut.Plan.folds.upperBound), and no more than there are sources."
        case .tooMuchWork(let sources):
            "Leaving out each of \(sources) sources in turn would take too long. Use folds."
        }
    }
}
