import CCodecs
import Dispatch
import Synchronization

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
}

extension PackedHashes {
    /// Records that one core searches at a time; fewer are not worth a second core.
    private static let part = 1 << 20

    /// Compares `probe` with every usable record, on all cores: exact, no index, no early end. Whether the probe itself
    /// may be searched with (``PDQ/isUsable``) is for the caller to decide.
    ///
    /// - Parameter depth: how many hits to give, 0 or more.
    public func search(_ probe: PDQHash, depth: Int) -> SearchResult {
        let found = Mutex<[Hit]>([])
        DispatchQueue.concurrentPerform(iterations: (count + Self.part - 1) / Self.part) { number in
            let start = number * Self.part
            let hits = search(probe, depth: depth, in: start..<min(start + Self.part, count))
            found.withLock { $0 += hits }
        }
        let hits = found.withLock { $0 }.sorted { ($0.distance, $0.ordinal) < ($1.distance, $1.ordinal) }
        return SearchResult(hits: Array(hits.prefix(depth)), compared: usable, leftOut: count - usable)
    }

    /// The first `depth` of the ranking of some of the records, on this thread.
    public func search(_ probe: PDQHash, depth: Int, in range: Range<Int>) -> [Hit] {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "no such records")
        var ranking = Ranking(depth: depth)
        let probe = probe.bytes
        var found = [UInt32](repeating: 0, count: Int(HAMMING_RECORDS))
        var start = range.lowerBound
        // Short steps first: until there are `depth` hits, everything is one.
        var step = 64
        bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            while start < range.upperBound, ranking.cutoff > 0 {
                let records = base + Self.headerSize + Self.recordSize * start
                let size = min(step, range.upperBound - start)
                let kept = hamming_below(
                    records, Self.recordSize, size, probe, UInt32(ranking.cutoff), &found)
                for item in found[..<kept] {
                    let (index, distance) = (Int(item >> 16), Int(item & 0xFFFF))
                    // The last byte of a record says whether it is usable.
                    guard distance < ranking.cutoff, records[Self.recordSize * index + 35] == 1 else { continue }
                    ranking.add(start + index, distance)
                }
                start += size
                step = min(2 * step, found.count)
            }
        }
        return ranking.hits
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
