extension Weighing {
    /// What may be said.
    public struct Outcome: Sendable, Equatable {
        public let status: Status
        /// The most that the caps and the test for IDENTIFICATION leave, whatever the likelihood ratio.
        public let ceiling: Status
        /// A single candidate may be named.
        public let mayName: Bool
        /// Likelihood ratio, bounds, posteriors and expected coincidences may be shown.
        public let mayShowNumbers: Bool
        /// An open objection forbids a new publication.
        public let isHeld: Bool
        /// The rules that fired, in the order of evaluation. Their figures are left out where they may not be shown.
        public let reasons: [Fired]
        /// Mandatory, in the order in which they are said.
        public let sentences: [String]
        /// How many strangers are expected. Said above all else.
        public let banner: String?
        /// E_up; nil where it is unknown, without bound, or may not be shown.
        public let coincidences: RecordedDecimal?
        /// The bound comes from searches of a gallery of nearly this size, and not from single comparisons.
        public let isDirect: Bool
    }

    static func outcome(_ fired: [Fired], _ input: Input, _ rates: Rates?, _ policy: WeighingPolicy) -> Outcome {
        let effects = Set(fired.map(\.rule.effect))
        let rules = Set(fired.map(\.rule))
        let ceiling: Status =
            effects.contains(.refuses)
            ? .refused : effects.isDisjoint(with: [.limits, .withholdsName, .holds]) ? .identification : .lead
        let status = status(rules, ceiling)
        let isNamed = [.identification, .lead].contains(status) && !effects.contains(.withholdsName)
        let showsNumbers = status != .refused && rates != nil
        let coincidences = showsNumbers ? rates?.coincidences : nil

        let reasons = fired.map { reason in
            let isShown = status == .refused ? reason.rule.effect == .refuses : showsNumbers || !reason.rule.weighs
            return isShown ? reason : Fired(rule: reason.rule, figures: [])
        }
        var banner: String?
        if showsNumbers, rules.contains(.strangers) { banner = bannerText(coincidences) }
        var sentences = [sentence(of: status).text]
        sentences += taintSentences(input)
        if status != .refused, rates == nil { sentences.append(Sentence.notMeasured.text) }
        if showsNumbers { sentences += weightSentences(input, coincidences, policy) }
        if rules.contains(.challenged) { sentences.append(Sentence.held.text) }
        if status != .refused, Set(input.reviews.map(\.key)).count > 1 {
            sentences.append(Sentence.differentKeys.text)
        }
        return Outcome(
            status: status, ceiling: ceiling, mayName: isNamed, mayShowNumbers: showsNumbers,
            isHeld: rules.contains(.challenged), reasons: reasons, sentences: sentences, banner: banner,
            coincidences: coincidences, isDirect: rates?.source == .direct)
    }

    private static func status(_ rules: Set<Rule>, _ ceiling: Status) -> Status {
        if ceiling == .refused { return .refused }
        if !rules.isDisjoint(with: [.noCandidate, .fewPairs]) { return .inconclusive }
        if rules.contains(.exclusion) { return .exclusion }
        return rules.contains(.inconclusive) ? .inconclusive : ceiling
    }

    private static func sentence(of status: Status) -> Sentence {
        switch status {
        case .identification: .identification
        case .lead: .lead
        case .inconclusive: .inconclusive
        case .exclusion: .exclusion
        case .refused: .refused
        }
    }

    private static func bannerText(_ coincidences: RecordedDecimal?) -> String? {
        guard let coincidences else { return nil }
        let count = coincidences.roundedUp
        let sentence = count == 1 ? Sentence.stranger : .strangers
        return sentence.text(["count": "\(count)", "bound": coincidences.brief(isBound: true)])
    }

    private static func taintSentences(_ input: Input) -> [String] {
        let isNominatedOnly = input.comparisonTaint < .generated && input.nominationTaint >= .generated
        let highest = isNominatedOnly ? input.comparisonTaint : max(input.comparisonTaint, input.nominationTaint)
        return [highest.sentence(about: input.subject.about, lost: "as its steps record.")]
            + (isNominatedOnly ? [Taint.nominationSentence] : [])
    }

    private static func weightSentences(
        _ input: Input, _ coincidences: RecordedDecimal?, _ policy: WeighingPolicy
    ) -> [String] {
        var sentences: [String] = []
        if let ratio = input.calibration?.ratio {
            let cap =
                switch ratio.cap {
                case .none: Sentence.notCapped.text
                case .count(let count): Sentence.cappedByCount.text(["count": "\(count)"])
                case .invariance: Sentence.cappedByBound.text
                }
            let sentence = ratio.logRatio < RecordedDecimal(0) ? Sentence.weightForAlternative : .weight
            let words = policy.scale.words(for: ratio.logRatio)
            sentences.append(
                sentence.text(["words": words, "ratio": ratio.logRatio.brief(isBound: false), "cap": cap]))
        }
        if let coincidences {
            sentences.append(Sentence.coincidences.text(["bound": coincidences.brief(isBound: true)]))
        }
        return sentences
    }
}
