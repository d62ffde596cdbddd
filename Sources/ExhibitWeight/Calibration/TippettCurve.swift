extension LikelihoodRatios {
    /// Shares of pairs whose log₁₀ LR is at least `at`.
    public struct TippettPoint: Sendable, Hashable {
        public let at: Double
        public let same: Double
        public let different: Double
    }

    public func tippett(at value: Double) -> TippettPoint {
        TippettPoint(
            at: value, same: Self.share(of: same, atLeast: value), different: Self.share(of: different, atLeast: value))
    }

    /// The curve, ascending: a point at each finite ratio that occurs, or at `limit` of them, evenly by rank and with both
    /// ends, where there are more.
    public func tippettCurve(limit: Int = 512) -> [TippettPoint] {
        var places: [Double] = []
        var (left, right) = (0, 0)
        while left < same.count || right < different.count {
            let takesSame = right == different.count || (left < same.count && same[left] <= different[right])
            let value = takesSame ? same[left] : different[right]
            if takesSame { left += 1 } else { right += 1 }
            if value.isFinite, places.last != value { places.append(value) }
        }
        let count = max(limit, 2)
        if places.count > count {
            // Of places.count − 1 steps, the one nearest below each of count − 1 equal parts.
            places = (0..<count).map { places[$0 * (places.count - 1) / (count - 1)] }
        }
        return places.map(tippett(at:))
    }

    /// Shares of ratios on the wrong side of 1.
    public var misleading: (same: Double, different: Double) {
        let below = 1 - Self.share(of: same, atLeast: 0)
        return (below, Double(different.count { $0 > 0 }) / Double(different.count))
    }

    private static func share(of values: [Double], atLeast value: Double) -> Double {
        value.isNaN ? 0 : Double(values.count - values.partition(before: value)) / Double(values.count)
    }
}
