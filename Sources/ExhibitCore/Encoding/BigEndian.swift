/// Fixed-width integers as the hashed formats write them: most significant byte first.
extension FixedWidthInteger {
    public var bigEndianBytes: [UInt8] {
        withUnsafeBytes(of: bigEndian) { Array($0) }
    }

    /// Reads the whole collection as one integer; nil where its length is not the width of the type.
    public init?(bigEndianBytes bytes: some Collection<UInt8>) {
        guard bytes.count == Self.bitWidth / 8 else { return nil }
        self = bytes.reduce(0) { $0 << 8 | Self($1) }
    }
}

/// A decimal integer as it stands in checkpoints and proofs: digits only, no sign, no leading zero.
///
/// `UInt64("+7")` and `UInt64("07")` are both 7 in Swift; a signed text must have one reading and one spelling.
public func canonicalDecimal(_ text: some StringProtocol) -> UInt64? {
    guard let value = UInt64(text), String(value).utf8.elementsEqual(text.utf8) else { return nil }
    return value
}
