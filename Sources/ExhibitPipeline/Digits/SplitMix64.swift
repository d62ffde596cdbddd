/// The generator SplitMix64: small, and the same everywhere. Seed 0 gives e220a8397b1dcdaf first. For demonstrations that
/// anybody can run again, never for keys or salts.
struct SplitMix64 {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }

    /// The top 8 bits of the next value.
    mutating func byte() -> Int { Int(next() >> 56) }

    /// 0 ..< n; n must be positive.
    mutating func below(_ n: Int) -> Int { Int((next() >> 11) % UInt64(n)) }
}
