import ExhibitCore

/// What may be claimed where how often a method is wrong was measured, or where the operator states the question: status
/// word, weight and every rule that fired.
public struct WeighedClaim: Sendable {
    /// What the run supports whatever it is worth: class, facts, and the answers that count.
    public let base: any ComputedClaim
    public let outcome: Weighing.Outcome
    /// Nil where no number may be shown.
    public let weight: ClaimWeight?
    public let named: [TypedName]
    public let ground: WeighingGround
    public let stated: ClaimQuestion.Stated

    /// What a method answered, as the rules ask it.
    struct Answers {
        /// Those that reach the method's own threshold, the best first; nil for a label, which is not named.
        var counting: [TypedName?] = []
        var gates = Weighing.Gates()
        /// Nil where the run gave no answer.
        var weigh: ((Calibration.Measured, JSON, WeightDigits) throws(WeightRefused) -> MeasuredWeight)?

        init(_ evidence: Statement, _ closed: Statement, isAnswered: Bool) {
            gates.isDecoded = ["decoded", "damaged"].contains(evidence.text("outcome"))
            gates.isRunCompleted = closed.text("outcome") == "completed" && isAnswered
            gates.isDamaged = evidence.text("outcome") == "damaged"
        }
    }

    /// - Parameter recorded: the claim, where it is there already. Its digits are used where they agree with what is
    ///   computed.
    init(
        base: any ComputedClaim, answers: Answers, ground: WeighingGround, stated: ClaimQuestion.Stated,
        recorded: Statement?
    ) throws(WeightRefused) {
        self.base = base
        self.ground = ground
        self.stated = stated
        guard stated.population.map({ $0 >= ground.size }) ?? true else {
            throw WeightRefused(
                member: "population",
                reason:
                    "it is \(stated.population ?? 0), and \(ground.size) \(ground.isOfAnswers ? "answers were possible: each could be right" : "pictures were searched: the source could be any of them")"
            )
        }
        guard stated.prior.map({ $0 > RecordedDecimal(0) && $0 < RecordedDecimal(1) }) ?? true else {
            throw WeightRefused(member: "prior", reason: "it does not lie between 0 and 1")
        }
        guard stated.subject >= ground.statedBefore else {
            throw WeightRefused(
                member: "subject_class",
                reason:
                    "an earlier claim on this evidence states \"\(ground.statedBefore.rawValue)\", which is stricter")
        }
        var input = Weighing.Input(
            subject: base.about == .person ? .person : stated.subject.weighed,
            comparison: .oneToMany(galleries: ground.searched))
        input.candidates = Int64(answers.counting.count)
        // Both are asked by whoever checks the record: a claim in a chain that does not verify is never read.
        input.isChainVerified = true
        input.isModelPinned = true
        input.gates = answers.gates
        input.comparisonTaint = base.taint
        input.declaredPrior = stated.prior
        input.population = stated.population
        input.corroboration = stated.corroboration
        input.reproduction = ground.reproduction
        input.reviews = ground.reviews

        // Spelled out: in a closure `nil` would be the JSON value.
        var shown = recorded?.body["weight"]
        if shown?.isNull == true { shown = Optional<JSON>.none }
        var weight: ClaimWeight?
        if let calibration = ground.calibration?.calibration, let weigh = answers.weigh {
            let computed = try weigh(calibration.measured, calibration.recorded, WeightDigits(recorded: shown))
            input.calibration = computed.input
            weight = computed.weight
        } else if ground.calibration != nil {
            input.calibration = Weighing.Calibration()
        }
        outcome = Weighing.evaluate(input, policy: ground.policy)
        weight?.coincidences = outcome.coincidences.map {
            RecordedDecimal(scaled: $0.scaled, decimals: WeightPlaces.decimals).cut
        }
        self.weight = outcome.mayShowNumbers ? weight : nil
        named = outcome.mayName ? answers.counting.prefix(1).compactMap { $0 } : []
    }

    /// The members of a claim's body that follow from the run, its calibration and what the claim states.
    public var body: [String: JSON] {
        let ceiling: Status = outcome.ceiling
        var body = claimBody(
            base.about, outcome.status, ceiling, [], base.taint, named,
            outcome.status == .refused ? [] : base.facts, policy: ground.policy.name)
        body["reasons"] = .array(outcome.reasons.map { .string($0.rule.rawValue) })
        body["calibration"] = ground.calibration.map { .string($0.entry.statement.name.description) } ?? .null
        body["weight"] = weight?.json(ground.rules) ?? .null
        return body
    }
}

extension SubjectClass {
    fileprivate var weighed: Weighing.Subject {
        switch self {
        case .thing: .thing
        case .documentNamingPersons: .documentNamingPerson
        case .protectedPerson: .excluded
        }
    }
}

extension RecordedDecimal {
    /// With the digits of a claim's weight: what a product of two decimals has beyond them counts upwards.
    fileprivate var cut: RecordedDecimal {
        let unit = Self.power(Self.mostDecimals - WeightPlaces.decimals)
        let units = scaled / unit + (scaled % unit > 0 ? 1 : 0)
        return RecordedDecimal(scaled: units * unit, decimals: WeightPlaces.decimals)
    }
}
