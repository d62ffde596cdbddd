/// Every number that a policy sets, by the rule that compares it.
public enum Threshold: String, Sendable, CaseIterable {
    case identificationSameSource = "P04.identification_same_source"
    case identificationDifferentSource = "P04.identification_different_source"
    case leadSameSource = "P04.lead_same_source"
    case leadDifferentSource = "P04.lead_different_source"
    case falseMatchRate = "P05.false_match_rate"
    case falsePositiveRate = "P05.false_positive_rate"
    case testedShare = "P05.tested_share"
    case identificationCoincidences = "P06.identification_coincidences"
    case leadCoincidences = "P06.lead_coincidences"
    case identificationRatio = "P07.identification_log_ratio"
    case leadRatio = "P07.lead_log_ratio"
    case exclusionRatio = "P07.exclusion_log_ratio"
    case posterior = "P08.posterior"
    case cllr = "P09.cllr"
    case calibrationLoss = "P09.cllr_cal"
    case reproductionClass = "P10.class"
    case runs = "P10.runs"
    case otherParties = "P10.other_parties"
    case margin = "P11.log_ratio_margin"
    case corroboration = "P12.items"
    case reviewsOfThings = "P13.reviews_of_things"
    case reviewsNamingPersons = "P13.reviews_naming_persons"
    case blindForThings = "P13.blind_for_things"
    case ceilingForPersons = "P14.ceiling_for_persons"
    case quality = "P17.quality"
    case unstableBits = "P17.unstable_bits"
    case days = "P18.days"

    enum Form: Sendable {
        /// A JSON integer.
        case count
        /// A decimal in a string.
        case quantity
        /// A word, the loosest first; its value is its index.
        case choice([String])
    }

    enum Tighter: String, Sendable { case higher, lower }

    struct Definition: Sendable {
        let form: Form
        let tighter: Tighter
        /// What the number can be at all, whatever a policy wishes.
        let range: ClosedRange<RecordedDecimal>
        let standard: RecordedDecimal
    }

    var definition: Definition {
        switch self {
        case .identificationSameSource: Self.minimum(300)
        case .identificationDifferentSource: Self.minimum(3_000)
        case .leadSameSource: Self.minimum(30)
        case .leadDifferentSource: Self.minimum(300)
        case .falseMatchRate: Self.quantity(.lower, 0...1, (1, 3))
        case .falsePositiveRate: Self.quantity(.lower, 0...1, (1, 2))
        case .testedShare: Self.quantity(.higher, 0...1, (9, 1))
        case .identificationCoincidences: Self.quantity(.lower, 0...1_000_000, (1, 2))
        case .leadCoincidences: Self.quantity(.lower, 0...1_000_000, (1, 0))
        case .identificationRatio: Self.quantity(.higher, 0...17, (3, 0))
        case .leadRatio: Self.quantity(.higher, 0...17, (1, 0))
        case .exclusionRatio: Self.quantity(.lower, -17...0, (-2, 0))
        case .posterior: Self.quantity(.higher, 0...1, (95, 2))
        case .cllr: Self.quantity(.lower, 0...100, (5, 1))
        case .calibrationLoss: Self.quantity(.lower, 0...100, (1, 1))
        case .reproductionClass: Self.choice(["R1", "R0"])
        case .runs: Self.minimum(2)
        case .otherParties, .corroboration, .reviewsOfThings: Self.minimum(1)
        case .margin: Self.quantity(.higher, 0...17, (1, 0))
        case .reviewsNamingPersons: Self.minimum(2)
        case .blindForThings: Self.choice(["any", "blind"])
        // Nothing in this list lets a person be more than a lead.
        case .ceilingForPersons: Self.choice([Status.lead.rawValue, Status.refused.rawValue])
        case .quality: Self.count(.higher, 0...100, 50)
        case .unstableBits: Self.count(.lower, 0...256, 8)
        case .days: Self.count(.lower, 0...36_500, 365)
        }
    }

    /// Of things or persons at least one, whatever a policy wishes.
    private static func minimum(_ standard: Int64) -> Definition { count(.higher, 1...1_000_000_000, standard) }

    private static func count(_ tighter: Tighter, _ range: ClosedRange<Int64>, _ standard: Int64) -> Definition {
        Definition(form: .count, tighter: tighter, range: decimals(range), standard: RecordedDecimal(standard))
    }

    private static func quantity(
        _ tighter: Tighter, _ range: ClosedRange<Int64>, _ standard: (units: Int64, decimals: Int)
    ) -> Definition {
        Definition(
            form: .quantity, tighter: tighter, range: decimals(range),
            standard: RecordedDecimal(standard.units, decimals: standard.decimals))
    }

    private static func choice(_ words: [String]) -> Definition {
        Definition(
            form: .choice(words), tighter: .higher, range: decimals(0...Int64(words.count - 1)),
            standard: RecordedDecimal(0))
    }

    private static func decimals(_ range: ClosedRange<Int64>) -> ClosedRange<RecordedDecimal> {
        RecordedDecimal(range.lowerBound)...RecordedDecimal(range.upperBound)
    }
}
