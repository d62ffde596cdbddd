import ExhibitCore
import Synchronization

/// H(seed ‖ u64 0) ‖ H(seed ‖ u64 1) ‖ …: salts and nonces that are the same on every machine, for ledgers that must
/// come out the same byte for byte. Never for a real ledger: whoever knows the seed can open every seal.
public final class FixedRandomness: Randomness {
    private struct State {
        var block: UInt64 = 0
        var left: [UInt8] = []
    }

    private let seed: [UInt8]
    private let state = Mutex(State())

    public init(_ seed: String) { self.seed = Array(seed.utf8) }

    public func bytes(_ count: Int) -> [UInt8] {
        state.withLock { state in
            while state.left.count < count {
                state.left += ContentHash(of: seed, state.block.bigEndianBytes).bytes
                state.block += 1
            }
            defer { state.left.removeFirst(count) }
            return Array(state.left.prefix(count))
        }
    }

    /// A number below `bound`. Slightly biased, which no test minds.
    public func number(below bound: Int) -> Int {
        Int(UInt64(bigEndianBytes: bytes(8))! % UInt64(bound))
    }
}
