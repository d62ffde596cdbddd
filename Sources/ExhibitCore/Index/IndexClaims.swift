/// What `index` entries sign, kept until their roots can be computed: a ledger may have as many of them as it likes.
public struct IndexClaims {
    /// u64 position ‖ 32 root ‖ u64 keys.
    private static let width = 48
    /// The roots of so many are computed at a time.
    private static let batch = 1 << 16
    private var sorter: RecordSorter

    /// - Parameters:
    ///   - memory: bytes before they go through the scratch space.
    ///   - scratch: nil keeps all in memory.
    public init(memory: Int, scratch: (any ScratchSpace)?) {
        sorter = RecordSorter(width: Self.width, memory: memory, scratch: scratch)
    }

    public mutating func add(at position: UInt64, _ root: IndexRoots.Root) throws {
        try sorter.add { record in
            record.store(position, at: 0)
            root.hash.store(in: record, at: 8)
            record.store(root.keys, at: 40)
        }
    }

    /// Hands over all of them by position, some ten thousand at a time; nothing may be added after it.
    public mutating func forEachBatch(_ body: (_ positions: [UInt64], _ roots: [IndexRoots.Root]) throws -> Void) throws
    {
        var cursor = try sorter.sorted().cursor()
        var (positions, roots) = ([UInt64](), [IndexRoots.Root]())
        while let record = try cursor.next() {
            positions.append(record.number(at: 0))
            roots.append(.init(hash: record.hash(at: 8), keys: record.number(at: 40)))
            if positions.count == Self.batch {
                try body(positions, roots)
                (positions, roots) = ([], [])
            }
        }
        if !positions.isEmpty { try body(positions, roots) }
    }
}
