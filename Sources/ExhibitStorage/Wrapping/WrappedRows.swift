import ExhibitCore

/// The secret part of each row as it is wrapped, and which row it belongs to.
enum WrappedRows {
    static func row(artifact name: String) -> [UInt8] { Array("exhibit/artifact-row/v1\0\(name)".utf8) }
    static func row(picture name: String) -> [UInt8] { Array("exhibit/picture-row/v1\0\(name)".utf8) }
    static func row(slot path: String, nonce: [UInt8]) -> [UInt8] {
        Array("exhibit/slot-row/v1\0".utf8) + nonce + Array(path.utf8)
    }

    /// salt ‖ 00, or 01 ‖ key ‖ the same of the plain digest.
    static func encode(_ artifact: PrivateArtifact) -> [UInt8] {
        func optional(_ bytes: [UInt8]?) -> [UInt8] { bytes.map { [1] + $0 } ?? [0] }
        return artifact.salt + optional(artifact.key) + optional(artifact.plain)
    }

    /// Nil for bytes that are no such row.
    static func decode(
        artifact name: String, _ bytes: [UInt8], size: Int64, media: String?
    ) -> PrivateArtifact? {
        var rest = bytes[...]
        func take(_ count: Int) -> [UInt8]? {
            guard rest.count >= count else { return nil }
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
        func optional() -> [UInt8]?? {
            switch take(1) {
            case [0]: .some(nil)
            case [1]: take(32).map { .some($0) }
            default: nil
            }
        }
        guard let salt = take(32), let key = optional(), let plain = optional(), rest.isEmpty,
            Hex.isDigest(name.utf8), size >= 0
        else { return nil }
        return PrivateArtifact(name: name, salt: salt, key: key, plain: plain, size: size, media: media)
    }

    /// salt ‖ value.
    static func encode(_ slot: PrivateSlot) -> [UInt8] { slot.salt + slot.value }

    static func decode(slot path: String, nonce: [UInt8], _ bytes: [UInt8]) -> PrivateSlot? {
        guard nonce.count == 16, bytes.count >= 32 else { return nil }
        return PrivateSlot(nonce: nonce, path: path, salt: Array(bytes.prefix(32)), value: Array(bytes.dropFirst(32)))
    }
}

extension PrivateRow {
    /// Nothing of a wrong size is wrapped: it could not be read again.
    var isWellFormed: Bool {
        switch self {
        case .artifact(let row):
            row.salt.count == 32 && row.key?.count ?? 32 == 32 && row.plain?.count ?? 32 == 32
        case .stored(_, let key): key.count == 32
        case .slot(let row): row.nonce.count == 16 && row.salt.count == 32
        case .picture, .note: true
        }
    }
}
