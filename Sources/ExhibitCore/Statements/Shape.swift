/// What a schema allows at one place of a payload.
public indirect enum Shape: Sendable {
    /// A permitted string of at most so many bytes.
    case text(Int)
    /// One of these words.
    case word([String])
    case integer(ClosedRange<Int64>)
    case boolean
    /// A typed name of one of these kinds.
    case name([TypedName.Kind])
    /// Raw bytes in hexadecimal, so many.
    case hex(Int)
    /// Raw bytes in base64, so many.
    case base64(Int)
    /// A decimal with so many digits after the point.
    case decimal(Int)
    /// "YYYY-MM-DDThh:00:00Z".
    case hour
    /// "YYYY-MM-DDThh:mm:ss[.f]Z": somebody else's word, never the signer's clock.
    case moment
    case nullable(Shape)
    case list(Shape, ClosedRange<Int>)
    /// Every member is present, and no other.
    case record([String: Shape])
    /// A commitment in the payload; the shape is that of the value behind it, which may always be null.
    case slot(Shape)

    public static let count = Shape.integer(0...9_007_199_254_740_991)

    /// Throws naming the path of the first member that does not fit.
    public func check(_ value: JSON, at path: String) throws(Malformed) {
        func failure(_ expected: String) -> Malformed { Malformed("statement", "\(path): expected \(expected)") }
        switch self {
        case .text(let limit):
            guard let text = value.text, text.utf8.count <= limit else {
                throw failure("text of at most \(limit) bytes")
            }
        case .word(let words):
            guard let text = value.text, words.contains(where: { $0.utf8.elementsEqual(text.utf8) }) else {
                throw failure("one of \(words.joined(separator: ", "))")
            }
        case .integer(let range):
            guard let number = value.number, range.contains(number) else { throw failure("an integer in \(range)") }
        case .boolean:
            guard case .bool = value else { throw failure("true or false") }
        case .name(let kinds):
            guard let text = value.text, let name = TypedName(text), kinds.contains(name.kind) else {
                throw failure(kinds.map { "\($0.rawValue):…" }.joined(separator: " or "))
            }
        case .hex(let bytes):
            guard let text = value.text, text.utf8.count == bytes * 2, Hex.decode(text) != nil else {
                throw failure("\(bytes * 2) hexadecimal digits")
            }
        case .base64(let bytes):
            guard let text = value.text, Base64.decode(text)?.count == bytes else {
                throw failure("\(bytes) bytes of base64")
            }
        case .decimal(let places):
            guard let text = value.text, DecimalText.isCanonical(text, places: places) else {
                throw failure("a decimal with \(places) places")
            }
        case .hour:
            guard let text = value.text, Hour(text) != nil else { throw failure("YYYY-MM-DDThh:00:00Z") }
        case .moment:
            guard let text = value.text, TimestampTime(text) != nil else { throw failure("YYYY-MM-DDThh:mm:ssZ") }
        case .nullable(let shape):
            if !value.isNull { try shape.check(value, at: path) }
        case .list(let shape, let sizes):
            guard let elements = value.elements, sizes.contains(elements.count) else {
                throw failure("a list of \(sizes.lowerBound) to \(sizes.upperBound)")
            }
            for (index, element) in elements.enumerated() { try shape.check(element, at: "\(path)[\(index)]") }
        case .record(let shapes):
            guard let members = value.members else { throw failure("an object") }
            for name in members.keys where shapes[name] == nil {
                throw Malformed("statement", "\(path): the schema has no member \(name)")
            }
            for (name, shape) in shapes {
                guard let member = members[name] else { throw Malformed("statement", "\(path): no member \(name)") }
                try shape.check(member, at: "\(path).\(name)")
            }
        case .slot:
            try Shape.name([.commitment]).check(value, at: path)
        }
    }
}

/// -?(0|[1-9][0-9]{0,17})(\.[0-9]{1,18})? without a negative zero: the form of computed and declared quantities.
public enum DecimalText {
    public static func isCanonical(_ text: String, places: Int) -> Bool {
        var units = Array(text.utf8)[...]
        let negative = units.first == 0x2D
        if negative { units = units.dropFirst() }
        let parts = units.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard parts.count == (places == 0 ? 1 : 2), (1...18).contains(parts[0].count) else { return false }
        guard parts[0].first != 0x30 || parts[0].count == 1 else { return false }
        if places > 0, parts[1].count != places { return false }
        let digits = parts.joined()
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
        return !(negative && digits.allSatisfy { $0 == 0x30 })
    }
}

/// The signer's clock cut to the hour: exact times identify people, so they are private slots.
public struct Hour: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    /// Nil unless the text is "YYYY-MM-DDThh:00:00Z" with a day that exists.
    public init?(_ text: String) {
        var copy = text
        guard copy.withUTF8(Self.isHour) else { return nil }
        description = text
    }

    private static func isHour(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count == 20 else { return false }
        func digits(_ range: Range<Int>) -> Int? {
            var number = 0
            for unit in text[range] {
                guard (0x30...0x39).contains(unit) else { return nil }
                number = number * 10 + Int(unit - 0x30)
            }
            return number
        }
        func isAt(_ place: Int, _ unit: Unicode.Scalar) -> Bool { text[place] == UInt8(ascii: unit) }
        guard let year = digits(0..<4), isAt(4, "-"), let month = digits(5..<7), isAt(7, "-"),
            let day = digits(8..<10), isAt(10, "T"), let hour = digits(11..<13), hour < 24, isAt(13, ":"),
            digits(14..<16) == 0, isAt(16, ":"), digits(17..<19) == 0, isAt(19, "Z")
        else { return false }
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return switch month {
        case 2: (1...(leap ? 29 : 28)).contains(day)
        case 4, 6, 9, 11: (1...30).contains(day)
        case 1...12: (1...31).contains(day)
        default: false
        }
    }

    /// - Parameter milliseconds: since 1970-01-01T00:00:00Z.
    public init(milliseconds: Int64) {
        let hours = Int64((Double(milliseconds) / 3_600_000).rounded(.down))
        let days = Int64((Double(hours) / 24).rounded(.down))
        // Days to civil date by eras of 400 years, counted from 0000-03-01 so that leap days end a year.
        let shifted = days + 719_468
        let era = Int64((Double(shifted) / 146_097).rounded(.down))
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let padded = String(repeating: "0", count: max(0, 4 - String(year).count)) + String(year)
        description = "\(padded)-\(two(month))-\(two(day))T\(two(hours - days * 24)):00:00Z"
    }

    /// Since 1970-01-01T00:00:00Z.
    public var milliseconds: Int64 {
        let parts = description.utf8.split { !(0x30...0x39).contains($0) }.map {
            $0.reduce(0) { $0 * 10 + Int64($1) - 0x30 }
        }
        return (TimestampTime.days(parts[0], parts[1], parts[2]) * 24 + parts[3]) * 3_600_000
    }

    public func adding(hours: Int64) -> Hour { Hour(milliseconds: milliseconds + hours * 3_600_000) }
}

extension Hour: Comparable {
    public static func < (left: Hour, right: Hour) -> Bool { left.milliseconds < right.milliseconds }
}
