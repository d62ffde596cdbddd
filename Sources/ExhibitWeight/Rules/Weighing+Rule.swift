extension Weighing {
    /// What a rule that fired does.
    public enum Effect: String, Sendable, CaseIterable {
        /// REFUSED: no candidate, no number.
        case refuses
        /// At most LEAD.
        case limits
        /// At most LEAD, and no single name.
        case withholdsName = "withholds-name"
        /// At most LEAD, and nothing new may be published.
        case holds
        /// INCONCLUSIVE, or EXCLUSION.
        case decides
        case notes
    }

    /// The rules in the order in which they are evaluated and printed: hard refusals, caps, the test for LEAD, the test
    /// for IDENTIFICATION, notes.
    public enum Rule: String, Sendable, CaseIterable {
        case notVerified = "P01.not-verified"
        case notPinned = "P02.not-pinned"
        case generatedPixels = "P03.generated-pixels"
        case emptyCell = "P04.empty-cell"
        case personWithoutCalibration = "P04.person-without-calibration"
        case notReproduced = "P10.not-reproduced"
        case personRefused = "P14.person-refused"
        case excludedSubject = "P15.excluded-subject"
        case notDecoded = "P17.not-decoded"
        case quality = "P17.quality"
        case unstableBits = "P17.unstable-bits"
        case runFailed = "R20.run-failed"

        case learnedOrUnknown = "P03.learned-or-unknown"
        case generatedComponent = "P03.generated-component"
        case generatedNomination = "P03.generated-nomination"
        case noCalibration = "P04.no-calibration"
        case noBound = "P05.no-bound"
        case noRatio = "P07.no-ratio"
        case person = "P14.person"
        case challenged = "P16.challenged"
        case modelWithdrawn = "P18.model-withdrawn"
        case old = "P18.age"

        case noCandidate = "P17.no-candidate"
        case priorOfShortlist = "P03.prior-of-shortlist"
        case fewPairs = "P04.few-pairs"
        case strangers = "P06.strangers"
        case exclusion = "P07.exclusion"
        case inconclusive = "P07.inconclusive"
        case margin = "P11.margin"

        case pairs = "P04.pairs"
        case testedShare = "P05.tested-share"
        case falseMatches = "P05.false-matches"
        case falsePositives = "P05.false-positives"
        case coincidences = "P06.coincidences"
        case ratio = "P07.ratio"
        case noPosterior = "P08.no-posterior"
        case posterior = "P08.posterior"
        case noPopulation = "P08.no-population"
        case notValidated = "P09.not-validated"
        case cllr = "P09.cllr"
        case calibrationLoss = "P09.cllr-cal"
        case harmful = "P09.harmful-at-prior"
        case notRepeated = "P10.not-repeated"
        case reproductionClass = "P10.class"
        case corroboration = "P12.corroboration"
        case reviews = "P13.reviews"
        case dissent = "P13.dissent"

        case capped = "P07.capped"
        case damagedFile = "P17.damaged-file"
        case borderline = "P17.borderline"

        public var effect: Effect {
            switch self {
            case .notVerified, .notPinned, .generatedPixels, .emptyCell, .personWithoutCalibration, .notReproduced,
                .personRefused, .excludedSubject, .notDecoded, .quality, .unstableBits, .runFailed:
                .refuses
            case .noCandidate, .fewPairs, .exclusion, .inconclusive: .decides
            case .priorOfShortlist, .strangers, .margin: .withholdsName
            case .challenged: .holds
            case .capped, .damagedFile, .borderline: .notes
            default: .limits
            }
        }

        /// Whether the numbers that it compares say what the comparison is worth.
        var weighs: Bool { ["P05", "P06", "P07", "P08", "P09", "P11"].contains(String(rawValue.prefix(3))) }
    }

    /// A rule that fired, with what it compared.
    public struct Fired: Sendable, Equatable {
        public let rule: Rule
        public let figures: [Figure]
    }

    public struct Figure: Sendable, Equatable {
        public let quantity: String
        public let value: String
        /// In words: "at least 300", "at most 0.01".
        public let due: String
    }
}
