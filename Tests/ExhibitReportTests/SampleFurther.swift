import ExhibitReport

/// What views of version 2 say besides.
extension ReportView {
    var second: ReportView {
        var view = self
        view.further = .init(
            disclosed: Sample.hex(80), supersedes: .init(statement: Sample.hex(81), position: 17),
            isQuestionStated: false)
        view.objections = [
            .init(
                position: 19, statement: Sample.hex(82), hour: "2026-03-14T08:00:00Z", ground: "C5; C7",
                state: "REJECTED",
                details: .init(
                    remedies: ["retract", "answer"], text: .withheld, ruling: 20,
                    answers: [
                        .init(
                            ground: "C5 coincidences", outcome: .rejected,
                            reason: .given("All sets were counted that were searched.")),
                        .init(ground: "C7 mistaken subject", outcome: .rejected, reason: .withheld),
                    ])),
            .init(
                position: 20, statement: Sample.hex(83), hour: "2026-03-14T08:00:00Z", ground: "odd", state: "unknown"),
        ]
        view.weight?.making = .init(
            samePairs: 1_200, differentPairs: 4_000,
            method: .init(
                curve: .logistic(intercept: "9.81234567891", slope: "-0.150000000001"), plan: "5 folds by source",
                models: 15, logistic: 14,
                atScore: .init(byMethod: "3.87", byDensities: "2.95", byIsotonic: nil, isOutside: true)),
            withoutMethod: nil,
            covariate: .init(measure: .quality, value: 84, count: 600, atMost: 59, probability: "0.0998336"),
            priorReason: .given("Of the pictures that we are sent, one in a hundred is ours."))
        return view
    }
}
