import ExhibitCore
import ExhibitWeight

/// What a claim says, for people.
struct ClaimText {
    let claim: MadeClaim

    init(_ claim: MadeClaim) { self.claim = claim }

    func show(_ console: Console) {
        if let weighed = claim.weighed {
            for sentence in [weighed.outcome.banner].compactMap({ $0 }) + weighed.outcome.sentences {
                console.say("  \(sentence)")
            }
            if let weight = weighed.weight { show(weight, weighed, console) }
        }
        for reason in claim.reasons { console.say("  \(reason.rule): \(reason.sentence)") }
        if let by = claim.weighed?.ground.statedBy {
            console.say(
                "  \"\(by.statement.text("subject_class"))\" was stated by claim #\(by.position) on this picture; no later claim states less"
            )
        }
    }

    private func show(_ weight: ClaimWeight, _ weighed: WeighedClaim, _ console: Console) {
        func posterior(_ prior: String, _ value: RecordedDecimal?) {
            guard let value else { return }
            console.say("  if it was \(prior) before: \(value.brief) after")
        }
        posterior("1/2", weight.evenPosterior)
        posterior("1/\(weight.searched) (one of those searched)", weight.searchedPosterior)
        posterior("1/\(weighed.stated.population ?? 0)", weight.populationPosterior)
        posterior("\(weighed.stated.prior?.short ?? "") (declared)", weight.declaredPosterior)
        if let ratio = weight.logRatio, let next = weight.runnerUp {
            console.say("  the next candidate: log10 of its likelihood ratio is \((ratio - next).brief) lower")
        }
        if weighed.outcome.isDirect, let rate = weight.falsePositiveRate {
            console.say(
                "  searches without an original that find a picture: at most \(rate.brief(isBound: true)), as a one-sided 95 % bound"
            )
        } else if let rate = weight.falseMatchRate {
            console.say(
                "  comparisons of different sources that match: at most \(rate.brief(isBound: true)), as a one-sided 95 % bound"
            )
        }
        guard let measured = weighed.ground.calibration else { return }
        let sources = measured.calibration.measured.sources
        let tested =
            switch measured.calibration.measured {
            case .copies: counted(sources, "picture")
            case .pairs(let scores, _): "\(counted(scores.rows.count, "pair")) of \(counted(sources, "source"))"
            }
        let cell = measured.calibration.measured.findings.cells.first { $0.name == weight.cell }
        let independent = cell.map {
            ": \($0.sameIndependent) independent comparisons of one source, \($0.differentIndependent) of different ones"
        }
        console.say(
            "  measured by #\(measured.entry.position) on \(tested), cell \"\(weight.cell)\"\(independent ?? "")")
    }
}
