/// The C2SP checkpoint of a ledger: origin, size and root. Lines beyond these three are refused: nobody audits them.
public struct Checkpoint: Hashable, Sendable {
    public let origin: String
    public let size: UInt64
    public let root: ContentHash

    public init(origin: String, size: UInt64, root: ContentHash) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// The text that is signed.
    public var text: String { "\(origin)\n\(size)\n\(Base64.encode(root.bytes))\n" }

    public init(text: String) throws(Malformed) {
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 4, lines[3] == "", !lines[0].isEmpty, lines[0].utf8.allSatisfy({ $0 >= 0x20 }) else {
            throw Malformed("checkpoint", "not origin, size and root, one line each")
        }
        guard let size = canonicalDecimal(lines[1]) else { throw Malformed("checkpoint", "its size is not a number") }
        guard let bytes = Base64.decode(lines[2]), let root = ContentHash(bytes: bytes) else {
            throw Malformed("checkpoint", "its root is not 32 bytes of base64")
        }
        self.init(origin: lines[0], size: size, root: root)
        guard size > 0 || root == ContentHash(of: []) else {
            throw Malformed("checkpoint", "an empty tree with another root")
        }
    }

    /// "exhibit-ledger/v1/" ‖ hex(ledger id).
    public static func origin(of ledger: ContentHash) -> String { "exhibit-ledger/v1/\(ledger.hex)" }

    /// The ledger id that an origin names; nil for another log's.
    public static func ledger(ofOrigin origin: String) -> ContentHash? {
        let prefix = "exhibit-ledger/v1/"
        guard origin.hasPrefix(prefix) else { return nil }
        return ContentHash(hex: origin.dropFirst(prefix.count))
    }
}

/// By bytes: Swift's strings are equal under canonical equivalence, origins are not.
extension Checkpoint {
    public static func == (left: Checkpoint, right: Checkpoint) -> Bool {
        left.size == right.size && left.root == right.root && left.origin.utf8.elementsEqual(right.origin.utf8)
    }
    public func hash(into hasher: inout Hasher) {
        hasher.combine(size)
        hasher.combine(root)
    }
}
