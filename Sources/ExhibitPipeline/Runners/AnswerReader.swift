import ExhibitCore

/// One object of an answer: every member that its schema has, and no other.
///
/// Reasons name places, never what stood there: they are recorded, and a runner's words may be private.
struct AnswerReader {
    static let largest: Int64 = 9_007_199_254_740_991

    private let members: [String: JSON]
    private let place: String

    init(_ value: JSON, _ place: String, _ names: [String]) throws(Stop) {
        guard let members = value.members else {
            throw Stop(.malformed, "its answer was refused: \(place) is no object")
        }
        for name in names where members[name] == nil {
            throw Stop(.malformed, "its answer was refused: \(place) lacks the member \"\(name)\"")
        }
        guard members.count == names.count else {
            throw Stop(.malformed, "its answer was refused: \(place) has a member that is not known")
        }
        self.members = members
        self.place = place
    }

    func refused(_ name: String, _ reason: String) -> Stop {
        Stop(.malformed, "its answer was refused: \(place), \"\(name)\": \(reason)")
    }

    private func value(_ name: String) throws(Stop) -> JSON {
        guard let value = members[name] else { throw refused(name, "missing") }
        return value
    }

    func object(_ name: String, _ names: [String]) throws(Stop) -> AnswerReader {
        try AnswerReader(try value(name), "\(place), \"\(name)\"", names)
    }

    /// One line of at least one byte.
    func text(_ name: String, longest: Int = 128) throws(Stop) -> String {
        guard let text = try value(name).text, Self.isLine(text, longest: longest) else {
            throw refused(name, "not a text of 1 to \(longest) bytes in one line")
        }
        return text
    }

    func texts(_ name: String, most: Int) throws(Stop) -> [String] {
        try elements(name, most: most) { (value, _) throws(Stop) in
            guard let text = value.text, Self.isLine(text, longest: 256) else {
                throw self.refused(name, "not a list of texts of 1 to 256 bytes in one line")
            }
            return text
        }
    }

    private static func isLine(_ text: String, longest: Int) -> Bool {
        (1...longest).contains(text.utf8.count) && !text.utf8.contains(0x0A)
    }

    func flag(_ name: String) throws(Stop) -> Bool {
        guard case .bool(let flag) = try value(name) else { throw refused(name, "neither true nor false") }
        return flag
    }

    func number(_ name: String, in range: ClosedRange<Int64>) throws(Stop) -> Int64 {
        guard let number = try value(name).number, range.contains(number) else {
            throw refused(name, "not a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A whole number in decimal, of at most 18 digits.
    func whole(_ name: String) throws(Stop) -> Int64 {
        let text = try text(name, longest: 19)
        let digits = text.utf8.first == 0x2D ? text.utf8.count - 1 : text.utf8.count
        guard let number = Int64(text), String(number) == text, digits <= 18 else {
            throw refused(name, "not a whole number in decimal")
        }
        return number
    }

    func elements<Element>(
        _ name: String, most: Int, _ read: (JSON, String) throws(Stop) -> Element
    ) throws(Stop) -> [Element] {
        guard let values = try value(name).elements, values.count <= most else {
            throw refused(name, "not a list of at most \(most)")
        }
        var elements: [Element] = []
        for (index, value) in values.enumerated() { elements.append(try read(value, "\(name)[\(index)]")) }
        return elements
    }
}
