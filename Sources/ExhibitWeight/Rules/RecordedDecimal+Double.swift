extension RecordedDecimal {
    /// With which computed quantities are recorded.
    public static let significantDigits = 12

    /// What becomes of digits that are not written.
    public enum Rounding: Sendable {
        case nearest
        /// For upper bounds: a bound must not lose by being written.
        case awayFromZero
        /// For caps.
        case towardZero
    }

    /// A computed quantity, rounded to a number of significant digits, ties to even; but to no more than 18 decimals,
    /// and never before the point. Integer arithmetic on the bits of `value`: the same digits on every machine.
    ///
    /// Nil for what has no such form: NaN, infinities, 10^18 and more, and what is not zero and would be written as
    /// zero, unless it is to be rounded toward that.
    /// - Parameter significant: 1 to 17.
    public init?(_ value: Double, significant: Int = significantDigits, rounding: Rounding = .nearest) {
        guard value.isFinite, value.magnitude < 1e18, (1...17).contains(significant) else { return nil }
        guard value != 0 else {
            self.init(scaled: 0, decimals: 0)
            return
        }
        let limit = UInt128(Self.power(significant).magnitude)
        var chosen: (units: UInt128, decimals: Int)?
        for decimals in (0...Self.mostDecimals).reversed() where chosen == nil {
            let units = Self.units(value.magnitude, decimals: decimals, rounding)
            if units < limit || decimals == 0 { chosen = (units, decimals) }
        }
        guard let chosen, chosen.units > 0 || rounding == .towardZero else { return nil }
        guard chosen.units > 0 else {
            self.init(scaled: 0, decimals: 0)
            return
        }
        let scaled = Int128(chosen.units) * Self.power(Self.mostDecimals - chosen.decimals)
        self.init(scaled: value < 0 ? -scaled : scaled, decimals: chosen.decimals)
        // 999999999999999999.9 cannot arise (no such double), but nothing of 19 digits may.
        guard self.scaled.magnitude < Self.one.magnitude * Self.one.magnitude else { return nil }
    }

    /// A computed quantity with so many digits after the point, 0 to 18. Nil for what has no such form.
    public init?(_ value: Double, decimals: Int, rounding: Rounding) {
        guard value.isFinite, value.magnitude < 1e17, (0...Self.mostDecimals).contains(decimals) else { return nil }
        let units = Self.units(value.magnitude, decimals: decimals, rounding)
        let scaled = Int128(units) * Self.power(Self.mostDecimals - decimals)
        self.init(scaled: value < 0 ? -scaled : scaled, decimals: decimals)
    }

    /// round(value · 10^decimals). The significand has 53 bits and 10^18 has 60; below 10^18 the exponent adds at most
    /// 7.
    private static func units(_ value: Double, decimals: Int, _ rounding: Rounding) -> UInt128 {
        let hidden: UInt64 = value.isNormal ? 1 << 52 : 0
        let product = UInt128(value.significandBitPattern | hidden) * UInt128(power(decimals).magnitude)
        let exponent = max(Int(value.exponentBitPattern), 1) - 1_075
        if exponent >= 0 { return product << UInt128(exponent) }
        guard -exponent < 128 else { return rounding == .awayFromZero ? 1 : 0 }
        let whole = product >> UInt128(-exponent)
        let rest = product - whole << UInt128(-exponent)
        let half = UInt128(1) << UInt128(-exponent - 1)
        let isRaised =
            switch rounding {
            case .nearest: rest > half || (rest == half && whole % 2 == 1)
            case .awayFromZero: rest > 0
            case .towardZero: false
            }
        return isRaised ? whole + 1 : whole
    }

    /// The nearest double but for its last bits.
    var approximation: Double { Double(scaled) / Double(Self.one) }

    /// Whether these digits may stand for a value computed again: within 10^-9 relative and half a unit of the last
    /// digit.
    public func agrees(with value: Double) -> Bool {
        guard value.isFinite else { return false }
        let recorded = approximation
        let halfUnit = 0.5 / Double(Self.power(decimals))
        return (recorded - value).magnitude <= 1e-9 * value.magnitude + halfUnit
    }

    /// And were recorded with as many digits as they are due. A bound of 0.4 recorded as "0" would agree with itself to
    /// half a unit of its last digit.
    public func agrees(with value: Double, significant: Int) -> Bool {
        guard agrees(with: value), let due = RecordedDecimal(value, significant: significant) else { return false }
        // One fewer: 9.99 and 10.0 lie within the tolerance of each other.
        return decimals >= due.decimals - 1
    }
}
