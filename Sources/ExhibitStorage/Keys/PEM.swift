import COpenSSL

/// The two PEM forms of key files (RFC 7468, strict: lines of 64 characters, LF, nothing before or after).
enum PEM {
    enum Label: String {
        case encrypted = "ENCRYPTED PRIVATE KEY"
        case clear = "PRIVATE KEY"
    }

    static func encode(_ content: [UInt8], label: Label) -> [UInt8] {
        var encoded = [UInt8](repeating: 0, count: (content.count + 2) / 3 * 4 + 1)
        defer { wipe(&encoded) }
        let count = Int(EVP_EncodeBlock(&encoded, content, Int32(content.count)))
        var result = Array("-----BEGIN \(label.rawValue)-----\n".utf8)
        result.reserveCapacity(count + count / 64 + 100)
        for start in stride(from: 0, to: count, by: 64) {
            result += encoded[start..<min(start + 64, count)]
            result.append(UInt8(ascii: "\n"))
        }
        result += Array("-----END \(label.rawValue)-----\n".utf8)
        return result
    }

    /// Decodes leniently, then insists that the file is what `encode` makes: no second form of a key file, no bytes
    /// that only some readers see.
    static func decode(_ file: [UInt8], path: String) throws(StorageError) -> (label: Label, content: [UInt8]) {
        for label in [Label.encrypted, .clear] {
            let begin = Array("-----BEGIN \(label.rawValue)-----\n".utf8)
            let end = Array("-----END \(label.rawValue)-----\n".utf8)
            guard file.starts(with: begin) else { continue }
            guard file.count >= begin.count + end.count, file.suffix(end.count).elementsEqual(end) else {
                throw KeyFile.damaged(path, "it does not end as it begins, or something follows the key")
            }
            var body = file[begin.count..<(file.count - end.count)].filter { $0 != UInt8(ascii: "\n") }
            defer { wipe(&body) }
            var content = [UInt8](repeating: 0, count: body.count / 4 * 3 + 3)
            let count = Int(EVP_DecodeBlock(&content, body, Int32(body.count)))
            let padding = body.suffix(2).count { $0 == UInt8(ascii: "=") }
            guard count >= 0, count >= padding else { throw KeyFile.damaged(path, "its base64 is broken") }
            content.removeLast(content.count - (count - padding))
            var again = encode(content, label: label)
            defer { wipe(&again) }
            guard again == file else { throw KeyFile.damaged(path, "its lines are not in the one form of PEM") }
            return (label, content)
        }
        throw KeyFile.damaged(path, "it does not begin with a line for a private key in PKCS#8")
    }
}
