#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Logarithms of odds, without overflow. Infinite arguments have the limits as values.
enum LogOdds {
    static let perDecade = 2.302585092994046
    static let perBit = 0.6931471805599453

    /// ln(1 + eˣ).
    static func softplus(_ x: Double) -> Double { max(x, 0) + log1p(exp(-abs(x))) }

    /// log₂(1 + 10ˣ): what an answer costs, in bits, that was wrong by x.
    static func cost(decades x: Double) -> Double { softplus(x * perDecade) / perBit }

    /// log₁₀(above / below), both at least 0 and not both 0.
    static func decades(_ above: Double, over below: Double) -> Double {
        if above == 0 { return -.infinity }
        if below == 0 { return .infinity }
        return log10(above / below)
    }
}
