#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Sorts records of one width by their bytes: in memory while they fit, else as sorted runs in a scratch space that are
/// merged as they are read.
public struct RecordSorter {
    /// Bytes of a record; at least 8.
    let width: Int
    /// Records in memory, besides the few that are read ahead of each run.
    private let capacity: Int
    private let scratch: (any ScratchSpace)?
    private var buffer: RecordBuffer
    private var count = 0
    private var runs: [SortedRecords.Run] = []

    /// - Parameters:
    ///   - memory: bytes that the records may take before they are put out. Sorting takes a third more for a moment.
    ///   - scratch: nil keeps all in memory.
    public init(width: Int, memory: Int, scratch: (any ScratchSpace)?) {
        precondition(width >= 8)
        self.width = width
        self.scratch = scratch
        capacity = scratch == nil ? .max : max(memory / width, 1_024)
        buffer = RecordBuffer(byteCount: 64 * width)
    }

    /// Adds the record that `fill` writes, all of it.
    public mutating func add(_ fill: (UnsafeMutableRawBufferPointer) -> Void) throws {
        if count == capacity { try putOut() }
        if (count + 1) * width > buffer.bytes.count { grow() }
        fill(UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[(count * width)..<((count + 1) * width)]))
        count += 1
    }

    private mutating func grow() {
        let larger = RecordBuffer(byteCount: min(count * 2, capacity) * width)
        larger.bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer.bytes[..<(count * width)]))
        buffer = larger
    }

    /// All records, in order. Nothing may be added after it.
    public mutating func sorted() throws -> SortedRecords {
        if let scratch, !runs.isEmpty {
            try putOut()
            buffer = RecordBuffer(byteCount: width)
            return SortedRecords(width: width, runs: runs, scratch: scratch)
        }
        let sorted = RecordBuffer(byteCount: count * width)
        for (place, index) in order().enumerated() { copy(index, to: sorted.bytes.baseAddress! + place * width) }
        buffer = sorted
        return SortedRecords(width: width, memory: sorted)
    }

    private func copy(_ index: Int, to target: UnsafeMutableRawPointer) {
        target.copyMemory(from: buffer.bytes.baseAddress! + index * width, byteCount: width)
    }

    private struct Item {
        /// The first eight bytes, which nearly always decide.
        let prefix: UInt64
        let index: UInt32
    }

    private func order() -> [Int] {
        var items = (0..<count).map { index in
            Item(
                prefix: UnsafeRawBufferPointer(buffer.bytes).number(at: index * width), index: UInt32(index))
        }
        let base = UnsafeRawPointer(buffer.bytes.baseAddress!)
        items.sort { left, right in
            left.prefix != right.prefix
                ? left.prefix < right.prefix
                : memcmp(base + Int(left.index) * width, base + Int(right.index) * width, width) < 0
        }
        return items.map { Int($0.index) }
    }

    /// Writes what is in memory as one sorted run.
    private mutating func putOut() throws {
        guard let scratch, count > 0 else { return }
        let order = order()
        let block = RecordBuffer(byteCount: min(count, max((1 << 20) / width, 1)) * width)
        var filled = 0
        var start: UInt64?
        for index in order {
            copy(index, to: block.bytes.baseAddress! + filled)
            filled += width
            if filled == block.bytes.count {
                let offset = try scratch.append(UnsafeRawBufferPointer(block.bytes))
                start = start ?? offset
                filled = 0
            }
        }
        if filled > 0 {
            let offset = try scratch.append(UnsafeRawBufferPointer(rebasing: block.bytes[..<filled]))
            start = start ?? offset
        }
        runs.append(SortedRecords.Run(start: start ?? 0, count: count))
        count = 0
    }
}
