import ExhibitCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension MeasuredWeight {
    /// Of the answer of a search for copies.
    ///
    /// - Parameter matches: of the candidates, those within the method's distance.
    init(
        _ findings: CalibrationFindings, recorded: JSON, candidates: CandidateList,
        matches: [CandidateList.Candidate], searched: Int64, stated: ClaimQuestion.Stated, digits: WeightDigits
    ) throws(WeightRefused) {
        guard let index = CopyProtocol.cell(quality: Int(candidates.probeQuality)),
            findings.cells.indices.contains(index)
        else { return }
        let cell = findings.cells[index]
        input.cell = Weighing.Cell(
            sameSource: Int64(cell.sameIndependent), differentSource: Int64(cell.differentIndependent))
        var weight = ClaimWeight(cell: cell.name, searched: searched, tested: .searches(Int64(cell.gallery)))

        let matchRate = cell.falseMatches.trials > 0 ? cell.falseMatches.upper : nil
        weight.falseMatchRate = try digits("false_match_rate", matchRate, .awayFromZero)
        input.falseMatchRate = weight.falseMatchRate
        let positiveRate = cell.falsePositives.trials > 0 ? cell.falsePositives.upper : nil
        weight.falsePositiveRate = try digits("false_positive_rate", positiveRate, .awayFromZero)
        weight.directCoincidences = try digits(
            "direct_coincidences", positiveRate.flatMap { $0 < 1 ? -log1p(-$0) : nil }, .awayFromZero)
        if let rate = weight.falsePositiveRate {
            input.direct = Weighing.DirectTest(
                gallery: Int64(cell.gallery), falsePositiveRate: rate, coincidences: weight.directCoincidences)
        }
        let best = matches.first
        // One file may stand in a set under two paths: that is one picture.
        let next = best.flatMap { best in
            candidates.candidates.first { $0.rank > best.rank && $0.artifact != best.artifact }
        }
        try weigh(
            weight, cell.weight, recorded: recorded["cells"]?.elements?[index]["weight"],
            Scores(
                best: best.map { Double($0.distance) }, next: next.map { Double($0.distance) },
                isAlone: candidates.compared <= 1), stated: stated, digits: digits)
    }
}
