import ExhibitCore

/// The members of a statement for people: one a line, what is nested below its name.
enum EntryText {
    static func lines(_ members: [(name: String, value: JSON)], indent: Int = 0) -> String {
        let width = members.map(\.name.count).max() ?? 0
        let margin = String(repeating: " ", count: indent)
        return members.flatMap { member -> [String] in
            let name = margin + member.name + String(repeating: " ", count: width - member.name.count)
            let lines = text(member.value, named: member.name)
            let isList = member.value.elements?.isEmpty == false
            if lines.count == 1 && !isList { return ["\(name)  \(lines[0])"] }
            return [margin + member.name] + lines.map { "\(margin)  \($0)" }
        }.joined(separator: "\n")
    }

    /// One line, or several to stand below the name.
    private static func text(_ value: JSON, named name: String) -> [String] {
        switch value {
        case .null: return ["-"]
        case .bool(let value): return [value ? "yes" : "no"]
        case .integer(let number):
            return [moments.contains(name) ? moment(milliseconds: number) : String(number)]
        case .string(let text):
            // Its own line ends are kept; everything else that moves a cursor is not.
            return text.split(separator: "\n", omittingEmptySubsequences: false).map { shown(String($0)) }
        case .array(let elements):
            if elements.isEmpty { return ["-"] }
            return elements.map { "- " + inline($0) }
        case .object: return [inline(value)]
        }
    }

    private static func inline(_ value: JSON) -> String {
        switch value {
        case .object(let members):
            members.sorted { $0.key < $1.key }.map { "\($0.key) \(inline($0.value))" }.joined(separator: ", ")
        case .array(let elements): elements.isEmpty ? "-" : elements.map(inline).joined(separator: " ")
        default: text(value, named: "").joined(separator: " ")
        }
    }

    private static let moments: Set<String> = ["recorded", "started", "ended", "made"]

    /// UTC, to the second, from the clock of the machine that recorded it.
    private static func moment(milliseconds: Int64) -> String {
        let hour = Hour(milliseconds: milliseconds).description
        let seconds = milliseconds / 1_000 % 3_600
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(hour.dropLast(6))\(two(seconds / 60)):\(two(seconds % 60))Z"
    }
}
