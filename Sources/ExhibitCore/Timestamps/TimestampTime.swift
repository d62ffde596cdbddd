/// The moment that a timestamping authority states: its word, not that of a local clock.
public struct TimestampTime: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// "YYYY-MM-DDThh:mm:ssZ", with a fraction of 1 to 9 digits before the "Z" where the authority gave one.
    public let description: String
    /// Since 1970-01-01T00:00:00Z, cut to the second.
    public let seconds: Int64

    /// Nil unless the text is in that form, of a moment that exists, from 1970 on. A fraction has no zero at its end:
    /// there is one spelling for each moment.
    public init?(_ text: some StringProtocol) {
        let units = Array(text.utf8)
        guard units.count >= 20, let hour = Hour(String(decoding: units.prefix(13), as: UTF8.self) + ":00:00Z") else {
            return nil
        }
        let pattern = Array(":dd:dd".utf8)
        for (unit, expected) in zip(units[13..<19], pattern) {
            guard expected == UInt8(ascii: "d") ? (0x30...0x39).contains(unit) : unit == expected else { return nil }
        }
        func number(_ range: Range<Int>) -> Int64 { units[range].reduce(0) { $0 * 10 + Int64($1 - 0x30) } }
        guard units.last == UInt8(ascii: "Z"), number(14..<16) < 60, number(17..<19) < 60,
            Self.isFraction(units[19..<(units.count - 1)])
        else { return nil }
        let seconds =
            Self.days(number(0..<4), number(5..<7), number(8..<10)) * 86_400
            + number(11..<13) * 3_600 + number(14..<16) * 60 + number(17..<19)
        guard seconds >= 0 else { return nil }
        self.seconds = seconds
        description = hour.description.prefix(13) + String(decoding: units[13...], as: UTF8.self)
    }

    private static func isFraction(_ units: ArraySlice<UInt8>) -> Bool {
        guard let first = units.first else { return true }
        return (2...10).contains(units.count) && first == UInt8(ascii: ".") && units.last != 0x30
            && units.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
    }

    /// From the content of a GeneralizedTime as RFC 3161 section 2.4.2 restricts it: "YYYYMMDDhhmmss[.f…]Z".
    init?(generalized content: ArraySlice<UInt8>) {
        let units = Array(content)
        guard (15...25).contains(units.count), units.allSatisfy({ $0 < 0x80 }) else { return nil }
        func text(_ range: Range<Int>) -> String { String(decoding: units[range], as: UTF8.self) }
        self.init(
            "\(text(0..<4))-\(text(4..<6))-\(text(6..<8))T\(text(8..<10)):\(text(10..<12)):\(text(12..<14))"
                + text(14..<units.count))
    }

    /// Days since 1970-01-01 of a civil date, by eras of 400 years that begin on the 1st of March.
    static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = (shifted / 400, shifted % 400)
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    public static func < (left: TimestampTime, right: TimestampTime) -> Bool {
        // By bytes this is the order of time, but for a fraction: "." comes before "Z".
        if left.seconds != right.seconds { return left.seconds < right.seconds }
        let (one, other) = (left.description.dropLast(), right.description.dropLast())
        return one.utf8.lexicographicallyPrecedes(other.utf8)
    }
}
