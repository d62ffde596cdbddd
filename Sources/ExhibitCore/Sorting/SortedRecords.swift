#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Records of one width in order, read any number of times and by several threads, each from a cursor of its own.
public struct SortedRecords: Sendable {
    struct Run: Sendable {
        let start: UInt64
        let count: Int
    }

    let width: Int
    private let runs: [Run]
    private let source: Source

    private enum Source: Sendable {
        case memory(RecordBuffer)
        case scratch(any ScratchSpace)
    }

    init(width: Int, runs: [Run], scratch: any ScratchSpace) {
        (self.width, self.runs, source) = (width, runs, .scratch(scratch))
    }

    init(width: Int, memory: RecordBuffer) {
        self.width = width
        runs = [Run(start: 0, count: memory.bytes.count / width)]
        source = .memory(memory)
    }

    public var count: Int { runs.reduce(0) { $0 + $1.count } }

    /// The records whose first byte lies in a range, in order.
    public func cursor(firstBytes range: ClosedRange<UInt8> = 0...255) throws -> Cursor {
        var readers: [Reader] = []
        for run in runs {
            let low = range.lowerBound == 0 ? 0 : try firstIndex(in: run, from: Int(range.lowerBound))
            let high = range.upperBound == 255 ? run.count : try firstIndex(in: run, from: Int(range.upperBound) + 1)
            guard low < high else { continue }
            let offset = run.start + UInt64(low * width)
            switch source {
            case .memory(let buffer):
                readers.append(Reader(buffer, width: width, start: Int(offset), end: Int(run.start) + high * width))
            case .scratch(let scratch):
                readers.append(
                    try Reader(scratch, width: width, offset: offset, remaining: (high - low) * width))
            }
        }
        return Cursor(readers)
    }

    /// Index of the first record of a run whose first byte is not below `byte`.
    private func firstIndex(in run: Run, from byte: Int) throws -> Int {
        var (low, high) = (0, run.count)
        while low < high {
            let middle = (low + high) / 2
            if Int(try firstByte(of: run, at: middle)) < byte { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func firstByte(of run: Run, at index: Int) throws -> UInt8 {
        let offset = run.start + UInt64(index * width)
        switch source {
        case .memory(let buffer): return buffer.bytes[Int(offset)]
        case .scratch(let scratch):
            var byte: UInt8 = 0
            try withUnsafeMutableBytes(of: &byte) { try scratch.read($0, at: offset) }
            return byte
        }
    }

    /// One run's records, some thousand at a time.
    struct Reader {
        private let width: Int
        private var buffer: RecordBuffer
        private var position: Int
        private var end: Int
        private var scratch: (any ScratchSpace)?
        private var offset: UInt64 = 0
        /// Bytes that are still in the scratch space.
        private var remaining = 0
        private(set) var prefix: UInt64 = 0

        private static let blockBytes = 64 << 10

        init(_ buffer: RecordBuffer, width: Int, start: Int, end: Int) {
            (self.width, self.buffer, position, self.end) = (width, buffer, start, end)
            prefix = current.number(at: 0)
        }

        init(_ scratch: any ScratchSpace, width: Int, offset: UInt64, remaining: Int) throws {
            let block = min(remaining, Self.blockBytes / width * width)
            (self.width, buffer, position, end) = (width, RecordBuffer(byteCount: block), 0, 0)
            (self.scratch, self.offset, self.remaining) = (scratch, offset, remaining)
            _ = try fill()
        }

        var current: UnsafeRawBufferPointer {
            UnsafeRawBufferPointer(rebasing: buffer.bytes[position..<(position + width)])
        }

        /// False at the end.
        mutating func advance() throws -> Bool {
            position += width
            if position == end { return try fill() }
            prefix = current.number(at: 0)
            return true
        }

        private mutating func fill() throws -> Bool {
            guard let scratch, remaining > 0 else { return false }
            let count = min(remaining, buffer.bytes.count)
            try scratch.read(UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[..<count]), at: offset)
            (position, end) = (0, count)
            offset += UInt64(count)
            remaining -= count
            prefix = current.number(at: 0)
            return true
        }

        func precedes(_ other: Reader) -> Bool {
            prefix != other.prefix
                ? prefix < other.prefix
                : memcmp(current.baseAddress!, other.current.baseAddress!, width) < 0
        }
    }
}

extension SortedRecords {
    /// Merges runs: a heap of readers, that of the smallest record on top.
    public struct Cursor {
        private var heap: [Reader]
        private var isStarted = false

        init(_ readers: [Reader]) {
            heap = readers
            for index in stride(from: heap.count / 2 - 1, through: 0, by: -1) { sift(index) }
        }

        /// The next record, which stays until the following call; nil at the end.
        public mutating func next() throws -> UnsafeRawBufferPointer? {
            guard !heap.isEmpty else { return nil }
            if isStarted {
                if try !heap[0].advance() {
                    heap[0] = heap[heap.count - 1]
                    heap.removeLast()
                }
                sift(0)
            }
            isStarted = true
            return heap.first?.current
        }

        private mutating func sift(_ start: Int) {
            var index = start
            while true {
                var least = index
                for child in [2 * index + 1, 2 * index + 2]
                where child < heap.count && heap[child].precedes(heap[least]) {
                    least = child
                }
                if least == index { return }
                heap.swapAt(index, least)
                index = least
            }
        }
    }
}
