extension Rendering {
    /// What the answer is worth, in words, numbers and figures. Nothing is rounded: a bound that is cut would promise
    /// more than was measured.
    var worth: Markup {
        guard let weight = view.weight else { return .none }
        return template.fill(
            "worth",
            [
                "banner": weight.banner.isEmpty ? .none : template.fill("worth-banner", ["text": text(weight.banner)]),
                "ratio": ratio(weight), "coincidences": coincidences(weight), "positives": positives(weight),
                "facts": facts(weight) + making(weight), "posteriors": posteriors(weight), "figures": figures(weight),
            ])
    }

    /// On the first screen: that so many are to be expected comes before what was found.
    var banner: Markup {
        guard let weight = view.weight, !weight.banner.isEmpty else { return .none }
        return template.fill("first-banner", ["text": text(weight.banner)])
    }

    private func ratio(_ weight: ReportView.Weight) -> Markup {
        let cap = weight.cap.isEmpty ? Markup.none : template.fill("cap", ["text": text(weight.cap)])
        guard let text = weight.logRatio, let units = FixedPoint.units(text) else {
            return template.fill("ratio-none", ["cap": cap])
        }
        return template.fill(
            units < 0 ? "ratio-against" : "ratio-for",
            ["words": Markup(weight.words), "ratio": Markup(text), "cap": cap])
    }

    private func coincidences(_ weight: ReportView.Weight) -> Markup {
        guard let bound = weight.coincidences else { return template.fill("coincidences-none") }
        return template.fill("coincidences", ["bound": Markup(bound), "searched": Markup(weight.searched)])
    }

    private func positives(_ weight: ReportView.Weight) -> Markup {
        let values = [
            "errors": Markup(weight.errors), "trials": Markup(weight.trials), "tested": Markup(weight.tested),
            "searched": Markup(weight.searched),
        ]
        guard weight.isDirect, let bound = weight.falsePositives else {
            return template.fill("positives-none", values)
        }
        let how = template.fill("positives-direct")
        return template.fill("positives", values.merging(["bound": Markup(bound), "how": how]) { first, _ in first })
    }

    private func facts(_ weight: ReportView.Weight) -> Markup {
        let unknown = template.fill("not-available")
        let cost = weight.cllr.map { cllr in
            template.fill(
                "cost",
                [
                    "cllr": Markup(cllr), "least": weight.cllrMin.map { Markup($0) } ?? unknown,
                    "loss": weight.cllrCal.map { Markup($0) } ?? unknown,
                ])
        }
        return template.fill(
            "worth-facts",
            [
                "margin": weight.runnerUp.map { template.fill("margin", ["text": Markup($0)]) } ?? unknown,
                "cell": text(weight.cell), "same": Markup(weight.sameIndependent),
                "different": Markup(weight.differentIndependent), "conditions": disclosed(weight.conditions),
                "made": Markup(Text.hour(weight.made)), "position": Markup(weight.calibrationPosition),
                "statement": Markup(Text.short(weight.calibration)),
                "asked": template.fill("asked-" + weight.asked.rawValue), "cost": cost ?? unknown,
            ])
    }

    private func posteriors(_ weight: ReportView.Weight) -> Markup {
        guard !weight.posteriors.isEmpty else { return template.fill("posteriors-none") }
        let rows = template.each("posterior", weight.posteriors) {
            ["prior": Markup($0.prior), "basis": basis($0, weight), "value": Markup($0.value)]
        }
        return template.fill("posteriors", ["rows": rows + unstated(weight)])
    }

    /// Priors that nobody stated: a row that is not there would not be missed.
    private func unstated(_ weight: ReportView.Weight) -> Markup {
        guard isDisclosing else { return .none }
        let bases = Set(weight.posteriors.map(\.basis))
        let hasPopulation = !bases.isDisjoint(with: [.population, .searchedAndStated])
        return (hasPopulation ? .none : template.fill("posterior-no-population"))
            + (bases.contains(.declared) ? .none : template.fill("posterior-no-prior"))
    }

    private func basis(_ posterior: ReportView.Weight.Posterior, _ weight: ReportView.Weight) -> Markup {
        let count = ["count": posterior.population.map { Markup($0) } ?? template.fill("not-available")]
        switch posterior.basis {
        case .even: return template.fill("basis-even")
        case .declared:
            let reason = weight.making?.priorReason
            guard isDisclosing, let reason else { return template.fill("basis-declared") }
            return template.fill("basis-declared-for", ["reason": disclosed(reason)])
        case .searched where isDisclosing: return template.fill("basis-searched", count)
        case .searchedAndStated where isDisclosing: return template.fill("basis-searched-and-stated", count)
        case .population where isDisclosing: return template.fill("basis-stated", count)
        case .population, .searched, .searchedAndStated: return template.fill("basis-population", count)
        }
    }
}
