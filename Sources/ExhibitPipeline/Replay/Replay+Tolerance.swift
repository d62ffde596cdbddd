import ExhibitCore

/// A model's answers that have other bits, held against what its run said before that they may differ by.
extension Replay {
    /// The largest difference of a score, in units of 10^-9, where the tolerance allows it; nil where there is no tolerance,
    /// or not enough of it. Then other files of the same program, such as its raw scores, may differ too: what is claimed
    /// does not rest on them. Of a model that draws they are what people look at, and nothing is allowed.
    func nearness(_ step: Statement, _ made: inout Made) -> Int64? {
        guard let epsilon = run.tolerance.epsilon, Operation.named(in: step) == .runModel,
            run.model?.generatesPixels == false,
            let name = step.artifacts("outputs").first(where: { $0.role == "candidates" })?.name,
            case .bytes(let bytes)? = made.outputs.first(where: { $0.role == "candidates" })?.value,
            let recorded = try? ScoreList(encoded: source.bytes(of: name)), let now = try? ScoreList(encoded: bytes)
        else { return nil }
        let difference = ScoreDifference(recorded, now)
        guard difference.hasSameRanking else {
            made.notes.append("the answers are others, or in another order: no tolerance covers that")
            return nil
        }
        guard let units = difference.units else {
            made.notes.append("a score is no number in one of the two: no tolerance covers that")
            return nil
        }
        guard units <= epsilon else {
            made.notes.append(
                "a score differs by \(ScoreDifference.text(units)); the tolerance declared before is \(ScoreDifference.text(epsilon))"
            )
            return nil
        }
        return units
    }
}
