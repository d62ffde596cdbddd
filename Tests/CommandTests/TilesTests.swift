import ExhibitCore
import Foundation
import Testing

@Suite("exhibit export tiles")
struct TilesTests {
    private func files(_ bench: Bench) throws -> [String: [UInt8]] {
        let root = bench.work + "/tiles"
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: root) {
            if let data = FileManager.default.contents(atPath: "\(root)/\(name)") { files[name] = [UInt8](data) }
        }
        return files
    }

    /// Leaves from the entry bundles, by the length that stands before each.
    private func leaves(_ files: [String: [UInt8]], size: Int) throws -> [[UInt8]] {
        var leaves: [[UInt8]] = []
        for number in 0...(size / 256) {
            let width = min(256, size - number * 256)
            guard width > 0 else { break }
            var rest = try #require(files[Tile(.entries, number: UInt64(number), width: width).path])[...]
            while !rest.isEmpty {
                let length = Int(rest[rest.startIndex]) << 8 | Int(rest[rest.startIndex + 1])
                leaves.append(Array(rest.dropFirst(2).prefix(length)))
                rest = rest.dropFirst(2 + length)
            }
        }
        return leaves
    }

    @Test("gives files from which the signed root follows, and adds to them without touching what is there")
    func twice() throws {
        let bench = try Bench()
        let first = try bench.run(
            """
            exhibit init case --no-passphrase --quiet; mkdir a b
            for n in $(seq 230); do echo "$n" >a/$n.txt; done; for n in $(seq 300 399); do echo "$n" >b/$n.txt; done
            exhibit ingest a/* --case case --quiet
            exhibit export tiles tiles --case case
            """)
        #expect(first.code == 0, "\(first.output)\(first.error)")
        let before = try files(bench)
        let second = try bench.run("exhibit ingest b/* --case case --quiet; exhibit export tiles tiles --case case")
        #expect(second.code == 0, "\(second.output)\(second.error)")
        let after = try files(bench)
        for (name, bytes) in before where name != "checkpoint" { #expect(after[name] == bytes, "\(name)") }
        for files in [before, after] {
            let note = try SignedNote(encoded: try #require(files["checkpoint"]))
            let head = try Checkpoint(text: note.text)
            let leaves = try leaves(files, size: Int(head.size))
            #expect(leaves.count == Int(head.size))
            let tree = MerkleTree(leaves.map { MerkleTree.leafHash($0) })
            #expect(tree.root == head.root)
            let width = Int(head.size % 256)
            let edge = Tile(.hashes(level: 0), number: head.size / 256, width: width)
            let hashes = (head.size - UInt64(width)..<head.size).flatMap { tree[$0].bytes }
            #expect(files[edge.path] == hashes)
        }
        #expect(after["tile/0/000"]?.count == 8_192 && after["tile/1/000.p/1"]?.count == 32)
        #expect(before["tile/0/000"] == nil)
    }
}
