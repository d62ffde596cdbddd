import ExhibitWeight
import Testing

@Suite("What thresholds say of themselves")
struct ThresholdTextTests {
    private let a = WeighingSamples.vectorA

    /// Vector A as a search, just good enough for the standard policy where a threshold below is tightened.
    private var search: Weighing.Input {
        a.with {
            $0.comparison = .oneToMany(galleries: [5_000])
            $0.calibration?.direct = WeighingSamples.direct
            $0.calibration?.runnerUp = .logRatio(decimal("1"))
            $0.gates.quality = 60
            $0.gates.unstableBits = 6
            $0.ageInDays = 100
            $0.reviews = [WeighingSamples.review(1, isBlind: false)]
        }
    }

    @Test(
        "is the rule that fires where one is not kept, and what is said then",
        arguments: [
            (Threshold.identificationSameSource, "301"), (.identificationDifferentSource, "3001"),
            (.leadSameSource, "301"), (.leadDifferentSource, "3001"), (.falsePositiveRate, "0.009"),
            (.identificationCoincidences, "0.009"), (.leadCoincidences, "0.009"), (.identificationRatio, "3.5"),
            (.leadRatio, "3.5"), (.posterior, "0.96"), (.cllr, "0.2"), (.calibrationLoss, "0.01"),
            (.reproductionClass, "R0"), (.runs, "3"), (.otherParties, "2"), (.margin, "3"), (.corroboration, "2"),
            (.reviewsOfThings, "2"), (.blindForThings, "blind"), (.quality, "80"), (.unstableBits, "4"),
            (.days, "90"),
        ])
    func consequences(threshold: Threshold, words: String) throws {
        #expect(Weighing.evaluate(search).status == .identification)
        let outcome = Weighing.evaluate(search, policy: try WeighingPolicy.standard.setting(threshold, to: words))
        #expect(outcome.rules == [threshold.rule.rawValue])
        let lead = outcome.mayName ? "at most LEAD" : "at most LEAD, without a name"
        #expect(threshold.consequence == (outcome.status == .lead ? lead : outcome.status.rawValue))
    }

    @Test("has a test of one comparison, of a share, of documents, of persons and of exclusions beside these")
    func others() throws {
        let one = Weighing.evaluate(a, policy: try WeighingPolicy.standard.setting(.falseMatchRate, to: "0.0009"))
        #expect(one.rules == [Threshold.falseMatchRate.rule.rawValue] && one.status == .lead)
        let smaller = search.with { $0.calibration?.direct?.gallery = 4_999 }
        let share = Weighing.evaluate(smaller, policy: try WeighingPolicy.standard.setting(.testedShare, to: "1"))
        #expect(share.rules.contains(Threshold.testedShare.rule.rawValue) && share.status == .lead)
        let document = a.with {
            $0.subject = .documentNamingPerson
            $0.reviews = [WeighingSamples.review(1), WeighingSamples.review(2)]
        }
        let three = try WeighingPolicy.standard.setting(.reviewsNamingPersons, to: "3")
        #expect(Weighing.evaluate(document).status == .identification)
        #expect(Weighing.evaluate(document, policy: three).rules == [Threshold.reviewsNamingPersons.rule.rawValue])
        let person = Weighing.evaluate(document.with { $0.subject = .person })
        #expect(person.rules == [Threshold.ceilingForPersons.rule.rawValue])
        let against = a.with { $0.calibration?.ratio?.logRatio = decimal("-2") }
        #expect(Weighing.evaluate(against).rules.first == Threshold.exclusionRatio.rule.rawValue)
        let sparing = try WeighingPolicy.standard.setting(.exclusionRatio, to: "-3")
        #expect(Weighing.evaluate(against, policy: sparing).status == .inconclusive)
    }

    @Test("is what a policy asks, with its direction, its unit and its range")
    func words() throws {
        let policy = try WeighingPolicy.standard.setting(.runs, to: "3").setting(.blindForThings, to: "blind")
        #expect(Threshold.runs.due(in: policy) == "at least 3" && Threshold.runs.due(in: .standard) == "at least 2")
        #expect(Threshold.exclusionRatio.due(in: policy) == "at most -2")
        #expect(Threshold.blindForThings.due(in: policy) == "blind")
        #expect(Threshold.blindForThings.range == "any, blind" && Threshold.blindForThings.tighter == "later")
        #expect(Threshold.exclusionRatio.range == "-17 to 0" && Threshold.exclusionRatio.tighter == "lower")
        #expect(Set(Threshold.allCases.map(\.subject)).count == Threshold.allCases.count)
        for threshold in Threshold.allCases {
            #expect(threshold.rule.rawValue.hasPrefix(threshold.rawValue.prefix { $0 != "." }))
        }
    }

    @Test("differs between policies by value, not by how digits are written, and says what is looser")
    func differences() throws {
        let standard = WeighingPolicy.standard
        #expect(standard.differences(from: standard).isEmpty)
        #expect(try standard.setting(.posterior, to: "0.9500").differences(from: standard).isEmpty)
        let other = try standard.setting(.days, to: "400").setting(.runs, to: "3")
        let differences = other.differences(from: standard)
        #expect(differences.map(\.name) == ["P10.runs", "P18.days"])
        #expect(differences.map(\.isLooser) == [false, true])
        #expect(differences.map(\.from) == ["2", "365"] && differences.map(\.to) == ["3", "400"])
        #expect(standard.differences(from: other).map(\.isLooser) == [true, false])
    }
}
