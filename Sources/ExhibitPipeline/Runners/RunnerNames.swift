import ExhibitCore

/// The forms of names in requests and answers: narrow, because they become paths and words of a page.
enum RunnerNames {
    private static func isLower(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }
    private static func isLetter(_ byte: UInt8) -> Bool { isLower(byte) || (0x41...0x5A).contains(byte) }
    private static func isMark(_ byte: UInt8) -> Bool { byte == 0x2E || byte == 0x5F || byte == 0x2D }

    /// `[a-z][a-z0-9._-]{0,63}`
    static func isRole(_ text: String) -> Bool {
        guard let first = text.utf8.first, (0x61...0x7A).contains(first) else { return false }
        return text.utf8.count <= 64 && text.utf8.allSatisfy { isLower($0) || isMark($0) }
    }

    /// `[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}`
    static func isFile(_ text: String) -> Bool {
        guard let first = text.utf8.first, first != 0x2E else { return false }
        return text.utf8.count <= 128 && text.utf8.allSatisfy { isLetter($0) || isMark($0) }
    }

    /// `[a-z0-9][a-z0-9.+-]*/[a-z0-9][a-z0-9.+-]*`, at most 64 bytes.
    static func isMediaType(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: 0x2F, omittingEmptySubsequences: false)
        return text.utf8.count <= 64 && parts.count == 2
            && parts.allSatisfy { part in
                part.first.map(isLower) == true
                    && part.allSatisfy { isLower($0) || $0 == 0x2E || $0 == 0x2B || $0 == 0x2D }
            }
    }

    /// Absolute, at most 128 bytes, of the characters of `isFile`, without "." or ".." parts.
    static func isPath(_ text: String) -> Bool {
        guard text.utf8.first == 0x2F, text.utf8.count <= 128 else { return false }
        return Manifest.isPath(String(text.dropFirst()))
            && text.utf8.allSatisfy { isLetter($0) || isMark($0) || $0 == 0x2F }
    }
}
