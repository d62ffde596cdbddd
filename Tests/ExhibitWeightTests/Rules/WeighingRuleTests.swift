import ExhibitWeight
import Testing

@Suite("The rules of weight")
struct WeighingRuleTests {
    private let a = WeighingSamples.vectorA
    private typealias Change = @Sendable (inout Weighing.Input) -> Void

    private func weigh(_ change: (inout Weighing.Input) -> Void) -> Weighing.Outcome {
        Weighing.evaluate(a.with(change))
    }

    private static let single: [(String, Status, Change)] = [
        ("P01.not-verified", .refused, { $0.isChainVerified = false }),
        ("P02.not-pinned", .refused, { $0.isModelPinned = false }),
        ("P03.generated-pixels", .refused, { $0.comparisonTaint = .authored }),
        ("P17.not-decoded", .refused, { $0.gates.isDecoded = false }),
        ("R20.run-failed", .refused, { $0.gates.isRunCompleted = false }),
        ("P03.learned-or-unknown", .lead, { $0.comparisonTaint = .learnedOrUnknown }),
        ("P03.learned-or-unknown", .lead, { $0.nominationTaint = .learnedOrUnknown }),
        ("P05.no-bound", .lead, { $0.calibration?.falseMatchRate = nil }),
        ("P07.no-ratio", .lead, { $0.calibration?.ratio = nil }),
        ("P16.challenged", .lead, { $0.hasOpenVerifiedChallenge = true }),
        ("P18.model-withdrawn", .lead, { $0.isModelWithdrawn = true }),
        ("P18.age", .lead, { $0.ageInDays = 366 }),
        ("P17.no-candidate", .inconclusive, { $0.candidates = 0 }),
        ("P04.pairs", .lead, { $0.calibration?.cell?.sameSource = 299 }),
        ("P05.false-matches", .lead, { $0.calibration?.falseMatchRate = decimal("0.001000000000000001") }),
        ("P07.ratio", .lead, { $0.calibration?.ratio?.logRatio = decimal("2.999999999999999999") }),
        ("P08.no-posterior", .lead, { $0.declaredPrior = nil }),
        ("P08.no-posterior", .lead, { $0.calibration?.posterior = decimal("1.1") }),
        ("P08.posterior", .lead, { $0.calibration?.posterior = decimal("0.949999999999") }),
        ("P08.no-population", .lead, { $0.population = 0 }),
        ("P09.not-validated", .lead, { $0.calibration?.harmsAtPrior = nil }),
        ("P09.cllr", .lead, { $0.calibration?.cllr = decimal("0.51") }),
        ("P09.cllr-cal", .lead, { $0.calibration?.calibrationLoss = decimal("0.11") }),
        ("P09.harmful-at-prior", .lead, { $0.calibration?.harmsAtPrior = true }),
        ("P10.not-repeated", .lead, { $0.reproduction = nil }),
        ("P10.not-repeated", .lead, { $0.reproduction?.otherParties = 0 }),
        ("P10.class", .lead, { $0.reproduction?.worst = .sameStatus }),
        ("P10.class", .lead, { $0.reproduction?.worst = .cannotBeAttempted }),
        ("P12.corroboration", .lead, { $0.corroboration = 0 }),
        ("P13.reviews", .lead, { $0.reviews = [] }),
        ("P13.dissent", .lead, { $0.reviews.append(WeighingSamples.review(2, isSupporting: false)) }),
    ]

    @Test("each bind by themselves", arguments: single.indices)
    func alone(index: Int) {
        let (rule, status, change) = Self.single[index]
        let outcome = weigh(change)
        #expect(outcome.rules == [rule])
        #expect(outcome.status == status)
    }

    @Test("are printed in the order of evaluation, refusals first")
    func order() {
        let outcome = weigh {
            $0.reviews = []
            $0.hasOpenVerifiedChallenge = true
            $0.calibration?.ratio?.logRatio = decimal("0.5")
            $0.isChainVerified = false
        }
        #expect(
            outcome.rules == ["P01.not-verified", "P16.challenged", "P07.inconclusive", "P07.ratio", "P13.reviews"])
        #expect(outcome.isHeld && outcome.status == .refused)
        #expect(outcome.reasons.allSatisfy { $0.figures.isEmpty })
    }

    @Test(
        "read the likelihood ratio in both directions",
        arguments: [
            ("3", Status.identification), ("2.9", .lead), ("1", .lead), ("0.999999999999999999", .inconclusive),
            ("-1.999999999999999999", .inconclusive), ("-2", .exclusion), ("-17", .exclusion),
        ])
    func ratio(text: String, status: Status) {
        let outcome = weigh { $0.calibration?.ratio?.logRatio = decimal(text) }
        #expect(outcome.status == status && outcome.mayName == [.identification, .lead].contains(status))
        #expect(outcome.sentences.contains { $0.contains("for the alternative over") } == text.hasPrefix("-"))
    }

    @Test("do not let an exclusion rest on too few comparisons")
    func fewForExclusion() {
        let outcome = weigh {
            $0.calibration?.ratio?.logRatio = decimal("-3")
            $0.calibration?.cell?.sameSource = 29
        }
        #expect(outcome.status == .inconclusive && outcome.rules.first == "P04.few-pairs")
    }

    @Test("show no number where no bound is known, in the reasons either")
    func noBound() {
        let outcome = weigh {
            $0.calibration?.falseMatchRate = nil
            $0.calibration?.ratio?.logRatio = decimal("2.5")
        }
        #expect(outcome.status == .lead && !outcome.mayShowNumbers && outcome.mayName)
        #expect(outcome.rules == ["P05.no-bound", "P07.ratio"])
        #expect(outcome.sentences.contains("How often this is wrong on such pictures has not been measured."))
        #expect(outcome.reasons.allSatisfy { $0.figures.isEmpty })
        #expect(outcome.sentences.allSatisfy { !$0.contains { $0.isNumber } })
    }

    @Test("name nobody where the next candidate is close or not known")
    func margin() {
        func next(_ runnerUp: Weighing.RunnerUp) -> Weighing.Outcome {
            weigh {
                $0.comparison = .oneToMany(galleries: [5_000])
                $0.calibration?.direct = WeighingSamples.direct
                $0.calibration?.runnerUp = runnerUp
            }
        }
        #expect(next(.none).mayName && next(.logRatio(decimal("2.30102999566"))).mayName)
        let close = next(.logRatio(decimal("2.30102999567")))
        #expect(close.status == .lead && !close.mayName && close.rules == ["P11.margin"])
        #expect(!next(.unknown).mayName)
        // Of one comparison there is no next.
        let single = weigh { $0.calibration?.runnerUp = .unknown }
        #expect(single.mayName)
    }

    @Test("of a search found with a generated picture ask for the prior of the full population")
    func nomination() {
        func found(prior: String?, population: Int64?) -> Weighing.Outcome {
            weigh {
                $0.nominationTaint = .generated
                $0.declaredPrior = prior.map(decimal)
                $0.population = population
            }
        }
        let honest = found(prior: "0.01", population: 100)
        #expect(honest.status == .lead && honest.mayName && honest.rules == ["P03.generated-nomination"])
        #expect(honest.sentences.contains { $0.hasPrefix("The candidate was found with a generated/edited picture.") })
        #expect(found(prior: "0.166666666667", population: 6).mayName)
        #expect(!found(prior: "0.0101", population: 100).mayName)
        #expect(!found(prior: "0.01", population: nil).mayName)
        #expect(found(prior: nil, population: nil).mayName)
        let both = weigh {
            $0.comparisonTaint = .generated
            $0.isGenerationValidated = true
            $0.nominationTaint = .generated
            $0.declaredPrior = decimal("0.5")
        }
        #expect(both.status == .lead && !both.mayName)
    }

    @Test("count a reviewer's key once, blind where a person is named, and not where its holder dissents")
    func reviewers() {
        func status(_ subject: Weighing.Subject, _ reviews: [Weighing.Review]) -> Status {
            weigh {
                $0.subject = subject
                $0.reviews = reviews
            }.status
        }
        let one = WeighingSamples.review(1)
        let two = WeighingSamples.review(2)
        #expect(status(.thing, [WeighingSamples.review(1, isBlind: false)]) == .identification)
        #expect(status(.documentNamingPerson, [one, two]) == .identification)
        #expect(status(.documentNamingPerson, [one, one]) == .lead)
        #expect(status(.documentNamingPerson, [one, WeighingSamples.review(2, isBlind: false)]) == .lead)
        let divided = weigh { $0.reviews = [one, WeighingSamples.review(1, isSupporting: false)] }
        #expect(divided.status == .lead && divided.rules == ["P13.reviews", "P13.dissent"])
        #expect(status(.person, [one, two]) == .lead)
        #expect(status(.excluded, [one, two]) == .refused)
    }
}
