/// One record found.
public struct Hit: Sendable, Hashable {
    /// Position in the gallery manifest, from 0.
    public let ordinal: Int
    /// Hamming distance, 0…256.
    public let distance: Int
}

/// What a search of the whole set gave.
public struct SearchResult: Sendable, Hashable {
    /// Nearest first, ties by ordinal: the first `depth` of the full ranking, or all of it.
    public let hits: [Hit]
    /// Records whose distance was taken.
    public let compared: Int
    /// Records left out as not usable: pictures not decoded, of quality below 50, or with more than 8 unstable bits.
    public let leftOut: Int
    /// How many compared records lie at each distance 0…256: what a rank says depends on it.
    public let histogram: [Int]
}

extension PackedHashes {
    /// Compares `probe` with every usable record: exact, no index, no early end. Whether the probe itself may be searched
    /// with (``PDQ/isUsable``) is for the caller to decide.
    ///
    /// - Parameter depth: how many hits to give, 0 or more.
    public func search(_ probe: PDQHash, depth: Int) -> SearchResult {
        var ranking = Ranking(depth: depth)
        var histogram = [Int](repeating: 0, count: 257)
        var leftOut = 0
        let (a, b, c, d) = (
            probe.words.0.bigEndian, probe.words.1.bigEndian, probe.words.2.bigEndian, probe.words.3.bigEndian
        )
        bytes.withUnsafeBytes { raw in
            histogram.withUnsafeMutableBufferPointer { histogram in
                var at = Self.headerSize
                for ordinal in 0..<count {
                    defer { at += Self.recordSize }
                    guard raw[at + 35] == 1 else {
                        leftOut += 1
                        continue
                    }
                    // Words are compared in memory order: a distance does not ask which bit is which.
                    let distance =
                        (raw.loadUnaligned(fromByteOffset: at, as: UInt64.self) ^ a).nonzeroBitCount
                        + (raw.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self) ^ b).nonzeroBitCount
                        + (raw.loadUnaligned(fromByteOffset: at + 16, as: UInt64.self) ^ c).nonzeroBitCount
                        + (raw.loadUnaligned(fromByteOffset: at + 24, as: UInt64.self) ^ d).nonzeroBitCount
                    histogram[distance] += 1
                    if distance < ranking.cutoff { ranking.add(ordinal, distance) }
                }
            }
        }
        return SearchResult(hits: ranking.hits, compared: count - leftOut, leftOut: leftOut, histogram: histogram)
    }
}

/// The nearest records so far, by distance and then by arrival. Holds at most `depth`.
private struct Ranking {
    private let depth: Int
    private var buckets = [[Int]](repeating: [], count: 257)
    private var held = 0
    /// Distances from here on cannot enter any more: a later record at the same distance ranks behind.
    private(set) var cutoff: Int

    init(depth: Int) {
        self.depth = depth
        cutoff = depth > 0 ? 257 : 0
    }

    mutating func add(_ ordinal: Int, _ distance: Int) {
        buckets[distance].append(ordinal)
        held += 1
        if held < depth { return }
        if held > depth {
            _ = buckets[cutoff].popLast()
            held -= 1
        } else {
            cutoff = 256
        }
        while cutoff > 0, buckets[cutoff].isEmpty { cutoff -= 1 }
    }

    var hits: [Hit] {
        buckets.enumerated().flatMap { distance, ordinals in ordinals.map { Hit(ordinal: $0, distance: distance) } }
    }
}
