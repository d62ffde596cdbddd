/// The value behind a commitment, with what is needed to check it. Private until a report discloses it.
public struct SlotValue: Sendable, Equatable {
    /// Member names below the predicate joined by ".": "body.source".
    public let path: String
    /// 32 random bytes.
    public let salt: [UInt8]
    public let value: JSON

    public init(path: String, salt: [UInt8], value: JSON) {
        precondition(salt.count == 32)
        self.path = path
        self.salt = salt
        self.value = value
    }

    /// The value obeys the rules of payloads: else no bundle could disclose it.
    func checkValue() throws(Malformed) {
        _ = try JSONParser.parse(value.encoded, as: "value of \(path)", limits: .payload)
    }

    /// H("exhibit/commit/v1\0" ‖ nonce ‖ salt ‖ u16 length(path) ‖ path ‖ value in canonical form).
    ///
    /// - Parameter nonce: the 16 bytes of the statement's head: a commitment cannot be moved to another statement.
    public func commitment(nonce: [UInt8]) -> TypedName {
        let path = Array(path.utf8)
        let length = UInt16(path.count).bigEndianBytes
        return TypedName(
            .commitment, ContentHash(of: Domain.commitment, nonce, salt, length, path, value.encoded))
    }
}

/// By bytes: Swift's strings are equal under canonical equivalence, paths are not.
extension SlotValue {
    public static func == (left: SlotValue, right: SlotValue) -> Bool {
        left.path.utf8.elementsEqual(right.path.utf8) && left.salt == right.salt && left.value == right.value
    }
}
