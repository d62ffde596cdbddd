import ExhibitCore

/// Endless seeded damage to valid samples: bit flips, insertions, deletions, duplications, splices.
///
/// Insertions prefer bytes that mean something in the formats, because a random byte rarely gets past the first check.
public struct Mutations {
    private let samples: [[UInt8]]
    private let randomness: FixedRandomness
    private static let telling =
        Array(" \n\r\t\"\\,:{}[]0123456789abcdefAZ+-/=.\u{2014}\u{301}\0".utf8) + [0x7F, 0xC2, 0x80]

    public init(of samples: [[UInt8]], seed: String) {
        self.samples = samples
        randomness = FixedRandomness(seed)
    }

    public func next() -> [UInt8] {
        var bytes = samples[randomness.number(below: samples.count)]
        for _ in 0...randomness.number(below: 3) { mutate(&bytes) }
        return bytes
    }

    private func range(in bytes: [UInt8]) -> Range<Int> {
        if bytes.isEmpty { return 0..<0 }
        let start = randomness.number(below: bytes.count)
        return start..<min(bytes.count, start + 1 + randomness.number(below: 40))
    }

    private func mutate(_ bytes: inout [UInt8]) {
        let place = bytes.isEmpty ? 0 : randomness.number(below: bytes.count)
        switch randomness.number(below: 7) {
        case 0 where !bytes.isEmpty: bytes[place] ^= 1 << UInt8(randomness.number(below: 8))
        case 1 where !bytes.isEmpty:
            bytes[place] = Self.telling[randomness.number(below: Self.telling.count)]
        case 2: bytes.insert(Self.telling[randomness.number(below: Self.telling.count)], at: place)
        case 3: bytes.removeSubrange(range(in: bytes))
        case 4: bytes.insert(contentsOf: bytes[range(in: bytes)], at: place)
        case 5:
            let other = samples[randomness.number(below: samples.count)]
            bytes.insert(contentsOf: other[range(in: other)], at: place)
        default:
            let (first, second) = (range(in: bytes), range(in: bytes))
            if first.upperBound <= second.lowerBound {
                let (left, right) = (Array(bytes[first]), Array(bytes[second]))
                bytes.replaceSubrange(second, with: left)
                bytes.replaceSubrange(first, with: right)
            } else {
                bytes.append(contentsOf: bytes[first])
            }
        }
    }
}
