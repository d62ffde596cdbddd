/// Which leaves the hashes of a proof stand for, in the proof's order: the same for a tree that is kept and for one whose
/// leaves pass by once.
enum ProofRanges {
    /// RFC 6962 section 2.1.1: from the leaf's sibling up to the child of the root.
    static func inclusion(of position: UInt64, size: UInt64) -> [Range<UInt64>] {
        precondition(position < size)
        var ranges: [Range<UInt64>] = []
        var (start, end) = (UInt64(0), size)
        while end - start > 1 {
            let split = start + split(end - start)
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

    /// RFC 6962 section 2.1.2, for 0 < old ≤ size. Empty when the sizes are equal.
    static func consistency(from old: UInt64, to size: UInt64) -> [Range<UInt64>] {
        precondition(0 < old && old <= size)
        return consistency(old, 0..<size, whole: true)
    }

    private static func consistency(_ old: UInt64, _ range: Range<UInt64>, whole: Bool) -> [Range<UInt64>] {
        let (start, end) = (range.lowerBound, range.upperBound)
        if old == end - start { return whole ? [] : [range] }
        let width = split(end - start)
        if old <= width {
            return consistency(old, start..<(start + width), whole: whole) + [(start + width)..<end]
        }
        return consistency(old - width, (start + width)..<end, whole: false) + [start..<(start + width)]
    }

    /// The largest power of two strictly below `width`.
    static func split(_ width: UInt64) -> UInt64 { 1 << (63 - UInt64((width - 1).leadingZeroBitCount)) }
}
