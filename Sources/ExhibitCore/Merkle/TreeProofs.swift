/// Checks of RFC 6962 proofs, by the loops of RFC 9162 sections 2.1.3.2 and 2.1.4.2. Pure.
///
/// A proof of the wrong length is refused even where its hashes would fold to the root.
public enum TreeProofs {
    public static func checkInclusion(
        _ proof: [ContentHash], leaf: ContentHash, position: UInt64, size: UInt64, root: ContentHash
    ) -> Bool {
        guard position < size else { return false }
        var (node, last) = (position, size - 1)
        var hash = leaf
        for sibling in proof {
            if last == 0 { return false }
            if node & 1 == 1 || node == last {
                hash = MerkleTree.node(sibling, hash)
                while node & 1 == 0 && node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                hash = MerkleTree.node(hash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }

    /// False for an old size of 0: whoever accepts "anything extends nothing" must say so itself.
    public static func checkConsistency(
        _ proof: [ContentHash], old: UInt64, oldRoot: ContentHash, size: UInt64, root: ContentHash
    ) -> Bool {
        guard 0 < old, old <= size else { return false }
        if old == size { return proof.isEmpty && oldRoot == root }
        var path = proof[...]
        if old & (old - 1) == 0 { path = ([oldRoot] + proof)[...] }
        guard let first = path.popFirst() else { return false }
        var (node, last) = (old - 1, size - 1)
        while node & 1 == 1 {
            node >>= 1
            last >>= 1
        }
        var (oldHash, newHash) = (first, first)
        for sibling in path {
            if last == 0 { return false }
            if node & 1 == 1 || node == last {
                oldHash = MerkleTree.node(sibling, oldHash)
                newHash = MerkleTree.node(sibling, newHash)
                while node & 1 == 0 && node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                newHash = MerkleTree.node(newHash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && oldHash == oldRoot && newHash == root
    }

    /// The root that the tree had when the leaf at `position` was the next to come. Nil unless the proof is one of
    /// inclusion in a tree of `size` leaves, by its length; that it reaches the root is for `checkInclusion`.
    ///
    /// The siblings to the left of the leaf's path are the complete subtrees that made up that tree, the smallest first.
    public static func rootBefore(_ position: UInt64, proof: [ContentHash], size: UInt64) -> ContentHash? {
        guard position < size else { return nil }
        var (node, last) = (position, size - 1)
        var root: ContentHash?
        for sibling in proof {
            if last == 0 { return nil }
            if node & 1 == 1 || node == last {
                root = root.map { MerkleTree.node(sibling, $0) } ?? sibling
                while node & 1 == 0 && node != 0 {
                    node >>= 1
                    last >>= 1
                }
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 ? root ?? ContentHash(of: []) : nil
    }
}
