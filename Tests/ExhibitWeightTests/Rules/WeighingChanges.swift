import ExhibitWeight

/// Changes to the input of weighing, most of them to values near a threshold.
enum WeighingChanges {
    typealias Change = @Sendable (inout Weighing.Input, inout WeighingRandom) -> Void

    private static func decimals(_ texts: String...) -> [RecordedDecimal] { texts.map(decimal) }

    private static let rates = decimals("0", "0.000001", "0.000998", "0.001", "0.0011", "0.01", "0.02", "0.5", "1")
    private static let numbers = decimals("0", "0.0099", "0.01", "0.02", "0.7", "1", "1.1", "4.9", "1000")
    static let ratios = decimals("-4", "-2", "-1.9", "0", "0.9", "1", "2.4", "2.9", "3", "3.5", "4.5", "17")
    private static let losses = decimals("0", "0.05", "0.1", "0.11", "0.5", "0.51", "3")

    /// Any values, better or worse.
    static let any: [Change] = [
        { $0.subject = $1.pick(Weighing.Subject.allCases) },
        { $0.comparison = $1.pick([.oneToOne, .oneToMany(galleries: [5]), .oneToMany(galleries: [4_000, 1_000])]) },
        { $0.comparisonTaint = $1.pick(Taint.allCases) },
        { $0.nominationTaint = $1.pick(Taint.allCases) },
        { $0.isGenerationValidated = $1.below(2) == 0 || $0.isGenerationValidated },
        { if $1.below(4) == 0 { $0.calibration = nil } },
        {
            $0.calibration?.cell = .init(
                sameSource: $1.pick([0, 29, 30, 300]), differentSource: $1.pick([1, 300, 3_000]))
        },
        { $0.calibration?.falseMatchRate = $1.below(6) == 0 ? nil : $1.pick(rates) },
        { input, random in
            let rate = random.pick(rates)
            input.calibration?.direct = Weighing.DirectTest(
                gallery: random.pick([4, 4_499, 4_500, 5_000]), falsePositiveRate: rate,
                coincidences: random.below(6) == 0 ? nil : random.pick(numbers))
        },
        { $0.calibration?.ratio = $1.below(6) == 0 ? nil : Weighing.Ratio($1.pick(ratios), cap: .count(3_000)) },
        { $0.calibration?.posterior = $1.pick(decimals("0.2", "0.95", "0.99")) },
        { $0.calibration?.runnerUp = $1.pick([.none, .unknown, .logRatio($1.pick(ratios))]) },
        { $0.calibration?.cllr = $1.pick(losses) },
        { $0.calibration?.calibrationLoss = $1.pick(losses) },
        { $0.reproduction?.worst = $1.pick(Weighing.Reproduction.Class.allCases) },
        { $0.reproduction?.isConclusive = $1.below(2) == 0 },
        { $0.reviews = [WeighingSamples.review(1), WeighingSamples.review(2, isSupporting: $1.below(3) > 0)] },
        { $0.population = $1.pick([1, 100, 1_000_000]) },
        { $0.gates.quality = $1.pick([49, 50, 100]) },
        { $0.gates.unstableBits = $1.pick([0, 8, 9]) },
        { $0.ageInDays = $1.pick([0, 365, 366]) },
    ]

    /// Each makes one input worse and nothing better. Where silence is worth more than a bad measurement by design (no
    /// calibration, no bound, no ratio), it is not called worse.
    static let worse: [Change] = worsePictures + worseMeasurements + worsePractice

    private static let worsePictures: [Change] = [
        { input, random in
            let order = Weighing.Subject.allCases
            let index = order.firstIndex(of: input.subject) ?? 0
            input.subject = order[index + random.below(order.count - index)]
        },
        { input, random in
            if case .oneToMany(let galleries) = input.comparison {
                input.comparison = .oneToMany(galleries: galleries + [random.pick([1, 1_000, 1_000_000])])
            }
        },
        { input, _ in input.candidates = 0 },
        { input, _ in input.isChainVerified = false },
        { input, _ in input.isModelPinned = false },
        { input, _ in input.isModelWithdrawn = true },
        { input, _ in input.gates.isDecoded = false },
        { input, _ in input.gates.isRunCompleted = false },
        { input, _ in input.gates.quality = input.gates.quality.map { $0 - 1 } },
        { input, _ in input.gates.unstableBits = input.gates.unstableBits.map { $0 + 1 } },
        { $0.comparisonTaint = max($0.comparisonTaint, $1.pick(Taint.allCases)) },
        { $0.nominationTaint = max($0.nominationTaint, $1.pick(Taint.allCases)) },
        { input, _ in input.isGenerationValidated = false },
    ]

    private static let worseMeasurements: [Change] = [
        { $0.calibration?.cell?.sameSource -= Int64($1.below(300)) },
        { $0.calibration?.cell?.differentSource -= Int64($1.below(3_000)) },
        { input, _ in input.calibration?.cell = nil },
        { input, random in
            guard let rate = input.calibration?.falseMatchRate else { return }
            input.calibration?.falseMatchRate = max(rate, random.pick(rates))
        },
        { $0.calibration?.direct?.gallery -= Int64($1.below(600)) },
        { input, random in
            guard let direct = input.calibration?.direct else { return }
            input.calibration?.direct?.falsePositiveRate = max(direct.falsePositiveRate, random.pick(rates))
        },
        { input, random in
            guard let direct = input.calibration?.direct else { return }
            let number = random.pick(numbers)
            input.calibration?.direct?.coincidences = direct.coincidences.map { max($0, number) }
        },
        { input, _ in input.calibration?.direct?.coincidences = nil },
        { input, random in
            guard let posterior = input.calibration?.posterior else { return }
            input.calibration?.posterior = min(posterior, random.pick(rates))
        },
        { input, _ in input.calibration?.posterior = nil },
        { input, _ in input.population = nil },
        { input, _ in input.calibration?.runnerUp = .unknown },
        { input, _ in input.calibration?.cllr = nil },
        { input, random in
            let loss = max(input.calibration?.cllr ?? decimal("100"), random.pick(losses))
            input.calibration?.cllr = loss
        },
        { input, _ in input.calibration?.calibrationLoss = nil },
        { input, _ in input.calibration?.harmsAtPrior = nil },
        { input, _ in input.calibration?.harmsAtPrior = true },
    ]

    private static let worsePractice: [Change] = [
        { input, _ in if input.reproduction?.worst != .notReproduced { input.reproduction = nil } },
        { input, _ in input.reproduction?.runs -= 1 },
        { input, _ in input.reproduction?.otherParties -= 1 },
        { input, _ in input.reproduction?.isConclusive = true },
        { input, _ in input.reproduction?.worst = .notReproduced },
        { input, _ in input.corroboration -= 1 },
        { input, _ in input.reviews = Array(input.reviews.filter { !$0.isSupporting }) },
        { input, _ in
            input.reviews = input.reviews.map {
                Weighing.Review(key: $0.key, isBlind: false, isSupporting: $0.isSupporting)
            }
        },
        { input, _ in input.reviews.append(WeighingSamples.review(1, isSupporting: false)) },
        { input, _ in input.hasOpenVerifiedChallenge = true },
        { input, _ in input.ageInDays = (input.ageInDays ?? 0) + 1 },
    ]
}
