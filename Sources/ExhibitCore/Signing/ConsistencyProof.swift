/// How two signed checkpoints of one log belong together: as one text file, for whoever has neither the log nor trust in
/// whoever keeps it.
///
/// The hashes prove which root the newer tree had at the older size. Where that is the root of the older checkpoint, the
/// newer tree extends it; where it is another one, no history has both, and the log's own signatures show it.
public struct ConsistencyProof: Hashable, Sendable {
    /// Of the newer tree, when it had as many leaves as the older checkpoint signs.
    public let root: ContentHash
    /// RFC 6962 section 2.1.2, from the older size to the newer one.
    public let hashes: [ContentHash]
    public let older: SignedNote
    public let newer: SignedNote

    public static let header = "exhibit-consistency-v1"

    public init(root: ContentHash, hashes: [ContentHash], older: SignedNote, newer: SignedNote) {
        self.root = root
        self.hashes = hashes
        self.older = older
        self.newer = newer
    }

    public static func isProof(_ bytes: [UInt8]) -> Bool { bytes.starts(with: Array("\(header)\n".utf8)) }

    public var encoded: [UInt8] {
        let lines =
            [Self.header, "root \(Base64.encode(root.bytes))"] + hashes.map { Base64.encode($0.bytes) } + ["", ""]
        return Array(lines.joined(separator: "\n").utf8) + older.encoded + [0x0A] + newer.encoded
    }

    public init(encoded bytes: [UInt8]) throws(Malformed) {
        func failure(_ reason: String) -> Malformed { Malformed("consistency proof", reason) }
        guard bytes.count <= 2 * SignedNote.maximumBytes, Self.isProof(bytes) else {
            throw failure("another header, or too long")
        }
        // A checkpoint has no empty line of its own, so five parts stand between the empty lines: hashes, text,
        // signatures, text, signatures.
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let empty = lines.indices.filter { lines[$0].isEmpty }
        guard empty.count == 5, empty[0] <= 66 else { throw failure("not two signed checkpoints, or too many hashes") }
        let word = Array("root ".utf8)
        guard lines[1].starts(with: word), let root = Self.hash(lines[1].dropFirst(word.count)) else {
            throw failure("no root")
        }
        var hashes: [ContentHash] = []
        for line in lines[2..<empty[0]] {
            guard let hash = Self.hash(line) else { throw failure("a line that is no hash") }
            hashes.append(hash)
        }
        let older = lines[(empty[0] + 1)..<empty[2]].joined(separator: [0x0A]) + [0x0A]
        let newer = lines[(empty[2] + 1)...].joined(separator: [0x0A])
        self.init(
            root: root, hashes: hashes, older: try SignedNote(encoded: Array(older)),
            newer: try SignedNote(encoded: Array(newer)))
        guard encoded == bytes else { throw failure("not in canonical form") }
    }

    private static func hash(_ line: some RandomAccessCollection<UInt8>) -> ContentHash? {
        Base64.decode(line).flatMap { ContentHash(bytes: $0) }
    }

    public enum Outcome: Hashable, Sendable {
        /// The newer tree begins with the older one.
        case extends
        /// One history cannot have both.
        case fork
        /// The hashes prove nothing about these two.
        case nothing
    }

    /// What the hashes show about the two texts, whose signatures somebody else has checked.
    public static func check(
        root: ContentHash, hashes: [ContentHash], older: Checkpoint, newer: Checkpoint
    ) -> Outcome {
        guard older.origin.utf8.elementsEqual(newer.origin.utf8) else { return .nothing }
        // RFC 6962 has no proof from an empty tree: every tree extends it, and its root is a constant.
        if older.size == 0 { return hashes.isEmpty && root == older.root ? .extends : .nothing }
        let holds = TreeProofs.checkConsistency(
            hashes, old: older.size, oldRoot: root, size: newer.size, root: newer.root)
        return holds ? (root == older.root ? .extends : .fork) : .nothing
    }
}
