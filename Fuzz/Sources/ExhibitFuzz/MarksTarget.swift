import ExhibitPipeline

/// Marks are read from strangers' files and never written: nothing traps, the lists keep their limits, and the class is
/// that of a mark which is listed.
enum MarksTarget {
    static let name = "marks"

    /// The input as a file, and inside the two chunks whose content has formats of its own, so that the fuzzer need not
    /// find their lengths first.
    static func check(_ bytes: [UInt8]) {
        check(file: bytes)
        check(file: png("caBX", bytes))
        check(file: png("iTXt", Array("XML:com.adobe.xmp\0\0\0\0\0".utf8) + bytes))
    }

    private static func check(file: [UInt8]) {
        let marks = ProvenanceMarks(of: file, kind: ImageKind(sniffing: file))
        precondition(marks.marks.count <= 100, "more marks than the limit")
        precondition(marks.marks.allSatisfy { $0.value.utf8.count <= ProvenanceMark.textLimit }, "a mark too long")
        precondition(marks.taint == marks.marks.compactMap(\.taint).max(), "the class is not that of a listed mark")
        precondition(!marks.summary.isEmpty)
    }

    private static func png(_ type: String, _ body: [UInt8]) -> [UInt8] {
        let length = (0..<4).map { UInt8(truncatingIfNeeded: body.count >> (24 - 8 * $0)) }
        let end: [UInt8] = [0, 0, 0, 0] + Array("IEND".utf8) + [0, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + length + Array(type.utf8) + body + [0, 0, 0, 0] + end
    }
}
