extension Weighing {
    /// The status word, what may be shown, and every rule that fired. Each rule is asked by itself, so a worse input
    /// can only add reasons.
    public static func evaluate(_ input: Input, policy: WeighingPolicy = .standard) -> Outcome {
        let rates = input.calibration.flatMap { Weighing.rates($0, input.comparison, policy) }
        var rules = Rules(policy: policy)
        rules.refusals(input)
        rules.caps(input, rates)
        rules.lead(input, rates)
        rules.identification(input, rates)
        return outcome(rules.fired, input, rates, policy)
    }

    struct Rules {
        let policy: WeighingPolicy
        private(set) var fired: [Fired] = []

        init(policy: WeighingPolicy) { self.policy = policy }

        mutating func fire(_ rule: Rule, when isBroken: Bool = true, _ figures: [Figure] = []) {
            if isBroken { fired.append(Fired(rule: rule, figures: figures)) }
        }

        /// Fires unless every value keeps its threshold; names those that do not.
        mutating func require(_ rule: Rule, _ tests: (String, RecordedDecimal, Threshold)...) {
            let broken = tests.filter { !$0.2.isTighterOrEqual($0.1, than: policy[$0.2]) }.map {
                quantity, value, limit in
                let isMinimum = limit.definition.tighter == .higher
                return Figure(
                    quantity: quantity, value: value.brief(isBound: !isMinimum),
                    due: "\(isMinimum ? "at least" : "at most") \(policy.text(limit))")
            }
            fire(rule, when: !broken.isEmpty, broken)
        }
    }
}

extension Weighing.Rules {
    mutating func refusals(_ input: Weighing.Input) {
        fire(.notVerified, when: !input.isChainVerified)
        fire(.notPinned, when: !input.isModelPinned)
        fire(.generatedPixels, when: ceilingOfTaint(input) == .refused)
        if let calibration = input.calibration {
            let cell = calibration.cell ?? Weighing.Cell(sameSource: 0, differentSource: 0)
            let empty = [("n_SS", cell.sameSource), ("n_DS", cell.differentSource)].filter { $0.1 < 1 }
            let figures = empty.map { Weighing.Figure(quantity: $0.0, value: "\($0.1)", due: "at least 1") }
            fire(.emptyCell, when: !empty.isEmpty, figures)
        } else {
            fire(.personWithoutCalibration, when: input.subject.about == .person)
        }
        if let reproduction = input.reproduction {
            fire(.notReproduced, when: reproduction.worst == .notReproduced && reproduction.isConclusive)
        }
        let allowsPersons = policy.text(.ceilingForPersons) == Status.lead.rawValue
        fire(.personRefused, when: input.subject.about == .person && !allowsPersons)
        fire(.excludedSubject, when: input.subject == .excluded)
        fire(.notDecoded, when: !input.gates.isDecoded)
        if let quality = input.gates.quality { require(.quality, ("quality", RecordedDecimal(quality), .quality)) }
        if let bits = input.gates.unstableBits {
            require(.unstableBits, ("unstable bits", RecordedDecimal(bits), .unstableBits))
        }
        fire(.runFailed, when: !input.gates.isRunCompleted)
    }

    mutating func caps(_ input: Weighing.Input, _ rates: Weighing.Rates?) {
        let highest = max(input.comparisonTaint, isNominatedOnly(input) ? .asReceived : input.nominationTaint)
        fire(.learnedOrUnknown, when: highest == .learnedOrUnknown)
        fire(.generatedComponent, when: ceilingOfTaint(input) == .lead && highest == .generated)
        fire(.generatedNomination, when: isNominatedOnly(input))
        if let calibration = input.calibration {
            fire(.noBound, when: rates == nil)
            fire(.noRatio, when: calibration.ratio == nil)
        } else {
            fire(.noCalibration)
        }
        fire(.person, when: input.subject.about == .person)
        fire(.challenged, when: input.hasOpenVerifiedChallenge)
        fire(.modelWithdrawn, when: input.isModelWithdrawn)
        if let age = input.ageInDays { require(.old, ("days", RecordedDecimal(age), .days)) }
    }

    mutating func lead(_ input: Weighing.Input, _ rates: Weighing.Rates?) {
        fire(.noCandidate, when: input.candidates < 1)
        fire(.priorOfShortlist, when: input.nominationTaint >= .generated && isPriorOfShortlist(input))
        guard let calibration = input.calibration else { return }
        if let cell = calibration.cell {
            require(
                .fewPairs, ("n_SS", RecordedDecimal(cell.sameSource), .leadSameSource),
                ("n_DS", RecordedDecimal(cell.differentSource), .leadDifferentSource))
        }
        strangers(input, calibration, rates)
        guard let ratio = calibration.ratio?.logRatio else { return }
        if ratio <= policy[.exclusionRatio] {
            let due = "an exclusion is at most \(policy.text(.exclusionRatio))"
            fire(.exclusion, [Weighing.Figure(quantity: "log10 LR", value: ratio.brief(isBound: false), due: due)])
        } else {
            require(.inconclusive, ("log10 LR", ratio, .leadRatio))
        }
        guard case .oneToMany = input.comparison else { return }
        switch calibration.runnerUp {
        case .none: break
        case .unknown: fire(.margin)
        case .logRatio(let second): require(.margin, ("log10 LR above the next", ratio - second, .margin))
        }
    }

    private mutating func strangers(
        _ input: Weighing.Input, _ calibration: Weighing.Calibration, _ rates: Weighing.Rates?
    ) {
        if let rates {
            guard let coincidences = rates.coincidences else { return fire(.strangers) }
            require(.strangers, ("E_up", coincidences, .leadCoincidences))
        } else if case .oneToMany = input.comparison, let direct = calibration.direct {
            // A test on a smaller gallery is no bound on this one, but what it found can only grow.
            guard let coincidences = direct.coincidences else { return fire(.strangers) }
            require(.strangers, ("E_up", coincidences, .leadCoincidences))
        }
    }

    func isNominatedOnly(_ input: Weighing.Input) -> Bool {
        input.comparisonTaint < .generated && input.nominationTaint >= .generated
    }

    private func ceilingOfTaint(_ input: Weighing.Input) -> Status {
        guard !isNominatedOnly(input) else { return .lead }
        return max(input.comparisonTaint, input.nominationTaint)
            .ceiling(about: input.subject.about, isValidated: input.isGenerationValidated)
    }

    /// A prior above 1/population, half a unit of its last digit aside.
    private func isPriorOfShortlist(_ input: Weighing.Input) -> Bool {
        guard let prior = input.declaredPrior else { return false }
        guard prior.isShare, let population = input.population, population > 0 else { return true }
        let unit = RecordedDecimal.power(RecordedDecimal.mostDecimals - prior.decimals)
        return (2 * prior.scaled - unit) * Int128(population) > 2 * RecordedDecimal.one
    }
}
