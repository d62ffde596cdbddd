/// The labels that a model answers with: the lines of its `labels.txt`, as `Schemas/runner-v1.md` has them.
public struct LabelList: Sendable {
    /// At most 10,000, each 1 to 256 bytes of UTF-8 without control characters, none twice.
    public let labels: [String]

    /// By bytes: two spellings of "é" are one String and two labels.
    public var bytes: Set<[UInt8]> { Set(labels.map { Array($0.utf8) }) }

    public init(encoded bytes: [UInt8]) throws(Malformed) {
        func failure(_ reason: String) -> Malformed { Malformed("labels.txt", reason) }
        guard bytes.last == 0x0A else { throw failure("its last line has no line feed") }
        let lines = bytes.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count <= 10_000 else { throw failure("more than 10,000 lines") }
        guard Set(lines.map { Array($0) }).count == lines.count else { throw failure("a line comes twice") }
        var labels: [String] = []
        for line in lines {
            guard (1...256).contains(line.count), let label = String(validating: line, as: UTF8.self),
                label.unicodeScalars.allSatisfy({ !(0..<0x20).contains($0.value) && !(0x7F..<0xA0).contains($0.value) })
            else { throw failure("a line that is not 1 to 256 bytes of UTF-8 without control characters") }
            labels.append(label)
        }
        self.labels = labels
    }
}
