extension Weighing {
    /// The bound that holds for this comparison.
    struct Rates {
        enum Source {
            /// FMR_up of one comparison.
            case comparison
            /// FPIR_up of direct searches at nearly this size.
            case direct
            /// N · FMR_up: assumes independence, and was never searched.
            case product
        }
        let source: Source
        /// FMR_up or FPIR_up as `source` says; FMR_up for a product.
        let rate: RecordedDecimal
        /// E_up; nil where it has no bound.
        let coincidences: RecordedDecimal?
    }

    /// Nil where no bound is known. A direct test at the required share of the searched size comes before a product.
    static func rates(_ calibration: Calibration, _ comparison: Comparison, _ policy: WeighingPolicy) -> Rates? {
        let falseMatchRate = calibration.falseMatchRate.map(clamped)
        guard case .oneToMany(let galleries) = comparison else {
            return falseMatchRate.map { Rates(source: .comparison, rate: $0, coincidences: $0) }
        }
        guard let size = size(galleries) else { return nil }
        if let direct = calibration.direct, isNearly(direct.gallery, size, policy) {
            let rate = clamped(direct.falsePositiveRate)
            // A rate is never more than its expected number: less of the latter was not computed from it.
            let coincidences = direct.coincidences.flatMap { rate < RecordedDecimal(1) ? max($0, rate) : nil }
            return Rates(source: .direct, rate: rate, coincidences: coincidences)
        }
        return falseMatchRate.map { rate in
            let product = RecordedDecimal.share(rate, of: size)
            // A test on a smaller gallery is no bound on this one, but what it found can only grow.
            guard let direct = calibration.direct else {
                return Rates(source: .product, rate: rate, coincidences: product)
            }
            return Rates(
                source: .product, rate: rate, coincidences: direct.coincidences.map { max($0, product) })
        }
    }

    /// Entries of all galleries together; nil where nothing was searched or a size is impossible.
    static func size(_ galleries: [Int64]) -> Int64? {
        var sum: Int64 = 0
        for size in galleries {
            guard size >= 0 else { return nil }
            let (next, isOver) = sum.addingReportingOverflow(size)
            sum = isOver ? .max : next
        }
        return sum > 0 ? sum : nil
    }

    static func isNearly(_ tested: Int64, _ size: Int64, _ policy: WeighingPolicy) -> Bool {
        RecordedDecimal(max(tested, 0)) >= .share(policy[.testedShare], of: size)
    }

    /// What is no rate counts as the worst one.
    private static func clamped(_ rate: RecordedDecimal) -> RecordedDecimal { rate.isShare ? rate : RecordedDecimal(1) }
}
