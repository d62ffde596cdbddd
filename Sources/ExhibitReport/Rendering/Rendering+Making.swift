extension Rendering {
    /// How the ratio was made, what it was learnt from, and how unusual the picture is among those of the test.
    func making(_ weight: ReportView.Weight) -> Markup {
        guard isDisclosing, let making = weight.making else { return .none }
        let pairs = template.fill(
            "making-pairs",
            [
                "same": Markup(making.samePairs), "different": Markup(making.differentPairs),
                "same-independent": Markup(weight.sameIndependent),
                "different-independent": Markup(weight.differentIndependent),
            ])
        let method = making.method.map { self.method($0, weight) } ?? withoutMethod(making)
        return template.fill(
            "making", ["method": method, "pairs": pairs, "covariate": covariate(making.covariate)])
    }

    private func withoutMethod(_ making: ReportView.Weight.Making) -> Markup {
        let reason = making.withoutMethod.flatMap { ReportView.Weight.Making.withoutWords.contains($0) ? $0 : nil }
        return template.fill("making-none-" + (reason ?? "uninformative"))
    }

    private func method(_ method: ReportView.Weight.Method, _ weight: ReportView.Weight) -> Markup {
        let curve =
            switch method.curve {
            case .logistic(let intercept, let slope):
                template.fill("making-logistic", ["intercept": Markup(intercept), "slope": Markup(slope)])
            case .isotonic(let blocks, let misleading):
                template.fill("making-isotonic", ["blocks": Markup(blocks), "misleading": Markup(misleading)])
            }
        let unknown = template.fill("not-available")
        let tried = template.fill(
            "making-tried",
            [
                "plan": text(method.plan), "models": Markup(method.models), "logistic": Markup(method.logistic),
                "cllr": weight.cllr.map { Markup($0) } ?? unknown,
                "least": weight.cllrMin.map { Markup($0) } ?? unknown,
            ])
        return template.fill("making-method", ["curve": curve]) + (method.atScore.map(atScore) ?? .none) + tried
    }

    private func atScore(_ score: ReportView.Weight.AtScore) -> Markup {
        let densities = score.byDensities.map {
            template.fill("making-densities", ["method": Markup(score.byMethod), "densities": Markup($0)])
        }
        let isotonic = score.byIsotonic.map { Markup($0) } ?? template.fill("making-unbounded")
        return template.fill(
            "making-at-score",
            [
                "method": Markup(score.byMethod), "isotonic": isotonic,
                "outside": score.isOutside ? template.fill("making-outside") : .none,
            ]) + (densities ?? .none)
    }

    private func covariate(_ covariate: ReportView.Weight.Covariate?) -> Markup {
        guard let covariate else { return .none }
        return template.fill(
            "making-covariate",
            [
                "measure": template.fill("measure-" + covariate.measure.rawValue), "value": Markup(covariate.value),
                "probability": Markup(covariate.probability), "count": Markup(covariate.count),
                "less": Markup(covariate.atMost),
            ])
    }
}

extension ReportView.Weight.Making {
    /// Of the calibration's format: why scores give no likelihood ratio.
    static let withoutWords = ["one-class-empty", "too-few-sources", "uninformative", "no-threshold"]
}
