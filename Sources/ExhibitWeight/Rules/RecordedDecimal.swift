/// A quantity as its digits stand in a record. Thresholds are compared with these digits, exactly, so that what decides
/// is what a reader sees: `-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?`, never a zero with a sign.
///
/// Two decimals are equal where their values are: 1 and 1.00. The digits are kept for writing.
public struct RecordedDecimal: Sendable, Hashable, Comparable, CustomStringConvertible {
    static let one: Int128 = 1_000_000_000_000_000_000
    static let mostDecimals = 18

    /// The value times 10^18. With 18 digits on either side of the point, and any `Int64`, it stays below 10^37: sums
    /// and differences of two cannot overflow.
    let scaled: Int128
    /// Digits after the point, 0 to 18.
    public let decimals: Int

    init(scaled: Int128, decimals: Int) {
        self.scaled = scaled
        self.decimals = decimals
    }

    public init(_ count: Int64) { self.init(scaled: Int128(count) * Self.one, decimals: 0) }

    /// `units` of the last digit: (95, decimals: 2) is 0.95.
    public init(_ units: Int64, decimals: Int) {
        self.init(scaled: Int128(units) * Self.power(Self.mostDecimals - decimals), decimals: decimals)
    }

    /// Nil unless the text is in the one permitted form.
    public init?(_ text: some StringProtocol) {
        var digits = Array(text.utf8.prefix(39))[...]
        guard digits.count <= 38 else { return nil }
        let isNegative = digits.first == 0x2D
        if isNegative { digits = digits.dropFirst() }
        let parts = digits.split(separator: 0x2E, maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, (1...18).contains(whole.count), whole.count == 1 || whole.first != 0x30 else {
            return nil
        }
        let fraction = parts.count == 2 ? parts[1] : []
        guard parts.count == 1 || (1...Self.mostDecimals).contains(fraction.count) else { return nil }
        var value: Int128 = 0
        for byte in whole + fraction {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int128(byte - 0x30)
        }
        guard !isNegative || value != 0 else { return nil }
        value *= Self.power(Self.mostDecimals - fraction.count)
        self.init(scaled: isNegative ? -value : value, decimals: fraction.count)
    }

    public var description: String {
        let magnitude = scaled.magnitude
        let whole = "\(scaled < 0 ? "-" : "")\(magnitude / Self.one.magnitude)"
        guard decimals > 0 else { return whole }
        let fraction = String(magnitude % Self.one.magnitude / Self.power(Self.mostDecimals - decimals).magnitude)
        return whole + "." + String(repeating: "0", count: decimals - fraction.utf8.count) + fraction
    }

    public static func == (left: Self, right: Self) -> Bool { left.scaled == right.scaled }
    public static func < (left: Self, right: Self) -> Bool { left.scaled < right.scaled }
    public func hash(into hasher: inout Hasher) { hasher.combine(scaled) }

    public static func - (left: Self, right: Self) -> Self {
        Self(scaled: left.scaled - right.scaled, decimals: max(left.decimals, right.decimals))
    }

    var magnitude: Self { Self(scaled: abs(scaled), decimals: decimals) }
    var isShare: Bool { (0...Self.one).contains(scaled) }

    /// The smallest whole number not below this one.
    var roundedUp: Int128 { scaled / Self.one + (scaled % Self.one > 0 ? 1 : 0) }

    /// Exact: a share times any count of at least 0 fits.
    static func share(_ share: Self, of count: Int64) -> Self {
        Self(scaled: share.scaled * Int128(count), decimals: share.decimals)
    }

    static func power(_ exponent: Int) -> Int128 { (0..<exponent).reduce(1) { power, _ in power * 10 } }
}
