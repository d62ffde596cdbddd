/// Decimals of the record as whole numbers of 10^−18, so that a drawing needs no floating point and comes out the same
/// on every machine.
enum FixedPoint {
    static let one: Int128 = 1_000_000_000_000_000_000
    private static let decimals = 18
    /// Larger values are cut to this many wholes: nothing that is drawn reaches it, and no product overflows.
    private static let mostWholes: Int128 = 1_000_000

    /// Cut toward zero. Nil unless the text reads `-?[0-9]+(\.[0-9]+)?`, in at most 64 bytes.
    static func units(_ text: String?) -> Int128? {
        guard let text else { return nil }
        var bytes = Array(text.utf8.prefix(65))[...]
        guard bytes.count <= 64 else { return nil }
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative { bytes = bytes.dropFirst() }
        let parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        let areDigits = parts.allSatisfy { part in
            !part.isEmpty && part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
        guard areDigits, let wholes = parts.first else { return nil }
        var value: Int128 = 0
        for byte in wholes { value = min(value * 10 + Int128(byte - UInt8(ascii: "0")), mostWholes) }
        let fraction = Array((parts.count == 2 ? parts[1] : []).prefix(decimals))
        for index in 0..<decimals {
            value = value * 10 + (index < fraction.count ? Int128(fraction[index] - UInt8(ascii: "0")) : 0)
        }
        return isNegative ? -value : value
    }

    /// Exact, without zeros at its end.
    static func text(_ units: Int128) -> String {
        let magnitude = units.magnitude
        let digits = String(magnitude % one.magnitude)
        let padded = String(repeating: "0", count: decimals - digits.utf8.count) + digits
        let fraction = String(padded.reversed().drop { $0 == "0" }.reversed())
        return (units < 0 ? "-" : "") + String(magnitude / one.magnitude) + (fraction.isEmpty ? "" : "." + fraction)
    }

    /// The smallest of 1, 2 and 5 times a power of ten that is not below `units`: where an axis may end.
    static func roundTop(_ units: Int128) -> Int128 {
        var power = one / 1_000_000
        while power * 5 < units { power *= 10 }
        return power >= units ? power : power * 2 >= units ? power * 2 : power * 5
    }
}
