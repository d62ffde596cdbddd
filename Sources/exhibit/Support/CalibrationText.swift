import ExhibitCore
import ExhibitWeight

/// What a calibration found, for people.
struct CalibrationText {
    let outcome: CalibrateJob.Outcome
    private var findings: CalibrationFindings { outcome.findings }

    init(_ outcome: CalibrateJob.Outcome) { self.outcome = outcome }

    func show(_ console: Console) {
        console.say("  copies that would not be found (distance above \(CopyProtocol.maximumDistance)):")
        let width = findings.transforms.map(\.name.count).max() ?? 0
        for transform in findings.transforms {
            let name = transform.name + String(repeating: " ", count: width - transform.name.count)
            console.say("    \(name)  \(Self.text(transform.missed))")
        }
        for cell in findings.cells { show(cell, console) }
        if !findings.supportsLead {
            let policy = WeighingPolicy.standard
            let different = policy.text(.leadDifferentSource)
            console.say(
                "Too few for a claim to be weighed by it: that takes copies of \(policy.text(.leadSameSource)) pictures and \(different) independent pairs of different ones, which \((Int(different) ?? 0) * 2) pictures of one quality give; identify goes on as if nothing had been measured."
            )
        }
        showNearDuplicates(console)
    }

    private func show(_ cell: CalibrationFindings.Cell, _ console: Console) {
        console.say(
            "  \(cell.name): \(counted(cell.searches, "picture")); copies: \(cell.samePairs), of \(counted(cell.sameIndependent, "picture"))"
        )
        guard cell.searches > 0 || cell.samePairs > 0 else { return }
        console.say(
            "    pairs of different pictures that match: \(cell.matchingPairs) of \(cell.differentPairs); \(Self.independent(cell.falseMatches))"
        )
        console.say(
            "    searches that find a different picture among \(cell.gallery): \(cell.found) of \(cell.searches); \(Self.independent(cell.falsePositives))"
        )
        if let weight = cell.weight {
            console.say("    what a distance is worth: \(Self.text(weight))")
        } else if let reason = cell.withoutWeight {
            console.say("    what a distance is worth: not computed: \(Self.words(reason))")
        }
    }

    private func showNearDuplicates(_ console: Console) {
        let pairs = findings.nearDuplicates
        guard !pairs.isEmpty else { return }
        console.warn(
            "\(counted(pairs.count, "pair")) of the set match, and count as false matches: of those that were listed first. --json has them all"
        )
    }

    /// "0 of 12, at most 22.10 %".
    private static func text(_ rate: CalibrationFindings.Rate) -> String {
        "\(rate.errors) of \(rate.trials), \(bound(RecordedDecimal(rate.upper, rounding: .awayFromZero), of: rate.trials))"
    }

    static func independent(_ rate: CalibrationFindings.Rate) -> String {
        rate.trials > 0 ? "of independent ones \(text(rate))" : "none of them is independent of the others"
    }

    /// In hundredths of a percent, rounded up: a bound must not lose by being written.
    static func bound(_ upper: RecordedDecimal?, of trials: Int) -> String {
        guard trials > 0, let upper, upper <= RecordedDecimal(1), let share = Double(upper.description) else {
            return "not measured"
        }
        let units = Int((share * 10_000).rounded(.up))
        return "at most \(units / 100).\(units % 100 < 10 ? "0" : "")\(units % 100) %"
    }

    static func text(_ weight: CalibrationFindings.Weight) -> String {
        let bounds = weight.cap.bounds
        return
            "log10 LR from \(places(bounds.lower, .towardZero)) to \(places(bounds.upper, .towardZero)) at most, capped by \(words(weight.cap)); held-out Cllr \(places(weight.ratios.cllr, .awayFromZero)), least possible \(places(weight.ratios.cllrMin, .nearest))"
    }

    private static func words(_ cap: LikelihoodRatioCap) -> String {
        cap.lowerRule == cap.upperRule
            ? cap.upperRule.rawValue : "\(cap.lowerRule.rawValue) below and \(cap.upperRule.rawValue) above"
    }

    private static func places(_ value: Double, _ rounding: RecordedDecimal.Rounding) -> String {
        RecordedDecimal(value, significant: 3, rounding: rounding)?.description ?? "beyond any number"
    }

    static func words(_ reason: CalibrationFindings.WithoutWeight) -> String {
        switch reason {
        case .oneClassEmpty: "there are no copies, or no other pictures, to compare with"
        case .tooFewSources: "too few pictures"
        case .uninformative: "copies are no nearer than other pictures"
        case .noThreshold: "there is no score from which on an answer counts"
        }
    }

    static func words(_ reason: CalibrationScores.Reason) -> String {
        switch reason {
        case .unknownPlace: "no copies made: this case does not know its file any more"
        case .unreadable: "no copies made: its file cannot be read any more"
        case .changed: "no copies made: its file was changed after it was hashed"
        case .notDecoded: "left out: does not decode, or has no detail at all"
        case .lowDetail: "left out: has too little detail for a perceptual hash"
        case .sameFile: "left out: is the same file as another one of the set"
        case .samePixels: "left out: has the pixels of another picture of the set"
        }
    }
}
