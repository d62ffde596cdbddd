/// Pairs of known truth, as somebody wrote them down: the lines of a CSV file.
public struct PairList: Sendable {
    public struct Row: Sendable, Equatable {
        /// In the file, from 1.
        public let line: Int
        /// A path.
        public let picture: String
        /// A path, or a label of the model.
        public let candidate: String
        public let isSame: Bool
        /// A word for what each was taken of; nil where the file has no such columns.
        public let sources: Sources?
    }

    public struct Sources: Sendable, Equatable {
        public let picture: String
        public let candidate: String
    }

    /// What is wrong, line by line.
    public struct Problems: Error, Sendable, Equatable {
        public struct Problem: Sendable, Equatable {
            public let line: Int
            public let reason: String
        }

        public internal(set) var list: [Problem] = []

        mutating func add(_ line: Int, _ reason: String) { list.append(Problem(line: line, reason: reason)) }
    }

    public static let mostBytes = 64 << 20
    private static let columns = ["picture", "candidate", "truth"]
    private static let sourceColumns = ["picture_source", "candidate_source"]

    public let rows: [Row]
    public let hasSources: Bool

    /// - Throws: naming every line that is none.
    public init(csv bytes: [UInt8]) throws(Problems) {
        var problems = Problems()
        var lines = DelimitedLines(bytes)
        let header = lines.next()
        hasSources = header?.fields == Self.columns + Self.sourceColumns
        guard header?.problem == nil, hasSources || header?.fields == Self.columns else {
            problems.add(
                1,
                "the first line is not \(Self.columns.joined(separator: ",")), perhaps with ,\(Self.sourceColumns.joined(separator: ","))"
            )
            throw problems
        }
        var rows: [Row] = []
        while let record = lines.next() {
            guard rows.count + problems.list.count < PairProtocol.mostPairs else {
                problems.add(record.line, "more than \(PairProtocol.mostPairs) pairs")
                break
            }
            if let reason = record.problem ?? Self.reasonRefused(record.fields, hasSources: hasSources) {
                problems.add(record.line, reason)
                continue
            }
            let fields = record.fields
            rows.append(
                Row(
                    line: record.line, picture: fields[0], candidate: fields[1], isSame: fields[2] == "same",
                    sources: hasSources ? Sources(picture: fields[3], candidate: fields[4]) : nil))
        }
        if rows.isEmpty, problems.list.isEmpty { problems.add(1, "there is no pair below the first line") }
        guard problems.list.isEmpty else { throw problems }
        self.rows = rows
    }

    private static func reasonRefused(_ fields: [String], hasSources: Bool) -> String? {
        let due = hasSources ? 5 : 3
        if fields == [""] { return "it is empty" }
        guard fields.count == due else { return "it has \(fields.count) fields, and the first line has \(due)" }
        if fields[0].isEmpty { return "it names no picture" }
        if fields[1].isEmpty { return "it names no candidate" }
        if fields.contains(where: { $0.utf8.contains(0) }) { return "it has a byte 0" }
        guard ["same", "different"].contains(where: { $0.utf8.elementsEqual(fields[2].utf8) }) else {
            return "truth is neither same nor different"
        }
        return hasSources && fields[3].isEmpty ? "it names no source of the picture" : nil
    }
}
