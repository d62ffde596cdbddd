import ExhibitCore
import ExhibitTestSupport
import Testing

@Suite("Proofs from one reading of a log") struct StreamedProofTests {
    private static let limit: UInt64 = 40
    private let leaves = (0..<limit).map { MerkleTree.leafHash($0.bigEndianBytes) }

    private func read(_ proof: StreamedProof) -> [ContentHash]? {
        var proof = proof
        for (position, leaf) in leaves.enumerated() { proof.add(leaf, at: UInt64(position)) }
        return proof.hashes
    }

    @Test("Every inclusion and consistency proof is that of the whole tree, whatever comes after it")
    func proofs() {
        let tree = MerkleTree(leaves)
        for size in 1...Self.limit {
            for place in 0..<size {
                #expect(read(.inclusion(of: place, size: size)) == tree.proveInclusion(of: place, size: size))
                #expect(
                    read(.consistency(from: place + 1, to: size)) == tree.proveConsistency(from: place + 1, to: size))
            }
        }
    }

    @Test("There is no proof before the last leaf has come")
    func early() {
        var proof = StreamedProof.inclusion(of: 0, size: 3)
        for position in 0..<UInt64(2) {
            proof.add(leaves[Int(position)], at: position)
            #expect(proof.hashes == nil)
        }
        proof.add(leaves[2], at: 2)
        #expect(proof.hashes?.count == 2)
    }
}
