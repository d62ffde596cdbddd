/// The trie of the reference index at many sizes of a ledger at once: keys come in order, each with how its leaf changed
/// from size to size, and subtrees are joined from the bottom up.
///
/// A subtree is a list of steps: what it was from one of the sizes on. Joining two of them takes one hash for each size
/// at which either changed, which is the least that any way of computing all roots takes.
struct IndexSteps {
    struct Step {
        /// Which of the sizes it holds from.
        let from: UInt32
        let subtree: IndexPage.Subtree
    }

    /// Subtrees end to end: those that wait for their right neighbour, and the last one, which grows.
    private var steps: [Step] = []
    private var waiting: [Waiting] = []
    private var last = Part(start: 0, key: .zero, depth: 256)
    private var isEmpty = true
    private var joined: [Step] = []

    private struct Part {
        let start: Int
        /// One of its keys.
        let key: ContentHash
        /// Its steps are T at this depth.
        let depth: Int
    }

    private struct Waiting {
        let part: Part
        /// Where its keys and those of its neighbour part.
        let branch: Int
    }

    /// A new key, greater than those before it.
    mutating func begin(_ key: ContentHash) {
        if !isEmpty {
            let branch = last.key.sharedBits(with: key)
            join(above: branch)
            waiting.append(Waiting(part: last, branch: branch))
        }
        isEmpty = false
        last = Part(start: steps.count, key: key, depth: 256)
    }

    /// What the leaf of the last key was from a size on; sizes ascending.
    mutating func append(_ leaf: IndexLeaf, from size: UInt32) {
        steps.append(Step(from: size, subtree: .init(weight: 1, hash: leaf.hash)))
    }

    /// T over all keys at a depth to which they share their bits.
    mutating func finish(depth: Int) -> [Step] {
        guard !isEmpty else { return [] }
        join(above: -1)
        lift(last, to: depth)
        return steps
    }

    private mutating func join(above depth: Int) {
        while let left = waiting.last, left.branch > depth {
            waiting.removeLast()
            lift(left.part, to: left.branch + 1, end: last.start)
            lift(last, to: left.branch + 1)
            joined.removeAll(keepingCapacity: true)
            Self.join(steps[left.part.start..<last.start], steps[last.start...], into: &joined)
            steps.removeSubrange(left.part.start...)
            steps.append(contentsOf: joined)
            last = Part(start: left.part.start, key: left.part.key, depth: left.branch)
        }
    }

    /// Where only one side of a node has keys, T still has the node, unless it is a single key.
    private mutating func lift(_ part: Part, to depth: Int, end: Int? = nil) {
        guard depth < part.depth else { return }
        for index in part.start..<(end ?? steps.count) where steps[index].subtree.weight == 2 {
            var hash = steps[index].subtree.hash
            for level in stride(from: part.depth - 1, through: depth, by: -1) {
                hash = part.key.bit(level) ? IndexTrie.node(.zero, hash) : IndexTrie.node(hash, .zero)
            }
            steps[index] = Step(from: steps[index].from, subtree: .init(weight: 2, hash: hash))
        }
    }

    /// T of a node from its halves.
    static func join(_ zero: ArraySlice<Step>, _ one: ArraySlice<Step>, into result: inout [Step]) {
        var (left, right) = (zero.startIndex, one.startIndex)
        var (zeroNow, oneNow) = (IndexPage.Subtree.empty, IndexPage.Subtree.empty)
        while left < zero.endIndex || right < one.endIndex {
            let from = min(
                left < zero.endIndex ? zero[left].from : .max, right < one.endIndex ? one[right].from : .max)
            if left < zero.endIndex, zero[left].from == from {
                zeroNow = zero[left].subtree
                left += 1
            }
            if right < one.endIndex, one[right].from == from {
                oneNow = one[right].subtree
                right += 1
            }
            result.append(Step(from: from, subtree: .join(zeroNow, oneNow)))
        }
    }
}

extension ContentHash {
    /// How many bits from the first on are the same.
    fileprivate func sharedBits(with other: ContentHash) -> Int {
        (0..<256).first { bit($0) != other.bit($0) } ?? 256
    }
}
