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
        guard let measured = weighed.ground.calibration else { return }
        let sources = measured.calibration.measured.sources
        let tested =
            switch measured.calibration.measured {
            case .copies: counted(sources, "picture")
            case .pairs(let scores, _): "\(counted(scores.rows.count, "pair")) of \(counted(sources, "source"))"
            }
        console.say("  measured by #\(measured.entry.position) on \(tested), cell \"\(weight.cell)\"")
    }
}
