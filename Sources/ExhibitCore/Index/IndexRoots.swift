import Dispatch
import Synchronization

/// The roots that the reference index of a ledger had at any of its sizes, from references that pass by once, in memory
/// that does not grow with the ledger.
public struct IndexRoots {
    /// 32 key ‖ u64 position ‖ 32 entry id.
    private static let width = 72
    private var sorter: RecordSorter

    public struct Root: Hashable, Sendable {
        public let hash: ContentHash
        /// How many names the index has.
        public let keys: UInt64

        public init(hash: ContentHash, keys: UInt64) {
            self.hash = hash
            self.keys = keys
        }
    }

    /// - Parameters:
    ///   - memory: bytes for references before they are sorted through the scratch space.
    ///   - scratch: nil keeps all in memory.
    public init(memory: Int, scratch: (any ScratchSpace)?) {
        sorter = RecordSorter(width: Self.width, memory: memory, scratch: scratch)
    }

    /// Takes a reference that an entry makes to the name with this key. In any order, each once.
    public mutating func add(_ key: ContentHash, position: UInt64, entry: ContentHash) throws {
        try sorter.add { record in
            key.store(in: record, at: 0)
            record.store(position, at: 32)
            entry.store(in: record, at: 40)
        }
    }

    /// All references, by key. Nothing may be added after it.
    public mutating func sorted() throws -> References { References(records: try sorter.sorted()) }

    public struct References: Sendable {
        let records: SortedRecords
    }
}

extension IndexRoots.References {
    /// Keys are divided by their first bits, so that all cores have work.
    private static let divisionBits = 4

    /// What an `index` entry signs at each of these sizes, which ascend: over the entries at positions below it.
    ///
    /// Takes memory for each size, some kilobytes at most.
    public func roots(at sizes: [UInt64]) throws -> [IndexRoots.Root] {
        let parts = try concurrently(1 << Self.divisionBits) { try part($0, sizes) }
        var levels = parts.map(\.steps)
        while levels.count > 1 {
            levels = stride(from: 0, to: levels.count, by: 2).map { index in
                var joined: [IndexSteps.Step] = []
                IndexSteps.join(levels[index][...], levels[index + 1][...], into: &joined)
                return joined
            }
        }
        var (hash, keys, next) = (ContentHash.zero, UInt64(0), 0)
        return sizes.indices.map { index in
            while next < levels[0].count, levels[0][next].from <= index {
                hash = levels[0][next].subtree.hash
                next += 1
            }
            keys += parts.reduce(0) { $0 + $1.newKeys[index] }
            return IndexRoots.Root(hash: hash, keys: keys)
        }
    }

    private struct Part: Sendable {
        var steps: [IndexSteps.Step] = []
        /// By size: the keys that were not there at the size before.
        var newKeys: [UInt64]
    }

    private func part(_ number: Int, _ sizes: [UInt64]) throws -> Part {
        let low = UInt8(number) << (8 - Self.divisionBits)
        var cursor = try records.cursor(firstBytes: low...(low | 0xFF >> Self.divisionBits))
        var (part, steps) = (Part(newKeys: [UInt64](repeating: 0, count: sizes.count)), IndexSteps())
        var leaf: IndexLeaf?
        var since = 0
        while let record = try cursor.next() {
            let (key, position) = (record.hash(at: 0), record.number(at: 32))
            // The first size that is over this entry.
            let size = Self.firstIndex(in: sizes, above: position)
            guard size < sizes.count else { continue }
            if leaf?.key != key {
                if let leaf { steps.append(leaf, from: UInt32(since)) }
                steps.begin(key)
                leaf = IndexLeaf(key: key)
                part.newKeys[size] += 1
            } else if size != since, let leaf {
                steps.append(leaf, from: UInt32(since))
            }
            since = size
            leaf?.add(position: position, entry: record.hash(at: 40))
        }
        if let leaf { steps.append(leaf, from: UInt32(since)) }
        part.steps = steps.finish(depth: Self.divisionBits)
        return part
    }

    private static func firstIndex(in sizes: [UInt64], above position: UInt64) -> Int {
        var (low, high) = (0, sizes.count)
        while low < high {
            let middle = (low + high) / 2
            if sizes[middle] <= position { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// The results of independent pieces of work, made on all cores; throws what the first of them threw.
func concurrently<Result: Sendable>(_ count: Int, _ work: @Sendable (Int) throws -> Result) throws -> [Result] {
    let results = Mutex([Swift.Result<Result, any Error>?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { number in
        let result = Swift.Result { try work(number) }
        results.withLock { $0[number] = result }
    }
    return try results.withLock { $0 }.compactMap { try $0?.get() }
}
