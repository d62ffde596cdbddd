/// Where a C2SP tlog-tiles log keeps a part of its tree or of its entries.
public struct Tile: Hashable, Sendable {
    public enum Content: Hashable, Sendable {
        /// Hashes of complete subtrees of 256^level entries each.
        case hashes(level: Int)
        /// Leaves, each after its length as u16.
        case entries
    }

    public let content: Content
    public let number: UInt64
    /// 1 to 256 hashes or entries; below 256 the tile is partial.
    public let width: Int

    public static let fullWidth = 256

    public init(_ content: Content, number: UInt64, width: Int = fullWidth) {
        self.content = content
        self.number = number
        self.width = width
    }

    public var isFull: Bool { width == Self.fullWidth }

    /// `tile/<level>/<number>`, `tile/entries/<number>`; a partial tile ends in `.p/<width>`. The number is in groups of
    /// three digits, all but the last with an "x" before them: 1234067 is `x001/x234/067`.
    public var path: String {
        let kind =
            switch content {
            case .hashes(let level): "\(level)"
            case .entries: "entries"
            }
        var groups: [String] = []
        var rest = number
        repeat {
            let digits = String(rest % 1_000)
            let group = String(repeating: "0", count: 3 - digits.utf8.count) + digits
            groups.insert((groups.isEmpty ? "" : "x") + group, at: 0)
            rest /= 1_000
        } while rest > 0
        return "tile/\(kind)/\(groups.joined(separator: "/"))" + (isFull ? "" : ".p/\(width)")
    }
}

/// Divides a log into tiles while its leaves come one by one, in memory for one tile per level and 256 leaves.
public struct Tiling {
    private var levels: [(hashes: [ContentHash], full: UInt64)] = []
    private var leaves: [UInt8] = []
    private var leafCount = 0
    private var fullBundles: UInt64 = 0
    private let write: (Tile, [UInt8]) throws -> Void

    /// - Parameter write: takes each full tile as soon as it is complete, the partial ones at the end.
    public init(write: @escaping (Tile, [UInt8]) throws -> Void) { self.write = write }

    public mutating func append(_ leaf: [UInt8]) throws {
        guard let length = UInt16(exactly: leaf.count) else {
            throw Malformed("leaf", "a tile holds leaves of at most 65,535 bytes")
        }
        leaves += length.bigEndianBytes + leaf
        leafCount += 1
        if leafCount == Tile.fullWidth {
            try write(Tile(.entries, number: fullBundles), leaves)
            leaves.removeAll(keepingCapacity: true)
            leafCount = 0
            fullBundles += 1
        }
        try append(MerkleTree.leafHash(leaf), level: 0)
    }

    private mutating func append(_ hash: ContentHash, level: Int) throws {
        if level == levels.count { levels.append(([], 0)) }
        levels[level].hashes.append(hash)
        guard levels[level].hashes.count == Tile.fullWidth else { return }
        let hashes = levels[level].hashes
        try write(Tile(.hashes(level: level), number: levels[level].full), hashes.flatMap(\.bytes))
        levels[level] = ([], levels[level].full + 1)
        var subtree = TreeFrontier()
        for hash in hashes { subtree.append(hash) }
        try append(subtree.root, level: level + 1)
    }

    /// Writes the partial tiles of the log as it is now.
    public func finish() throws {
        if leafCount > 0 { try write(Tile(.entries, number: fullBundles, width: leafCount), leaves) }
        for (level, part) in levels.enumerated() where !part.hashes.isEmpty {
            let tile = Tile(.hashes(level: level), number: part.full, width: part.hashes.count)
            try write(tile, part.hashes.flatMap(\.bytes))
        }
    }
}
