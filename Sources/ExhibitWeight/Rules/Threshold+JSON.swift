import ExhibitCore

extension Threshold {
    func json(_ value: RecordedDecimal) -> JSON {
        switch definition.form {
        case .count: .integer(Int64(value.roundedUp))
        case .quantity: .string(value.description)
        case .choice: .string(text(value))
        }
    }

    func text(_ value: RecordedDecimal) -> String {
        guard case .choice(let words) = definition.form else { return value.description }
        let index = Int(value.roundedUp)
        return words.indices.contains(index) ? words[index] : words[words.count - 1]
    }

    func value(_ json: JSON) throws(Malformed) -> RecordedDecimal {
        let value: RecordedDecimal?
        let due: String
        switch definition.form {
        case .count:
            value = json.number.map { RecordedDecimal($0) }
            due = "a whole number"
        case .quantity:
            value = json.text.flatMap { RecordedDecimal($0) }
            due = "a decimal in quotation marks"
        case .choice(let words):
            value = json.text.flatMap { words.firstIndex(of: $0) }.map { RecordedDecimal(Int64($0)) }
            due = words.joined(separator: " or ")
        }
        guard let value else { throw Malformed("policy", "\(rawValue) must be \(due)") }
        let range = definition.range
        guard range.contains(value) else {
            throw Malformed(
                "policy", "\(rawValue) is \(value); it must lie from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// The same from a person's words on a command line.
    func value(words: String) throws(Malformed) -> RecordedDecimal {
        guard case .count = definition.form else { return try value(.string(words)) }
        return try value(RecordedDecimal(words)?.decimals == 0 ? Int64(words).map { .integer($0) } ?? .null : .null)
    }

    func isTighterOrEqual(_ value: RecordedDecimal, than base: RecordedDecimal) -> Bool {
        definition.tighter == .higher ? value >= base : value <= base
    }
}
