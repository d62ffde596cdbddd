import ExhibitCore

extension ComputedFindings {
    /// Whether a recorded artifact follows from the scores, as a verifier asks: counts and words are equal, decimals agree
    /// within 10^-9 relative and half a unit of the last digit.
    ///
    /// - Returns: nil where it does; else what is the first to differ, by its path.
    public func reasonDiffering(from recorded: [UInt8]) -> String? {
        do throws(Malformed) {
            let json = try JSONParser.parse(recorded, as: "calibration", limits: Self.limits)
            return difference(json, self.json, at: "")
        } catch {
            return error.description
        }
    }
}

private func difference(_ recorded: JSON, _ due: JSON, at path: String) -> String? {
    func words(_ reason: String) -> String { "\(path.isEmpty ? "it" : path) \(reason)" }
    switch (recorded, due) {
    case (.object(let recorded), .object(let due)):
        if let name = Set(recorded.keys).symmetricDifference(due.keys).min() {
            return words("has a member \(name) too many or too few")
        }
        for (name, value) in due.sorted(by: { $0.key < $1.key }) {
            let place = path.isEmpty ? name : "\(path).\(name)"
            if let reason = difference(recorded[name] ?? .null, value, at: place) { return reason }
        }
        return nil
    case (.array(let recorded), .array(let due)):
        guard recorded.count == due.count else {
            return words("has \(recorded.count) values, and \(due.count) follow")
        }
        for (index, (one, other)) in zip(recorded, due).enumerated() {
            if let reason = difference(one, other, at: "\(path)[\(index)]") { return reason }
        }
        return nil
    case (.string(let recorded), .string(let due)):
        return agree(recorded, due) ? nil : words("is \(text(.string(recorded))), and \(due) follows")
    default:
        guard recorded != due else { return nil }
        return words("is \(text(recorded)), and \(text(due)) follows")
    }
}

/// Every decimal is recorded with the digits that it is due: "0" would agree with any bound below a half.
private func agree(_ recorded: String, _ due: String) -> Bool {
    if recorded.utf8.elementsEqual(due.utf8) { return true }
    guard let one = RecordedDecimal(recorded), let other = RecordedDecimal(due) else { return false }
    return one.agrees(with: other.approximation, significant: RecordedDecimal.significantDigits)
}

/// Numbers as they are, and for the rest what it is: it may be long.
private func text(_ value: JSON) -> String {
    switch value {
    case .integer(let number): String(number)
    case .string(let text): text.utf8.count <= 128 ? text : "a text"
    case .null: "null"
    case .bool(let value): String(value)
    case .array: "a list"
    case .object: "an object"
    }
}
