import ExhibitCore

/// The numbers of a claim's weight, as the decimals that its statement records.
public struct ClaimWeight: Sendable, Equatable {
    public enum Cap: String, Sendable, CaseIterable {
        case none, densities, count, invariance
    }

    /// What the calibration tried.
    public enum Tested: Sendable, Equatable {
        /// Searches among so many pictures each.
        case searches(Int64)
        /// So many independent pairs of different sources.
        case pairs(Int64)
    }

    public var cell: String
    public var searched: Int64
    public var tested: Tested
    public var falseMatchRate: RecordedDecimal?
    public var falsePositiveRate: RecordedDecimal?
    public var directCoincidences: RecordedDecimal?
    public var coincidences: RecordedDecimal?
    public var logRatio: RecordedDecimal?
    public var cap = Cap.none
    public var runnerUp: RecordedDecimal?
    public var evenPosterior: RecordedDecimal?
    public var searchedPosterior: RecordedDecimal?
    public var populationPosterior: RecordedDecimal?
    public var declaredPosterior: RecordedDecimal?

    init(cell: String, searched: Int64, tested: Tested) {
        self.cell = cell
        self.searched = searched
        self.tested = tested
    }

    /// As a claim of these rules records it.
    public func json(_ rules: ClaimRules) -> JSON {
        func text(_ value: RecordedDecimal?) -> JSON { value.map { .string($0.description) } ?? .null }
        let shared: [String: JSON] = [
            "cell": .string(cell), "searched": .integer(searched),
            "false_match_rate": text(falseMatchRate), "coincidences": text(coincidences),
            "log_ratio": text(logRatio), "cap": .string(cap.rawValue), "runner_up": text(runnerUp),
            "even_posterior": text(evenPosterior), "searched_posterior": text(searchedPosterior),
            "population_posterior": text(populationPosterior),
            "declared_posterior": text(declaredPosterior),
        ]
        let ofSearches = [
            "false_positive_rate": text(falsePositiveRate), "direct_coincidences": text(directCoincidences),
        ]
        var own: [String: JSON] =
            switch tested {
            case .searches(let count): ofSearches.merging(["tested": .integer(count)]) { first, _ in first }
            case .pairs(let count): ["tested_pairs": .integer(count)]
            }
        if rules >= .ofPictures {
            let none: [String: JSON] = ["tested": .null, "tested_pairs": .null]
            own.merge(ofSearches.merging(none) { first, _ in first }) { first, _ in first }
        }
        return .object(shared.merging(own) { first, _ in first })
    }
}

/// A claim whose numbers do not follow from its calibration.
public struct WeightRefused: Error, Equatable, Sendable {
    /// Of the claim's body.
    public let member: String
    public let reason: String
}

/// Turns computed quantities into recorded digits. Where a claim is there already its own digits are taken, if they agree
/// with what is computed: another machine's logarithm may differ in the last place, and thresholds are compared with
/// digits.
struct WeightDigits {
    /// The claim's weight; nil where the claim is being made, or shows none.
    let recorded: JSON?

    func callAsFunction(
        _ member: String, _ value: Double?, _ rounding: RecordedDecimal.Rounding = .nearest
    ) throws(WeightRefused) -> RecordedDecimal? {
        let due = value.flatMap { RecordedDecimal($0, decimals: WeightPlaces.decimals, rounding: rounding) }
        guard let recorded else { return due }
        let said = recorded[member]?.text.flatMap { RecordedDecimal($0) }
        guard let value, let due else {
            if said == nil { return nil }
            throw refused(member, due: "none")
        }
        guard let said, said.agrees(with: value) else { throw refused(member, due: due.description) }
        return said
    }

    private func refused(_ member: String, due: String) -> WeightRefused {
        let said = recorded?[member].map { String(decoding: $0.encoded, as: UTF8.self) } ?? "nothing"
        return WeightRefused(
            member: "weight", reason: "\(member): the claim says \(said), its calibration supports \(due)")
    }
}
