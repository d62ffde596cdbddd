/// Values shortened for the eye. What is cut ends in an ellipsis, so nobody takes a part for the whole.
enum Text {
    static func clipped(_ value: String, to count: Int) -> String {
        let scalars = value.unicodeScalars
        guard scalars.count > count else { return value }
        return String(String.UnicodeScalarView(scalars.prefix(count))) + "…"
    }

    /// The type and the first twelve digits of a typed name or of a bare digest.
    static func short(_ name: String) -> String {
        let scalars = name.unicodeScalars
        guard scalars.prefix(16).contains(":") else { return clipped(name, to: 12) }
        let type = scalars.firstIndex(of: ":").map { scalars.index(after: $0) } ?? scalars.startIndex
        return String(scalars[..<type]) + clipped(String(scalars[type...]), to: 12)
    }

    /// `2026-10-05T14:00:00Z` as `2026-10-05, 14 h UTC`; anything else as it is.
    static func hour(_ time: String) -> String {
        let bytes = Array(time.utf8)
        let suffix = Array(":00:00Z".utf8)
        guard bytes.count == 20, bytes[10] == UInt8(ascii: "T"), Array(bytes[13...]) == suffix else { return time }
        let day = String(decoding: bytes[..<10], as: UTF8.self)
        return day + ", " + String(decoding: bytes[11..<13], as: UTF8.self) + " h UTC"
    }

    /// Groups of four digits, at most `count` of them.
    static func groups(_ digits: String, atMost count: Int) -> [String] {
        let scalars = Array(digits.unicodeScalars.prefix(4 * count))
        return stride(from: 0, to: scalars.count, by: 4).map { start in
            String(String.UnicodeScalarView(scalars[start..<min(start + 4, scalars.count)]))
        }
    }
}
