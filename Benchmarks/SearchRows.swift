import ExhibitCore
import ExhibitPipeline
import Foundation

/// The nearest of ten million perceptual hashes, beside faiss: the same references, the same probes, exact on both sides.
struct SearchRows {
    let folder: String
    let python: String

    private static let count = 10_000_000
    private static let depth = 10

    func rows() throws -> [Row] {
        let path = folder + "/references.bin"
        let references = Self.references()
        try Data(references).write(to: URL(filePath: path))
        let peer = try Peer(python: python, ["faiss", path])
        defer { peer.stop() }
        let packed = try Self.packed(references)
        return [
            try compare(packed, references, peer, threads: 1, probes: 1),
            try compare(packed, references, peer, threads: Measure.cores, probes: 16),
        ]
    }

    private func compare(
        _ packed: PackedHashes, _ references: [UInt8], _ peer: Peer, threads: Int, probes: Int
    ) throws -> Row {
        var first = 0
        var ours: [Double] = []
        let times = try Measure.inTurn(
            rounds: 9,
            [
                {
                    ours = []
                    let hashes = (first..<(first + probes)).compactMap { number in
                        PDQHash(bytes: references[(32 * number)..<(32 * number + 32)].map { $0 ^ 0x01 })
                    }
                    return Measure.seconds {
                        for hash in hashes {
                            let hits =
                                threads == 1
                                ? packed.search(hash, depth: Self.depth, in: 0..<Self.count)
                                : packed.search(hash, depth: Self.depth).hits
                            ours += hits.map { Double($0.distance) }
                        }
                    }
                },
                {
                    let answer = try peer.round("\(threads) \(Self.depth) \(first) \(probes)")
                    guard Array(answer.dropFirst()) == ours else { throw Failure("faiss found other distances") }
                    first += probes
                    return answer[0]
                },
            ])
        return Row(
            "PDQ search, \(probes) of \(Self.count) references, \(threads == 1 ? "one thread" : "\(threads) threads")",
            beside: "faiss IndexBinaryFlat, \(probes == 1 ? "" : "in one batch, ")same threads, same k = \(Self.depth)",
            ours: times[0].rate(of: probes), theirs: times[1].rate(of: probes),
            ratio: times[1].median / times[0].median, target: .atLeast(1))
    }

    /// Random bits: no perceptual hash is harder to tell from another one.
    private static func references() -> [UInt8] {
        var state: UInt64 = 1
        return [UInt8](unsafeUninitializedCapacity: 32 * count) { buffer, initialised in
            buffer.withMemoryRebound(to: UInt64.self) { words in
                for index in words.indices.prefix(4 * count) {
                    // xorshift64 (Marsaglia 2003)
                    state ^= state << 13
                    state ^= state >> 7
                    state ^= state << 17
                    words[index] = state
                }
            }
            initialised = 32 * count
        }
    }

    /// The encoded set, each record of quality 100 and without an unstable bit.
    private static func packed(_ references: [UInt8]) throws -> PackedHashes {
        var bytes = Array("exhibit/pdq-set/v1\0".utf8)
        bytes.reserveCapacity(bytes.count + 8 + 36 * count)
        withUnsafeBytes(of: UInt64(count).bigEndian) { bytes.append(contentsOf: $0) }
        for number in 0..<count {
            bytes.append(contentsOf: references[(32 * number)..<(32 * number + 32)])
            bytes.append(contentsOf: [100, 0, 0, 1])
        }
        return try PackedHashes(parsing: bytes)
    }
}
