/// Puts together what JPEG spreads over segments of at most 64 KiB: JUMBF boxes and extended XMP.
///
/// The parts of both are numbered, and both may come in any order. A part that is missing, there twice, or of another
/// whole leaves a reader with a choice, and so is refused.
struct SegmentedParts {
    enum Kind {
        /// ISO/IEC 19566-5 annex D, behind "JP": u16 box instance, u32 sequence from 1, and in every segment the header
        /// of the box, of which the first is kept.
        case box
        /// XMP part 3, 1.1.3.1, behind the identifier: 32 bytes of GUID, u32 length of the whole, u32 offset.
        case packet

        var keyLength: Int { self == .box ? 2 : 32 }
        var numberOffset: Int { self == .box ? 2 : 36 }
        var sizeLimit: Int { self == .box ? ManifestReader.sizeLimit : XMPReader.sizeLimit }
    }

    let kind: Kind
    /// Places in the file, by sequence or offset.
    let segments: [Range<Int>]

    /// One whole for each box instance or GUID, in order of first appearance.
    static func grouped(_ segments: [Range<Int>], _ kind: Kind, of bytes: [UInt8]) -> [SegmentedParts] {
        var places: [ArraySlice<UInt8>: Int] = [:]
        var groups: [[Range<Int>]] = []
        for segment in segments {
            let key = bytes[segment].prefix(kind.keyLength)
            if let place = places[key] {
                groups[place].append(segment)
            } else {
                places[key] = groups.count
                groups.append([segment])
            }
        }
        return groups.map { group in
            let order = { number(bytes, $0, kind.numberOffset) } as (Range<Int>) -> Int
            return SegmentedParts(kind: kind, segments: group.sorted { order($0) < order($1) })
        }
    }

    func joined(_ bytes: [UInt8]) throws(Unreadable) -> [UInt8] {
        var whole: [UInt8] = []
        for (index, segment) in segments.enumerated() {
            let number = Self.number(bytes, segment, kind.numberOffset)
            guard number == (kind == .box ? index + 1 : whole.count) else {
                throw Unreadable("parts are missing, doubled or cut off")
            }
            let content = bytes[segment].dropFirst(headerLength(bytes, segment, isFirst: index == 0))
            guard content.count <= kind.sizeLimit - whole.count else {
                throw Unreadable("larger than \(kind.sizeLimit >> 20) MiB")
            }
            whole += content
        }
        if kind == .packet, segments.contains(where: { Self.number(bytes, $0, 32) != whole.count }) {
            throw Unreadable("parts are missing, doubled or cut off")
        }
        return whole
    }

    private func headerLength(_ bytes: [UInt8], _ segment: Range<Int>, isFirst: Bool) -> Int {
        guard kind == .box else { return 40 }
        // A length of 1 stands for one of 64 bits behind the type.
        return isFirst ? 6 : Self.number(bytes, segment, 6) == 1 ? 22 : 14
    }

    /// u32 at `offset` of a segment, −1 where it is too short.
    private static func number(_ bytes: [UInt8], _ segment: Range<Int>, _ offset: Int) -> Int {
        guard segment.count >= offset + 4 else { return -1 }
        return Int(JUMBFBox.number(bytes[(segment.lowerBound + offset)..<(segment.lowerBound + offset + 4)]))
    }
}
