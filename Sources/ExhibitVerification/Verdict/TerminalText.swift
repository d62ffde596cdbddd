import ExhibitCore

/// Words that a stranger may have chosen, on their way to a terminal.
public enum TerminalText {
    /// Broken into lines of so many columns, each of which goes on further in than it began. A terminal breaks a long
    /// line itself and goes on in its first column: there the end of a name would pass for a line of the program's own
    /// ("Verified: …").
    ///
    /// - Parameter columns: 0 where the terminal does not say.
    public static func wrapped(_ text: String, columns: Int) -> String {
        let columns = columns == 0 ? 80 : max(columns, 20)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map { wrapped(line: $0, columns) }.joined(separator: "\n")
    }

    private static func wrapped(line: Substring, _ columns: Int) -> String {
        if line.utf8.count <= columns { return String(line) }
        var rest = Array(line.unicodeScalars)[...]
        let indent = min(rest.prefix { $0 == " " }.count + 4, columns / 2)
        var broken = ""
        var room = columns
        while let end = end(of: rest, within: room) {
            // A name without a space in the second half of the line is cut where the line ends.
            let space = rest[..<end].lastIndex(of: " ").flatMap { $0 - rest.startIndex > room / 2 ? $0 : nil }
            append(rest[..<(space ?? end)], to: &broken)
            broken += "\n" + String(repeating: " ", count: indent)
            rest = rest[(space.map { $0 + 1 } ?? end)...]
            room = columns - indent
        }
        append(rest, to: &broken)
        return broken
    }

    /// Where to cut at the latest; nil where all of it fits.
    private static func end(of line: ArraySlice<Unicode.Scalar>, within columns: Int) -> Int? {
        var used = 0
        var isEscape = false
        for index in line.indices {
            let scalar = line[index]
            // Only the program's own marks of bold type come this far unescaped.
            if scalar == "\u{1B}" { isEscape = true }
            if !isEscape { used += width(scalar) }
            if isEscape && scalar == "m" { isEscape = false }
            if used > columns { return max(index, line.startIndex + 1) }
        }
        return nil
    }

    /// Rather too many columns than too few.
    private static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0..<0x1100, 0x2010...0x205E: 1
        default: 2
        }
    }

    private static func append(_ scalars: ArraySlice<Unicode.Scalar>, to text: inout String) {
        text.unicodeScalars.append(contentsOf: scalars)
    }

    /// JSON for scripts, in which a terminal finds nothing to obey: the same value in another spelling.
    public static func escaped(json: [UInt8]) -> String {
        let text = String(decoding: json, as: UTF8.self)
        guard text.unicodeScalars.contains(where: \.deceives) else { return text }
        var escaped = ""
        for scalar in text.unicodeScalars {
            guard scalar.deceives else {
                escaped.unicodeScalars.append(scalar)
                continue
            }
            for unit in UTF16.encode(scalar) ?? .init() {
                let digits = String(unit, radix: 16)
                escaped += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            }
        }
        return escaped
    }
}
