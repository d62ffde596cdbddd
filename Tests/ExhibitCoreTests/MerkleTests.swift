import ExhibitCore
import ExhibitTestSupport
import Testing

/// The RFC 6962 tree: published values, then every tree of up to 64 leaves against a definition-by-recursion model.
@Suite("Merkle tree") struct MerkleTests {
    struct Vectors: Decodable {
        struct Inclusion: Decodable {
            let i, n: UInt64
            let proof: [String]
        }
        struct Consistency: Decodable {
            let m, n: UInt64
            let proof: [String]
        }
        struct Reference: Decodable {
            let leafInputsHex, rootsHexBySize: [String]
            let inclusion: [Inclusion]
            let consistency: [Consistency]
        }
        let rfc6962Reference: Reference
    }

    static let limit: UInt64 = 64
    let leaves = (0..<limit).map { MerkleTree.leafHash($0.bigEndianBytes) }

    /// MTH of RFC 6962 section 2.1, as it is written there.
    static func root(_ leaves: ArraySlice<ContentHash>) -> ContentHash {
        if leaves.isEmpty { return ContentHash(of: []) }
        if leaves.count == 1 { return leaves.first! }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        return ContentHash(of: [0x01], root(leaves[..<middle]).bytes, root(leaves[middle...]).bytes)
    }

    static func damaged(_ hash: ContentHash) -> ContentHash {
        ContentHash(bytes: [hash.bytes[0] ^ 0x80] + hash.bytes.dropFirst())!
    }

    @Test("The reference leaves give the published roots and proofs")
    func reference() throws {
        let reference = try vectors("tlog.json", as: Vectors.self).rfc6962Reference
        let tree = MerkleTree(reference.leafInputsHex.map { MerkleTree.leafHash($0.hexBytes) })
        #expect(reference.rootsHexBySize.count == 9)
        for (size, root) in reference.rootsHexBySize.enumerated() {
            #expect(tree.root(size: UInt64(size)).hex == root)
        }
        #expect(reference.inclusion.count == 36)
        for vector in reference.inclusion {
            let proof = vector.proof.map(\.base64Hash)
            #expect(tree.proveInclusion(of: vector.i, size: vector.n) == proof)
            #expect(
                TreeProofs.checkInclusion(
                    proof, leaf: tree[vector.i], position: vector.i, size: vector.n, root: tree.root(size: vector.n)))
        }
        #expect(reference.consistency.count == 28)
        for vector in reference.consistency {
            let proof = vector.proof.map(\.base64Hash)
            #expect(tree.proveConsistency(from: vector.m, to: vector.n) == proof)
            #expect(
                TreeProofs.checkConsistency(
                    proof, old: vector.m, oldRoot: tree.root(size: vector.m), size: vector.n,
                    root: tree.root(size: vector.n)))
        }
    }

    @Test("Every root up to 64 leaves is that of the definition, from a tree of that size and from a larger one")
    func roots() {
        let whole = MerkleTree(leaves)
        for size in 0...Self.limit {
            let expected = Self.root(leaves.prefix(Int(size)))
            #expect(MerkleTree(leaves.prefix(Int(size))).root == expected)
            #expect(whole.root(size: size) == expected)
        }
    }

    @Test("Every inclusion proof up to 64 leaves holds; with any hash changed, one more or one less it does not")
    func inclusion() {
        let tree = MerkleTree(leaves)
        for size in 1...Self.limit {
            let root = tree.root(size: size)
            for position in 0..<size {
                let proof = tree.proveInclusion(of: position, size: size)
                func check(_ proof: [ContentHash], at place: UInt64, in size: UInt64) -> Bool {
                    TreeProofs.checkInclusion(
                        proof, leaf: leaves[Int(position)], position: place, size: size, root: root)
                }
                #expect(check(proof, at: position, in: size))
                for place in proof.indices {
                    var changed = proof
                    changed[place] = Self.damaged(changed[place])
                    #expect(!check(changed, at: position, in: size))
                }
                #expect(!check(proof + [root], at: position, in: size))
                #expect(!check([root] + proof, at: position, in: size))
                if !proof.isEmpty {
                    #expect(!check(proof.dropLast(), at: position, in: size))
                    #expect(!check(Array(proof.dropFirst()), at: position, in: size))
                }
                #expect(!check(proof, at: position + 1, in: size))
                #expect(!check(proof, at: size, in: size))
            }
        }
    }

    @Test("An inner node in a leaf's place, with the rest of the proof, is refused though it folds to the root")
    func innerNodes() {
        let tree = MerkleTree(leaves)
        for size in 2...Self.limit {
            let proof = tree.proveInclusion(of: 0, size: size)
            var node = leaves[0]
            for (place, sibling) in proof.enumerated() {
                node = ContentHash(of: [0x01], node.bytes, sibling.bytes)
                let rest = Array(proof[(place + 1)...])
                #expect(
                    !TreeProofs.checkInclusion(
                        rest, leaf: node, position: 0, size: size, root: tree.root(size: size)))
            }
            #expect(node == tree.root(size: size))
        }
    }

    @Test("Every consistency proof up to 64 leaves holds; with any hash changed, one more or one less it does not")
    func consistency() {
        let tree = MerkleTree(leaves)
        for size in 1...Self.limit {
            for old in 1...size {
                let proof = tree.proveConsistency(from: old, to: size)
                let (oldRoot, root) = (tree.root(size: old), tree.root(size: size))
                func check(_ proof: [ContentHash], _ oldRoot: ContentHash, _ root: ContentHash) -> Bool {
                    TreeProofs.checkConsistency(proof, old: old, oldRoot: oldRoot, size: size, root: root)
                }
                #expect(check(proof, oldRoot, root))
                #expect(!check(proof, Self.damaged(oldRoot), root))
                #expect(!check(proof, oldRoot, Self.damaged(root)))
                for place in proof.indices {
                    var changed = proof
                    changed[place] = Self.damaged(changed[place])
                    #expect(!check(changed, oldRoot, root))
                }
                #expect(!check(proof + [root], oldRoot, root))
                #expect(!check([oldRoot] + proof, oldRoot, root))
                if !proof.isEmpty {
                    #expect(!check(proof.dropLast(), oldRoot, root))
                    #expect(!check(Array(proof.dropFirst()), oldRoot, root))
                }
            }
        }
    }

    @Test("Nothing is consistent with an old size of 0, or with one above the new size")
    func sizesOutOfRange() {
        let tree = MerkleTree(leaves)
        let empty = ContentHash(of: [])
        #expect(!TreeProofs.checkConsistency([], old: 0, oldRoot: empty, size: 64, root: tree.root))
        #expect(!TreeProofs.checkConsistency([], old: 0, oldRoot: empty, size: 0, root: empty))
        #expect(!TreeProofs.checkConsistency([], old: 65, oldRoot: tree.root, size: 64, root: tree.root))
        #expect(!TreeProofs.checkInclusion([], leaf: empty, position: 0, size: 0, root: empty))
    }

    @Test("The largest sizes are judged without overflow")
    func largest() {
        let proof = [ContentHash](repeating: .zero, count: 64)
        #expect(
            !TreeProofs.checkInclusion(proof, leaf: .zero, position: .max - 1, size: .max, root: .zero))
        #expect(!TreeProofs.checkInclusion(proof, leaf: .zero, position: .max, size: .max, root: .zero))
        #expect(
            !TreeProofs.checkConsistency(proof, old: .max - 1, oldRoot: .zero, size: .max, root: .zero))
        #expect(!TreeProofs.checkConsistency(proof, old: 1 << 63, oldRoot: .zero, size: .max, root: .zero))
    }

    @Test("The inclusion proof of every leaf of every tree gives the root of the tree before that leaf")
    func rootBefore() {
        let tree = MerkleTree(leaves)
        for size in 1...Self.limit {
            for position in 0..<size {
                let proof = tree.proveInclusion(of: position, size: size)
                #expect(TreeProofs.rootBefore(position, proof: proof, size: size) == tree.root(size: position))
                #expect(TreeProofs.rootBefore(position, proof: proof + [.zero], size: size) == nil)
                if !proof.isEmpty {
                    #expect(TreeProofs.rootBefore(position, proof: proof.dropLast(), size: size) == nil)
                }
            }
        }
        #expect(TreeProofs.rootBefore(3, proof: [], size: 3) == nil)
    }
}

@Suite("The frontier of a tree") struct TreeFrontierTests {
    @Test("has the tree's root at every size up to 300, and gives the subtrees that a leaf completes")
    func sizes() {
        var (tree, frontier) = (MerkleTree(), TreeFrontier())
        #expect(frontier.root == tree.root)
        for number in 0..<300 {
            let leaf = ContentHash(of: UInt64(number).bigEndianBytes)
            tree.append(leaf)
            let completed = frontier.append(leaf)
            #expect(frontier.root == tree.root)
            #expect(tree.frontier == frontier)
            for (level, hash) in completed.enumerated() {
                #expect(hash == tree.subtree(level: level, index: UInt64(number) >> UInt64(level)))
            }
            #expect(completed.count == (number + 1).trailingZeroBitCount + 1)
        }
        #expect(TreeFrontier(size: 3, subtrees: [.zero]) == nil)
    }
}
