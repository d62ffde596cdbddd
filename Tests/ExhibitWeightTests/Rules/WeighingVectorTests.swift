import ExhibitWeight
import Testing

/// The policy vectors A to K of the reference.
@Suite("The weight of a comparison")
struct WeighingVectorTests {
    private let a = WeighingSamples.vectorA

    private func weigh(_ change: (inout Weighing.Input) -> Void = { _ in }) -> Weighing.Outcome {
        Weighing.evaluate(a.with(change))
    }

    @Test("A: with everything in place is an identification")
    func vectorA() {
        let outcome = weigh()
        #expect(outcome.status == .identification && outcome.ceiling == .identification)
        #expect(outcome.mayName && outcome.mayShowNumbers && !outcome.isHeld)
        #expect(outcome.reasons.isEmpty && outcome.banner == nil)
        #expect(
            outcome.sentences.contains {
                $0.contains("strong support") && $0.contains("3.301029") && !$0.contains("very strong")
            })
        #expect(outcome.coincidences == decimal("0.000998079011997"))
    }

    @Test("B: found in a gallery of 5,000 names nobody, because strangers are expected")
    func vectorB() throws {
        let outcome = weigh { $0.comparison = .oneToMany(galleries: [5_000]) }
        #expect(outcome.status == .lead && !outcome.mayName)
        #expect(outcome.rules.first == "P06.strangers")
        #expect(try #require(outcome.coincidences).agrees(with: 4.99039506))
        #expect(outcome.banner?.contains("As many as 5 strangers are expected") == true)
        #expect(outcome.banner?.contains("4.990396") == true)
        #expect(outcome.reasons.first?.figures.map(\.due) == ["at most 1"])
    }

    @Test("B: the sizes of all galleries searched are added up")
    func galleries() {
        let several = weigh { $0.comparison = .oneToMany(galleries: [2_000, 2_500, 500]) }
        #expect(several == weigh { $0.comparison = .oneToMany(galleries: [5_000]) })
    }

    @Test("C: of generated pixels and a person is refused")
    func vectorC() {
        let outcome = weigh {
            $0.subject = .person
            $0.comparisonTaint = .generated
        }
        #expect(outcome.status == .refused && outcome.rules.first == "P03.generated-pixels")
        #expect(outcome.sentences.contains { $0.contains("It does not show what this person looks like.") })
        let thing = weigh { $0.comparisonTaint = .generated }
        #expect(thing.status == .refused)
        let validated = weigh {
            $0.comparisonTaint = .generated
            $0.isGenerationValidated = true
        }
        #expect(validated.status == .lead && validated.rules == ["P03.generated-component"])
    }

    @Test("D: with nothing measured for the visible part is refused", arguments: [(0, 3_000), (300, 0), (-1, 3_000)])
    func vectorD(sameSource: Int64, differentSource: Int64) {
        let empty = weigh {
            $0.calibration?.cell = Weighing.Cell(sameSource: sameSource, differentSource: differentSource)
        }
        #expect(empty.status == .refused && empty.rules.first == "P04.empty-cell")
        let outside = weigh { $0.calibration?.cell = nil }
        #expect(outside.status == .refused && outside.rules == ["P04.empty-cell"])
    }

    @Test("E: of a person is a lead")
    func vectorE() {
        let outcome = weigh {
            $0.subject = .person
            $0.reviews = [WeighingSamples.review(1), WeighingSamples.review(2)]
        }
        #expect(outcome.status == .lead && outcome.rules == ["P14.person"] && outcome.mayName)
        #expect(outcome.sentences.first?.hasPrefix("Not an identification.") == true)
        let duty = "must not be the sole basis for naming, accusing or acting against anyone"
        #expect(outcome.sentences.first?.contains(duty) == true)
        #expect(outcome.sentences.last == "Different keys are not proof of different people.")
    }

    @Test("F: capped by 500 comparisons is a lead")
    func vectorF() {
        let outcome = weigh {
            $0.calibration?.cell?.differentSource = 500
            $0.calibration?.ratio = Weighing.Ratio(decimal("2.69983772587"), cap: .count(500))
        }
        #expect(outcome.status == .lead)
        #expect(outcome.rules == ["P04.pairs", "P07.ratio", "P07.capped"])
        #expect(outcome.sentences.contains { $0.contains("2.699837, capped by n = 500 independent comparisons") })
    }

    @Test("G: of a picture whose hash is noise is refused")
    func vectorG() {
        let outcome = weigh {
            $0.gates.quality = 100
            $0.gates.unstableBits = 256
        }
        #expect(outcome.status == .refused && outcome.rules == ["P17.unstable-bits"])
        #expect(outcome.reasons.first?.figures.first?.due == "at most 8")
        #expect(weigh { $0.gates.quality = 49 }.rules == ["P17.quality"])
        #expect(weigh { $0.gates.quality = 50 }.status == .identification)
        #expect(weigh { $0.gates.unstableBits = 8 }.status == .identification)
    }

    @Test("H: that did not come out again is refused; on another engine alone it is a lead")
    func vectorH() {
        let again = Weighing.Reproduction(.notReproduced, runs: 2, otherParties: 1)
        let outcome = weigh { $0.reproduction = again }
        #expect(outcome.status == .refused && outcome.rules.first == "P10.not-reproduced")
        let elsewhere = Weighing.Reproduction(.notReproduced, runs: 2, otherParties: 1, isConclusive: false)
        #expect(weigh { $0.reproduction = elsewhere }.rules == ["P10.class"])
    }

    @Test("I: of a thing without a calibration is a lead without any number")
    func vectorI() {
        let outcome = weigh { $0.calibration = nil }
        #expect(outcome.status == .lead && outcome.mayName && !outcome.mayShowNumbers)
        #expect(outcome.rules == ["P04.no-calibration"] && outcome.coincidences == nil)
        #expect(outcome.sentences.contains("How often this is wrong on such pictures has not been measured."))
        #expect(outcome.sentences.allSatisfy { !$0.contains { $0.isNumber } })
    }

    @Test("J: of a person without a calibration is refused")
    func vectorJ() {
        let outcome = weigh {
            $0.calibration = nil
            $0.subject = .person
        }
        #expect(outcome.status == .refused && outcome.rules.first == "P04.person-without-calibration")
        #expect(!outcome.mayName && !outcome.mayShowNumbers)
    }

    @Test("K: 300 clean searches of nearly the same gallery come before the product of rates")
    func vectorK() throws {
        func tested(_ gallery: Int64) -> Weighing.Outcome {
            weigh {
                $0.comparison = .oneToMany(galleries: [5_000])
                $0.calibration?.direct = WeighingSamples.direct
                $0.calibration?.direct?.gallery = gallery
            }
        }
        let outcome = tested(5_000)
        #expect(outcome.status == .identification && outcome.reasons.isEmpty)
        #expect(try #require(outcome.coincidences).agrees(with: 0.009985774245))
        // The bounds themselves: −ln(0.05) / 300 is what all of it comes down to.
        let searches = try DirectSearchTest(searches: 300, falsePositives: 0, gallerySize: 5_000)
        let bound = try #require(try searches.bound(forGalleryOf: 5_000))
        #expect(WeighingSamples.direct.falsePositiveRate.agrees(with: bound.fpir))
        #expect(try #require(WeighingSamples.direct.coincidences).agrees(with: bound.expected))
        #expect(WeighingSamples.direct.falsePositiveRate.description.hasPrefix("0.00993608"))
        #expect(WeighingSamples.direct.coincidences?.description.hasPrefix("0.00998577") == true)
        #expect(tested(4_500) == outcome)
        #expect(tested(4_499).rules == ["P06.strangers", "P05.tested-share", "P06.coincidences"])
    }
}
