extension Weighing.Rules {
    /// The test for IDENTIFICATION. What needs a calibration is not asked where none is named: that is a cap of its
    /// own.
    mutating func identification(_ input: Weighing.Input, _ rates: Weighing.Rates?) {
        if let calibration = input.calibration {
            if let cell = calibration.cell {
                require(
                    .pairs, ("n_SS", RecordedDecimal(cell.sameSource), .identificationSameSource),
                    ("n_DS", RecordedDecimal(cell.differentSource), .identificationDifferentSource))
            }
            if let rates { bounds(input, calibration, rates) }
            if let ratio = calibration.ratio {
                require(.ratio, ("log10 LR", ratio.logRatio, .identificationRatio))
            }
            posterior(input, calibration)
            validation(calibration)
        }
        reproduction(input.reproduction)
        require(.corroboration, ("items", RecordedDecimal(input.corroboration), .corroboration))
        reviews(input)
        if let ratio = input.calibration?.ratio { fire(.capped, when: ratio.cap != .none) }
        fire(.damagedFile, when: input.gates.isDamaged)
        fire(.borderline, when: input.gates.isBorderline)
    }

    private mutating func bounds(
        _ input: Weighing.Input, _ calibration: Weighing.Calibration, _ rates: Weighing.Rates
    ) {
        switch rates.source {
        case .comparison: require(.falseMatches, ("FMR_up", rates.rate, .falseMatchRate))
        case .direct: require(.falsePositives, ("FPIR_up", rates.rate, .falsePositiveRate))
        case .product:
            if case .oneToMany(let galleries) = input.comparison, let size = Weighing.size(galleries) {
                let tested = calibration.direct?.gallery ?? 0
                let figure = Weighing.Figure(
                    quantity: "tested gallery", value: "\(tested)",
                    due: "at least \(policy.text(.testedShare)) of \(size)")
                fire(.testedShare, [figure])
            }
        }
        guard let coincidences = rates.coincidences else { return fire(.coincidences) }
        require(.coincidences, ("E_up", coincidences, .identificationCoincidences))
    }

    private mutating func posterior(_ input: Weighing.Input, _ calibration: Weighing.Calibration) {
        let prior = input.declaredPrior.flatMap { $0.isShare ? $0 : nil }
        if prior != nil, let posterior = calibration.posterior, posterior.isShare {
            require(.posterior, ("posterior", posterior, .posterior))
        } else {
            fire(.noPosterior)
        }
        // The posterior at 1/population has to be printed, whatever it is.
        fire(.noPopulation, when: (input.population ?? 0) < 1)
    }

    private mutating func validation(_ calibration: Weighing.Calibration) {
        let cllr = calibration.cllr.flatMap { $0 >= RecordedDecimal(0) ? $0 : nil }
        fire(
            .notValidated,
            when: cllr == nil || calibration.calibrationLoss == nil || calibration.harmsAtPrior == nil)
        if let cllr { require(.cllr, ("Cllr", cllr, .cllr)) }
        if let loss = calibration.calibrationLoss { require(.calibrationLoss, ("Cllr_cal", loss, .calibrationLoss)) }
        fire(.harmful, when: calibration.harmsAtPrior == true)
    }

    private mutating func reproduction(_ reproduction: Weighing.Reproduction?) {
        guard let reproduction else { return fire(.notRepeated) }
        require(
            .notRepeated, ("runs", RecordedDecimal(reproduction.runs), .runs),
            ("other parties", RecordedDecimal(reproduction.otherParties), .otherParties))
        let weakest = policy.text(.reproductionClass)
        let allowed = weakest == "R0" ? ["R0"] : ["R0", "R1"]
        let worst = reproduction.worst.rawValue
        let figure = Weighing.Figure(quantity: "class", value: worst, due: allowed.joined(separator: " or "))
        fire(.reproductionClass, when: !allowed.contains(worst), [figure])
    }

    /// One key counts once, and not at all where any review of its holder dissents.
    private mutating func reviews(_ input: Weighing.Input) {
        let dissenting = Set(input.reviews.filter { !$0.isSupporting }.map(\.key))
        let mustBeBlind = input.subject.namesPerson || policy.text(.blindForThings) == "blind"
        let supporting = Set(input.reviews.filter { $0.isSupporting && ($0.isBlind || !mustBeBlind) }.map(\.key))
        let count = RecordedDecimal(Int64(supporting.subtracting(dissenting).count))
        let due: Threshold = input.subject.namesPerson ? .reviewsNamingPersons : .reviewsOfThings
        require(.reviews, (mustBeBlind ? "blind reviewers" : "reviewers", count, due))
        fire(.dissent, when: !dissenting.isEmpty)
    }
}
