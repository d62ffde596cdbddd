/// Which leaves the hashes of a proof stand for, in the proof's order.
extension MerkleTree {
    /// The largest power of two strictly below `width`.
    static func split(_ width: UInt64) -> UInt64 { 1 << UInt64(63 - (width - 1).leadingZeroBitCount) }

    static func inclusionRanges(of position: UInt64, size: UInt64) -> [Range<UInt64>] {
        precondition(position < size)
        var ranges: [Range<UInt64>] = []
        var (start, end) = (UInt64(0), size)
        while end - start > 1 {
            let split = start + Self.split(end - start)
            if position < split {
                ranges.append(split..<end)
                end = split
            } else {
                ranges.append(start..<split)
                start = split
            }
        }
        return ranges.reversed()
    }

    static func consistencyRanges(from old: UInt64, to size: UInt64) -> [Range<UInt64>] {
        precondition(0 < old && old <= size)
        return consistency(old, 0..<size, whole: true)
    }

    private static func consistency(_ old: UInt64, _ range: Range<UInt64>, whole: Bool) -> [Range<UInt64>] {
        let (start, end) = (range.lowerBound, range.upperBound)
        if old == end - start { return whole ? [] : [range] }
        let width = Self.split(end - start)
        if old <= width {
            return consistency(old, start..<(start + width), whole: whole) + [(start + width)..<end]
        }
        return consistency(old - width, (start + width)..<end, whole: false) + [start..<(start + width)]
    }
}
