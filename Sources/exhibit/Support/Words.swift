import ExhibitVerification

/// Names from files and folders as a terminal may see them: a name with an escape sequence in it would move the cursor,
/// one with a line feed would look like a second result.
func shown(_ text: String) -> String { Verdict.visible(text) }

/// A path as one word of a shell command, for commands that people are told to type.
func word(_ path: String) -> String {
    let plain = path.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"), 0x80...: true
        default: false
        }
    }
    let shown = Verdict.visible(path, keepingSpaces: true)
    if plain && !path.isEmpty { return shown }
    return "'" + shown.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
}

/// "1 file", "2 files".
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

/// Text that a slot may hold: a tab or an escape sequence in a file's name is written as "\u{9}".
func slotText(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        if scalar.isPermitted {
            result.unicodeScalars.append(scalar)
        } else {
            result += "\\u{\(String(scalar.value, radix: 16))}"
        }
    }
    return result
}

/// Refuses, before anything is recorded, what a person says and a statement cannot hold.
func checkSlotText(_ text: String?, limit: Int, from place: String) throws {
    guard let text else { return }
    if text.utf8.count > limit { throw UserError("\(place): longer than \(limit) bytes", code: 64) }
    guard text.unicodeScalars.allSatisfy(\.isPermitted) else {
        throw UserError("\(place): has a tab or another control character; write it without", code: 64)
    }
}

extension Unicode.Scalar {
    /// As payloads permit them.
    fileprivate var isPermitted: Bool { value == 0x0A || value >= 0x20 && !(0x7F...0x9F).contains(value) }
}
