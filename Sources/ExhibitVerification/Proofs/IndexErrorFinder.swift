import ExhibitCore

/// Finds the first `index` entry of a ledger that counts and does not sign what its entries give, and proves it.
///
/// Goes twice over all leaves: for the roots at every `index` entry, in memory that does not grow with the ledger; then for
/// the proof, which takes the hashes of the whole tree and the index at one size.
public enum IndexErrorFinder {
    /// - Parameters:
    ///   - checkpoint: the newest one.
    ///   - scratch: where references are sorted that do not fit into memory; nil keeps all in memory.
    ///   - forEachLeaf: calls its argument with each leaf, in order; asked for up to two times.
    /// - Returns: no proof where no `index` entry is wrong, and where this cannot be shown to somebody without the ledger:
    ///   `reason` says why.
    public static func find(
        under checkpoint: SignedNote, scratch: (any ScratchSpace)? = nil,
        forEachLeaf: ((_ leaf: [UInt8]) throws -> Void) throws -> Void
    ) throws -> (proof: IndexErrorProof?, reason: String) {
        var search = IndexErrorSearch(scratch: scratch)
        try forEachLeaf { try search.add($0) }
        guard let wrong = try search.firstWrong() else {
            return (nil, "every index entry signs what its ledger gives")
        }
        guard let head = try? Checkpoint(text: checkpoint.text), wrong.index < head.size, head.size <= search.size
        else {
            return (nil, "entry \(wrong.index) signs a wrong index, and no checkpoint covers it")
        }
        var evidence = Evidence(wrong)
        try forEachLeaf { evidence.add($0) }
        let proof = evidence.proof(under: checkpoint, size: head.size)
        let verdict = IndexErrorVerification.verify(proof.encoded, trust: TrustPolicy(ledgers: []))
        guard verdict.exitCode == Verdict.Severity.tampered.rawValue else {
            let message = verdict.findings.first { $0.severity == .couldNotJudge }?.message ?? ""
            return (nil, "entry \(wrong.index) signs a wrong index, and it cannot be proven: \(message)")
        }
        return (proof, "entry \(wrong.index) signs a wrong index")
    }

    /// What the proof against one entry consists of.
    private struct Evidence {
        private let wrong: IndexErrorSearch.Wrong
        private var tree = MerkleTree()
        private var leaves: [ContentHash: IndexLeaf] = [:]
        private var trie = IndexTrie([])
        private var parts: [UInt64: [UInt8]] = [:]
        /// What the entries between the two index entries refer to.
        private var names: Set<TypedName> = []

        init(_ wrong: IndexErrorSearch.Wrong) { self.wrong = wrong }

        mutating func add(_ leaf: [UInt8]) {
            let position = tree.size
            let id = MerkleTree.leafHash(leaf)
            tree.append(id)
            guard position <= wrong.index, let entry = try? Entry(leaf: leaf) else { return }
            let isBefore = wrong.previous.map { position < $0 } ?? false
            if !isBefore || position == 0 || entry.statement.isKeyEvent { parts[position] = leaf }
            if position == wrong.previous {
                trie = IndexTrie(leaves.values)
                leaves = [:]
            } else if position < wrong.index {
                let references = entry.statement.references.filter { $0.indexType != nil }
                guard isBefore else { return names.formUnion(references) }
                for key in references.compactMap({ IndexLeaf.key(of: $0) }) {
                    leaves[key, default: IndexLeaf(key: key)].add(position: position, entry: id)
                }
            }
        }

        func proof(under checkpoint: SignedNote, size: UInt64) -> IndexErrorProof {
            IndexErrorProof(
                checkpoint: checkpoint,
                entries: parts.map { position, leaf in
                    Bundle.ProvenEntry(
                        position: position, leaf: leaf, proof: tree.proveInclusion(of: position, size: size))
                }, index: wrong.index,
                paths: names.compactMap { name in
                    IndexLeaf.key(of: name).map { IndexErrorProof.Path(name: name, proof: trie.prove($0)) }
                })
        }
    }
}
