import ExhibitReport

/// What the answer of a model may be worth: a test with 330 pictures and six labels.
extension Sample {
    static func scoredView(_ status: ReportView.Status = .lead) -> ReportView {
        var view = weighedView(status)
        view.gallery = .init(members: 0, usable: 0, manifest: "", statement: "")
        view.model.scoreDirection = "higher is better"
        view.model.scoreRange = "0 to 1"
        view.candidates = []
        view.references = []
        view.scores = [
            .init(rank: 1, answer: "seven", score: "0.95", bits: "f32:3f733333", isMatch: true),
            .init(rank: 2, answer: "one", score: "0.05", bits: "f32:3d4ccccd", isMatch: false),
        ]
        view.claim.errorRate = .bounded(
            "In the test 0 of 1650 wrong answers reached the score that counts. The model had 6 labels to answer with: at most 0.055 wrong ones are expected to count (one-sided 95 % bound, by 330 independent pairs). It is not the chance that this answer is wrong."
        )
        view.weight?.cell = "smaller side 32 to 127 pixels"
        view.weight?.isDirect = false
        view.weight?.falsePositives = nil
        view.weight?.coincidences = "0.0542212"
        view.weight?.falseMatchRate = "0.0090368"
        view.weight?.searched = 6
        view.weight?.tested = 1_650
        view.weight?.trials = 330
        view.weight?.score = nil
        view.weight?.threshold = 0
        view.weight?.searches = []
        view.weight?.same = [(30, 7), (90, 83), (92, 80), (94, 80), (96, 80)].map { .init(distance: $0.0, count: $0.1) }
        view.weight?.different = (0..<50).map { .init(distance: $0, count: 33) }
        view.weight?.scale = .init(
            ends: ["0", "0.5", "1"], score: "0.95", scorePlace: "95.000", threshold: "0.9",
            thresholdPlace: "90.000", pairs: 1_650, matching: 0, isOfLabels: true)
        return view
    }
}
