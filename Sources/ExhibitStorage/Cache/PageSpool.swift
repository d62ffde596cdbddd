import ExhibitCore

/// Pages of the index on their way from the thread that makes them to the one that writes them, in a scratch space once
/// they are many: who chooses names could make all pages fall to one thread.
struct PageSpool: Sendable {
    private let scratch: any ScratchSpace
    /// u64 number ‖ u32 length ‖ page, again and again.
    private var bytes: [UInt8] = []
    private var blocks: [(offset: UInt64, count: Int)] = []

    private static let blockBytes = 1 << 20

    init(_ scratch: any ScratchSpace) { self.scratch = scratch }

    mutating func add(_ number: IndexPages.Number, _ page: [UInt8]) throws {
        bytes += number.bigEndianBytes + UInt32(page.count).bigEndianBytes + page
        guard bytes.count >= Self.blockBytes else { return }
        blocks.append((try bytes.withUnsafeBytes { try scratch.append($0) }, bytes.count))
        bytes.removeAll(keepingCapacity: true)
    }

    var reader: Reader { Reader(scratch: scratch, blocks: blocks, last: bytes) }

    struct Reader {
        let scratch: any ScratchSpace
        var blocks: [(offset: UInt64, count: Int)]
        var last: [UInt8]
        private var block: [UInt8] = []
        private var position = 0

        init(scratch: any ScratchSpace, blocks: [(offset: UInt64, count: Int)], last: [UInt8]) {
            (self.scratch, self.blocks, self.last) = (scratch, blocks, last)
        }

        /// Number and page, as their row holds them; nil at the end.
        mutating func next() throws -> [SQLite.Value]? {
            if position == block.count { try load() }
            guard position < block.count,
                let number = IndexPages.Number(bigEndianBytes: block[position..<(position + 8)]),
                let count = UInt32(bigEndianBytes: block[(position + 8)..<(position + 12)])
            else { return nil }
            let start = position + 12
            position = start + Int(count)
            return [.integer(number), .blob(Array(block[start..<position]))]
        }

        private mutating func load() throws {
            position = 0
            guard let next = blocks.first else {
                block = last
                last = []
                return
            }
            blocks.removeFirst()
            block = try [UInt8](unsafeUninitializedCapacity: next.count) { buffer, count in
                try scratch.read(UnsafeMutableRawBufferPointer(buffer), at: next.offset)
                count = next.count
            }
        }
    }
}
