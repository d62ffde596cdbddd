import ExhibitCore
import ExhibitTestSupport
import Testing

@Suite("Tiles") struct TileTests {
    struct Vectors: Decodable {
        struct Tessera: Decodable {
            let entriesUtf8: [String]
            let entriesBundleP15Sha256, tile0P15Sha256: String
        }
        struct Part: Decodable {
            let level: Int
            let full, partialWidth: UInt64
        }
        let tlogTilesTesseraTestdata: Tessera
        let tileDecomposition: [String: [Part]]
        let tilePaths: [String: String]
    }

    private let published: Vectors
    init() throws { published = try vectors("tlog.json", as: Vectors.self) }

    /// The files of a log with these leaves.
    private func files(_ leaves: some Sequence<[UInt8]>) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        var tiling = Tiling { tile, bytes in
            #expect(files.updateValue(bytes, forKey: tile.path) == nil, "\(tile.path) twice")
        }
        for leaf in leaves { try tiling.append(leaf) }
        try tiling.finish()
        return files
    }

    @Test("Paths are the published ones")
    func paths() {
        let expected: [(String, Tile)] = [
            ("(0,0)", Tile(.hashes(level: 0), number: 0)),
            ("(0,0,w255)", Tile(.hashes(level: 0), number: 0, width: 255)),
            ("(1,0)", Tile(.hashes(level: 1), number: 0)),
            ("(15,455667)", Tile(.hashes(level: 15), number: 455_667)),
            ("(15,123456789,w41)", Tile(.hashes(level: 15), number: 123_456_789, width: 41)),
            ("(0,1234067)", Tile(.hashes(level: 0), number: 1_234_067)),
            ("entries(123456789)", Tile(.entries, number: 123_456_789)),
            ("63,999999999999999999,w255", Tile(.hashes(level: 63), number: 999_999_999_999_999_999, width: 255)),
        ]
        #expect(expected.count == published.tilePaths.count - 1)
        for (name, tile) in expected { #expect(published.tilePaths[name] == tile.path) }
    }

    @Test("A published log gives the files that its own program wrote")
    func tessera() throws {
        let log = published.tlogTilesTesseraTestdata
        let files = try files(log.entriesUtf8.map(\.bytes))
        #expect(Set(files.keys) == ["tile/0/000.p/15", "tile/entries/000.p/15"])
        #expect(ContentHash(of: files["tile/0/000.p/15"]!).hex == log.tile0P15Sha256)
        #expect(ContentHash(of: files["tile/entries/000.p/15"]!).hex == log.entriesBundleP15Sha256)
    }

    @Test("A log of each published size has the published tiles", arguments: ["0", "1", "255", "256", "257", "70000"])
    func decomposition(size: String) throws {
        let files = try files((0..<UInt64(size)!).map(\.bigEndianBytes))
        var expected: Set<String> = []
        for part in try #require(published.tileDecomposition[size]) {
            for number in 0..<part.full { expected.insert(Tile(.hashes(level: part.level), number: number).path) }
            if part.partialWidth > 0 {
                let width = Int(part.partialWidth)
                expected.insert(Tile(.hashes(level: part.level), number: part.full, width: width).path)
            }
        }
        #expect(Set(files.keys.filter { !$0.contains("entries") }) == expected)
        for (path, bytes) in files where !path.contains("entries") {
            #expect(
                bytes.count == 32
                    * (path.split(separator: "/").dropLast().last!.hasSuffix(".p")
                        ? Int(path.split(separator: "/").last!)! : 256))
        }
    }

    @Test("The root follows from the tiles of each level, and the lowest ones from the entries")
    func roots() throws {
        let leaves = (0..<UInt64(70_000)).map { $0.bigEndianBytes + [1] }
        let files = try files(leaves)
        var fold = TreeFrontier()
        for leaf in leaves { fold.append(MerkleTree.leafHash(leaf)) }
        // 70,000 = 1·256² + 17·256 + 112: the right edge has the partial tiles of three levels, largest subtrees first.
        var edge = RightEdge()
        for path in ["tile/2/000.p/1", "tile/1/001.p/17", "tile/0/273.p/112"] { edge.add(try #require(files[path])) }
        #expect(edge.root == fold.root)
        #expect(files["tile/0/272"]?.count == 8_192 && files["tile/1/000"]?.count == 8_192)
        #expect(Array(try #require(files["tile/entries/000"]).prefix(11)) == [0, 9] + leaves[0])
        #expect(files["tile/entries/273.p/112"]?.count == 112 * 11)
    }

    @Test("A leaf that its length field could not hold is refused")
    func longLeaf() {
        var tiling = Tiling { _, _ in }
        #expect(throws: Never.self) { try tiling.append([UInt8](repeating: 0, count: 65_535)) }
        #expect(throws: Malformed.self) { try tiling.append([UInt8](repeating: 0, count: 65_536)) }
    }
}

/// The root from the right edge of a tree: in a partial tile, subtrees of one level; the tree of RFC 6962 over them.
private struct RightEdge {
    private var parts: [[ContentHash]] = []

    mutating func add(_ tile: [UInt8]) {
        parts.append(stride(from: 0, to: tile.count, by: 32).map { ContentHash(bytes: tile[$0..<($0 + 32)])! })
    }

    var root: ContentHash {
        func node(_ left: ContentHash, _ right: ContentHash) -> ContentHash {
            ContentHash(of: [1], left.bytes, right.bytes)
        }
        // Each tile's hashes divide into complete subtrees, largest first; all of them fold from the right.
        var complete: [ContentHash] = []
        for part in parts {
            var rest = part[...]
            while !rest.isEmpty {
                var width = 1
                while width * 2 <= rest.count { width *= 2 }
                complete.append(MerkleTests.root(complete: Array(rest.prefix(width)), node))
                rest = rest.dropFirst(width)
            }
        }
        return complete.dropLast().reversed().reduce(complete.last!) { node($1, $0) }
    }
}

extension MerkleTests {
    /// A complete subtree over hashes.
    fileprivate static func root(
        complete hashes: [ContentHash], _ node: (ContentHash, ContentHash) -> ContentHash
    ) -> ContentHash {
        if hashes.count == 1 { return hashes[0] }
        let half = hashes.count / 2
        return node(root(complete: Array(hashes[..<half]), node), root(complete: Array(hashes[half...]), node))
    }
}
