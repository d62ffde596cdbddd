import ExhibitCore

extension MeasuredWeight {
    /// Of the answers of a model, by a calibration on pairs.
    ///
    /// - Parameters:
    ///   - side: the smaller one of the picture that was asked about, in pixels.
    ///   - asked: how many answers the model had to choose from in this run.
    init(
        _ findings: PairFindings, recorded: JSON, answers: ScoreList, matches: [ScoreList.Candidate], side: Int,
        asked: Int64, searched: Int64, stated: ClaimQuestion.Stated, digits: WeightDigits
    ) throws(WeightRefused) {
        guard let index = PairProtocol.cell(side: side), findings.cells.indices.contains(index) else { return }
        let cell = findings.cells[index]
        input.cell = Weighing.Cell(
            sameSource: Int64(cell.sameIndependent), differentSource: Int64(cell.differentIndependent))
        var weight = ClaimWeight(
            cell: cell.name, searched: searched, tested: .pairs(Int64(cell.differentIndependent)))
        let rate = cell.falseMatches.flatMap { $0.trials > 0 ? $0.upper : nil }
        weight.falseMatchRate = try digits("false_match_rate", rate, .awayFromZero)
        input.falseMatchRate = weight.falseMatchRate
        let best = matches.first
        let next = best.flatMap { best in answers.candidates.first { $0.rank > best.rank } }
        try weigh(
            weight, cell.weight, recorded: recorded["cells"]?.elements?[index]["weight"],
            Scores(best: best?.score.value, next: next?.score.value, isAlone: asked <= 1), stated: stated,
            digits: digits)
    }
}
