extension FoldedText {
    /// Format characters, combining marks, variation selectors, fillers: seen by programs and not by readers.
    static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return false }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .format, .nonspacingMark, .enclosingMark: return true
        default: return properties.isDefaultIgnorableCodePoint
        }
    }

    /// ASCII letters in lower case or digits for a letter, digit or number; nil for what separates words.
    static func folded(_ scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0x61...0x7A, 0x30...0x39: return String(scalar)
        case 0x41...0x5A: return String(Unicode.Scalar(UInt8(scalar.value + 0x20)))
        case 0x40: return "a"
        case 0x24, 0x7C: return String(scalar)
        case 0x00...0x7F: return nil
        default: break
        }
        if let alike = lookAlikes[scalar] { return alike }
        let properties = scalar.properties
        if let number = digits(properties) { return number }
        if let letter = latinLetter(properties.name) { return letter }
        return properties.isAlphabetic ? properties.lowercaseMapping : nil
    }

    /// The letters that a typographic ligature is written for; nil for every other scalar.
    static func parts(ofLigature scalar: Unicode.Scalar) -> String.UnicodeScalarView? {
        guard (0xFB00...0xFB06).contains(scalar.value) else { return nil }
        return scalar.properties.uppercaseMapping.unicodeScalars
    }

    /// Digits of any script, and superscript, circled and other forms of small numbers.
    private static func digits(_ properties: Unicode.Scalar.Properties) -> String? {
        guard properties.numericType != nil, let value = properties.numericValue else { return nil }
        guard (0...1_000).contains(value), value == Double(Int(value)) else { return nil }
        // Letters that mean numbers ("Ⅰ", "五") are not read as digits.
        switch properties.generalCategory {
        case .decimalNumber, .otherNumber: return String(Int(value))
        default: return nil
        }
    }

    /// The letter that the character's name ends with: accented, full-width, mathematical, circled, small capital.
    private static func latinLetter(_ name: String?) -> String? {
        guard let name, name.contains("LATIN") || name.hasPrefix("MATHEMATICAL") || name.contains("SYMBOL LETTER")
        else { return nil }
        var words = name.split(separator: " ")
        if let with = words.firstIndex(of: "WITH") { words = Array(words[..<with]) }
        guard let last = words.last, last.utf8.count == 1, let byte = last.utf8.first, (0x41...0x5A).contains(byte)
        else { return nil }
        return String(Unicode.Scalar(byte + 0x20))
    }

    /// Letters of other alphabets that are drawn like Latin ones.
    private static let lookAlikes: [Unicode.Scalar: String] = {
        let rows: [(String, String)] = [
            ("a", "αаɑАΑ"), ("b", "ВΒьƄ"), ("c", "сСϲⅽᴄ"), ("d", "ԁⅾժ"), ("e", "еЕΕєҽ℮ε"), ("f", "ϝғ"),
            ("g", "ɡցԌ"), ("h", "һНΗհ"), ("i", "іІΙιıⅰӏ"), ("j", "јЈϳ"), ("k", "кКΚκ"), ("l", "ⅼⅠӀᛁ"),
            ("m", "мМΜⅿ"), ("n", "пոΝηռ"), ("o", "оОΟοσօ೦"), ("p", "рРΡρ"), ("q", "ԛգ"), ("r", "гᴦⲅ"),
            ("s", "ѕЅꜱտ"), ("t", "тТΤτ"), ("u", "υսцᴜ"), ("v", "νѵⅴѴ"), ("w", "ѡԝаωш"), ("x", "хХΧχⅹ"),
            ("y", "уУΥγү"), ("z", "ΖᴢƵ"),
        ]
        var table: [Unicode.Scalar: String] = [:]
        for (letter, alike) in rows {
            for scalar in alike.unicodeScalars where table[scalar] == nil { table[scalar] = letter }
        }
        return table
    }()
}
