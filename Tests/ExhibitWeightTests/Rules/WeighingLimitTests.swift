import ExhibitWeight
import Testing

@Suite("The limits of weight")
struct WeighingLimitTests {
    private let a = WeighingSamples.vectorA

    private func weigh(_ change: (inout Weighing.Input) -> Void) -> Weighing.Outcome {
        Weighing.evaluate(a.with(change))
    }

    @Test("let a test on a smaller gallery withhold a name, though it is no bound")
    func smallerTest() {
        func tested(_ coincidences: String?, rate: RecordedDecimal?) -> Weighing.Outcome {
            weigh {
                $0.comparison = .oneToMany(galleries: [5_000])
                $0.calibration?.falseMatchRate = rate
                $0.calibration?.direct = Weighing.DirectTest(
                    gallery: 100, falsePositiveRate: decimal("0.9"), coincidences: coincidences.map(decimal))
            }
        }
        for rate in [decimal("0.000001"), nil] {
            #expect(!tested("2.4", rate: rate).mayName && !tested(nil, rate: rate).mayName)
            #expect(tested("0.5", rate: rate).mayName)
            #expect(tested("0.5", rate: rate).status == .lead)
        }
        #expect(tested("2.4", rate: decimal("0.000001")).banner?.contains("As many as 3 strangers") == true)
    }

    @Test(
        "bind as a policy tightens them",
        arguments: [
            (Threshold.reproductionClass, "R0", "P10.class"), (.blindForThings, "blind", "P13.reviews"),
            (.reviewsOfThings, "2", "P13.reviews"), (.runs, "3", "P10.not-repeated"), (.days, "10", "P18.age"),
            (.quality, "80", "P17.quality"), (.unstableBits, "0", "P17.unstable-bits"),
            (.posterior, "0.96", "P08.posterior"),
            (.falseMatchRate, "0.0001", "P05.false-matches"), (.leadCoincidences, "0.0001", "P06.strangers"),
            (.leadSameSource, "400", "P04.few-pairs"), (.leadRatio, "4", "P07.inconclusive"),
            (.corroboration, "2", "P12.corroboration"), (.cllr, "0.1", "P09.cllr"),
        ])
    func tightened(threshold: Threshold, words: String, rule: String) throws {
        let input = a.with {
            $0.reviews = [WeighingSamples.review(1, isBlind: false)]
            $0.ageInDays = 20
            $0.gates.quality = 70
            $0.gates.unstableBits = 4
        }
        #expect(Weighing.evaluate(input).status == .identification)
        let policy = try WeighingPolicy.standard.setting(threshold, to: words)
        #expect(Weighing.evaluate(input, policy: policy).rules.contains(rule))
    }

    @Test("refuse every question about a person where the policy says so")
    func noPersons() throws {
        let policy = try WeighingPolicy.standard.setting(.ceilingForPersons, to: "REFUSED")
        let person = Weighing.evaluate(a.with { $0.subject = .person }, policy: policy)
        #expect(person.status == .refused && person.rules.first == "P14.person-refused")
        #expect(Weighing.evaluate(a, policy: policy).status == .identification)
    }

    @Test("give hostile sizes and rates the worst that they can mean")
    func hostile() {
        let huge = weigh { $0.comparison = .oneToMany(galleries: [.max, .max, .max]) }
        #expect(!huge.mayName && huge.banner?.contains("strangers") == true)
        for galleries in [[], [0], [-1], [5, -5], [.min]] as [[Int64]] {
            let outcome = weigh { $0.comparison = .oneToMany(galleries: galleries) }
            #expect(outcome.rules.first == "P05.no-bound" && !outcome.mayShowNumbers && outcome.status == .lead)
        }
        for rate in ["-1", "1.5", "999999999999999999"] {
            let outcome = weigh {
                $0.comparison = .oneToMany(galleries: [.max])
                $0.calibration?.falseMatchRate = decimal(rate)
            }
            #expect(outcome.status == .lead && !outcome.mayName)
        }
        let unbounded = weigh {
            $0.comparison = .oneToMany(galleries: [100])
            $0.calibration?.direct = Weighing.DirectTest(
                gallery: 100, falsePositiveRate: decimal("1"), coincidences: decimal("0"))
        }
        #expect(!unbounded.mayName && unbounded.rules.first == "P06.strangers" && unbounded.banner == nil)
        let extreme = weigh {
            $0.calibration?.ratio?.logRatio = decimal("999999999999999999")
            $0.calibration?.cell = Weighing.Cell(sameSource: .max, differentSource: .min)
            $0.population = .max
            $0.corroboration = .min
            $0.ageInDays = .max
        }
        #expect(extreme.status == .refused)
    }
}
