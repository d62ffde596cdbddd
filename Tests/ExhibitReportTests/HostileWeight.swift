import ExhibitReport

extension Hostile {
    /// A weighed view in which every text is the same one.
    static func weighedView(saying text: String, _ status: ReportView.Status) -> ReportView {
        var view = view(saying: text, status)
        view.weight = weight(saying: text, count: 1)
        return view
    }

    /// Every number is the same one, too.
    static func weight(saying text: String, count: Int) -> ReportView.Weight {
        let bars = [ReportView.Weight.Bar(distance: count, count: count), .init(distance: 3, count: count)]
        return ReportView.Weight(
            cell: text, sameIndependent: count, differentIndependent: count, calibration: text,
            calibrationPosition: count, made: text, conditions: .given(text), asked: .notStated, logRatio: text,
            words: text, cap: text, runnerUp: text,
            posteriors: ReportView.Weight.Posterior.Basis.allCases.map {
                .init(prior: text, basis: $0, population: count, value: text)
            }, coincidences: text, falsePositives: text, falseMatchRate: text, searched: count, tested: count,
            trials: count, errors: count, isDirect: false, score: count, threshold: count, same: bars,
            different: bars, searches: bars, tippett: [.init(ratio: text, same: text, different: text)],
            crossEntropy: [
                .init(prior: text, bits: text, neutral: text), .init(prior: text, bits: text, neutral: text),
            ], reliability: [.init(count: count, stated: text, observed: text, lower: text, upper: text)], cllr: text,
            cllrMin: text, cllrCal: text, banner: text + "x")
    }
}
