/// What a threshold means, for people.
extension Threshold {
    /// The rule that fires where it is not kept; for the two that are reached rather than kept, where it is.
    public var rule: Weighing.Rule {
        switch self {
        case .identificationSameSource, .identificationDifferentSource: .pairs
        case .leadSameSource, .leadDifferentSource: .fewPairs
        case .falseMatchRate: .falseMatches
        case .falsePositiveRate: .falsePositives
        case .testedShare: .testedShare
        case .identificationCoincidences: .coincidences
        case .leadCoincidences: .strangers
        case .identificationRatio: .ratio
        case .leadRatio: .inconclusive
        case .exclusionRatio: .exclusion
        case .posterior: .posterior
        case .cllr: .cllr
        case .calibrationLoss: .calibrationLoss
        case .reproductionClass: .reproductionClass
        case .runs, .otherParties: .notRepeated
        case .margin: .margin
        case .corroboration: .corroboration
        case .reviewsOfThings, .reviewsNamingPersons, .blindForThings: .reviews
        case .ceilingForPersons: .person
        case .quality: .quality
        case .unstableBits: .unstableBits
        case .days: .old
        }
    }

    /// What is said where it is not kept.
    public var consequence: String {
        switch self {
        case .exclusionRatio: "no EXCLUSION"
        case .ceilingForPersons: "no more than that"
        default:
            switch rule.effect {
            case .refuses: Status.refused.rawValue
            case .decides: Status.inconclusive.rawValue
            case .withholdsName: "at most LEAD, without a name"
            case .limits, .holds, .notes: "at most LEAD"
            }
        }
    }

    /// What it bounds.
    public var subject: String {
        switch self {
        case .identificationSameSource: "same-source pairs in the cell, for an identification"
        case .identificationDifferentSource: "different-source pairs in the cell, for an identification"
        case .leadSameSource: "same-source pairs in the cell, for a lead"
        case .leadDifferentSource: "different-source pairs in the cell, for a lead"
        case .falseMatchRate: "upper bound of false matches, one to one"
        case .falsePositiveRate: "upper bound of searches that name a stranger"
        case .testedShare: "tested gallery, as a share of the searched one"
        case .identificationCoincidences: "expected coincidences, for an identification"
        case .leadCoincidences: "expected coincidences, for a name"
        case .identificationRatio: "capped likelihood ratio, for an identification"
        case .leadRatio: "capped likelihood ratio, for a lead"
        case .exclusionRatio: "capped likelihood ratio, for an exclusion"
        case .posterior: "posterior at the declared prior"
        case .cllr: "held-out cost of the likelihood ratios"
        case .calibrationLoss: "part of that cost which calibration would save"
        case .reproductionClass: "worst class of the re-runs"
        case .runs: "runs that gave the result"
        case .otherParties: "other parties or machines among them"
        case .margin: "likelihood ratio above that of the next candidate"
        case .corroboration: "items from another image and another model"
        case .reviewsOfThings: "reviewers who confirm, of a thing"
        case .reviewsNamingPersons: "reviewers who confirm, blind, where a person is named"
        case .blindForThings: "reviewers of things: any, or only blind ones"
        case .ceilingForPersons: "the most that is said of a person"
        case .quality: "quality of the picture's hash"
        case .unstableBits: "unstable bits of the picture's hash"
        case .days: "age of the report"
        }
    }

    public var unit: String {
        switch self {
        case .identificationSameSource, .identificationDifferentSource, .leadSameSource, .leadDifferentSource: "pairs"
        case .falseMatchRate, .falsePositiveRate, .testedShare, .posterior: "share"
        case .identificationCoincidences, .leadCoincidences: "answers"
        case .identificationRatio, .leadRatio, .exclusionRatio, .margin: "log10"
        case .cllr, .calibrationLoss: "bits"
        case .runs: "runs"
        case .otherParties: "parties"
        case .corroboration: "items"
        case .reviewsOfThings, .reviewsNamingPersons: "keys"
        case .reproductionClass, .blindForThings, .ceilingForPersons: "word"
        case .quality: "of 100"
        case .unstableBits: "of 256 bits"
        case .days: "days"
        }
    }

    /// "higher" for a minimum, "lower" for a maximum, "later" in the range of words.
    public var tighter: String {
        if case .choice = definition.form { return "later" }
        return definition.tighter == .higher ? "higher" : "lower"
    }

    /// The whole range of a number; words in their order, the loosest first.
    public var range: String {
        if case .choice(let words) = definition.form { return words.joined(separator: ", ") }
        return "\(definition.range.lowerBound) to \(definition.range.upperBound)"
    }

    /// "at least 300", "at most 0.01"; a word by itself.
    public func due(in policy: WeighingPolicy) -> String {
        if case .choice = definition.form { return policy.text(self) }
        return "\(definition.tighter == .higher ? "at least" : "at most") \(policy.text(self))"
    }
}
