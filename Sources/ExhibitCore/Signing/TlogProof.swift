/// A C2SP `tlog-proof` file: that one leaf stands at one index of the tree that a checkpoint signs.
public struct TlogProof: Hashable, Sendable {
    public let index: UInt64
    public let hashes: [ContentHash]
    public let checkpoint: SignedNote

    private static let header = "c2sp.org/tlog-proof@v1"

    public init(index: UInt64, hashes: [ContentHash], checkpoint: SignedNote) {
        self.index = index
        self.hashes = hashes
        self.checkpoint = checkpoint
    }

    public static func isProof(_ bytes: [UInt8]) -> Bool { bytes.starts(with: Array("\(header)\n".utf8)) }

    public var encoded: [UInt8] {
        let lines = [Self.header, "index \(index)"] + hashes.map { Base64.encode($0.bytes) } + ["", ""]
        return Array(lines.joined(separator: "\n").utf8) + checkpoint.encoded
    }

    /// `extra` lines are refused: nothing authenticates them.
    public init(encoded bytes: [UInt8]) throws(Malformed) {
        func failure(_ reason: String) -> Malformed { Malformed("tlog-proof", reason) }
        guard bytes.count <= SignedNote.maximumBytes else { throw failure("too long") }
        let lines = bytes.split(separator: 0x0A, maxSplits: 66, omittingEmptySubsequences: false)
        guard lines.count > 3, lines[0].elementsEqual(Self.header.utf8) else { throw failure("another header") }
        guard lines[1].starts(with: Array("index ".utf8)),
            let index = canonicalDecimal(String(decoding: lines[1].dropFirst(6), as: UTF8.self))
        else { throw failure("no index") }
        guard let empty = lines[2...].firstIndex(where: \.isEmpty), empty <= 65 else {
            throw failure("more than 63 hashes, or no checkpoint")
        }
        var hashes: [ContentHash] = []
        for line in lines[2..<empty] {
            guard let data = Base64.decode(line), let hash = ContentHash(bytes: data) else {
                throw failure("a line that is no hash")
            }
            hashes.append(hash)
        }
        let start = lines[...empty].reduce(0) { $0 + $1.count + 1 }
        guard start <= bytes.count else { throw failure("no checkpoint") }
        self.init(index: index, hashes: hashes, checkpoint: try SignedNote(encoded: Array(bytes[start...])))
        guard encoded == bytes else { throw failure("not in canonical form") }
    }

    /// Whether `leaf` (the bytes, not their hash) stands at `index` of the tree that one of the keys signed.
    public func check(leaf: [UInt8], keys: [VerifierKey]) -> Bool {
        guard let text = checkpoint.open(with: keys), let signed = try? Checkpoint(text: text) else { return false }
        return TreeProofs.checkInclusion(
            hashes, leaf: MerkleTree.leafHash(leaf), position: index, size: signed.size, root: signed.root)
    }
}
