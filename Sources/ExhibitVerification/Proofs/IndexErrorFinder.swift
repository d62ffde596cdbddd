import ExhibitCore

/// Finds the first `index` entry of a ledger that does not sign what its entries give, and proves it.
///
/// Takes every leaf once, in order. It keeps the tree, the index, and the entries since the last `index` entry.
public struct IndexErrorFinder {
    private var tree = MerkleTree()
    private var index = ReferenceIndex()
    private var governing: [Part] = []
    private var between: [Part] = []
    private var last: (part: Part, trie: IndexTrie)?
    private var found: Found?

    private struct Part {
        let position: UInt64
        let leaf: [UInt8]
        let statement: Statement
    }

    private struct Found {
        let index: UInt64
        let parts: [Part]
        let paths: [IndexErrorProof.Path]
    }

    public init() {}

    public mutating func add(_ leaf: [UInt8]) {
        let position = tree.size
        tree.append(MerkleTree.leafHash(leaf))
        guard found == nil else { return }
        guard let entry = try? Entry(leaf: leaf) else { return index.addUnreadable() }
        let part = Part(position: position, leaf: leaf, statement: entry.statement)
        if entry.statement.isKind(.index) {
            let trie = index.trie()
            if isWrong(part, trie) { found = evidence(against: part) }
            last = (part, trie)
            between = []
        } else {
            if position == 0 || entry.statement.isKeyEvent { governing.append(part) }
            between.append(part)
        }
        index.add(entry)
    }

    private func isWrong(_ part: Part, _ trie: IndexTrie) -> Bool {
        let body = part.statement.body
        let previous: JSON =
            last.map { last in
                [
                    "covers": .integer(Int64(last.part.position)),
                    "root": .string(last.part.statement.text("root")),
                    "statement": .string(last.part.statement.name.description),
                ]
            } ?? .null
        return body["covers"]?.number != Int64(part.position) || body["previous"] != previous
            || body["keys"]?.number != Int64(trie.count) || part.statement.text("root") != trie.root.hex
    }

    private func evidence(against part: Part) -> Found {
        let names = Set(between.flatMap(\.statement.references)).filter { $0.indexType != nil }
        let trie = last?.trie ?? IndexTrie([])
        let paths = names.compactMap { name in
            IndexLeaf.key(of: name).map { IndexErrorProof.Path(name: name, proof: trie.prove($0)) }
        }
        let parts = governing + [last?.part].compactMap { $0 } + between + [part]
        return Found(index: part.position, parts: parts, paths: paths)
    }

    /// The proof under a checkpoint that covers the entry in question, after all leaves. Nil where no `index` entry is
    /// wrong, and where this cannot be shown to somebody without the ledger: `reason` says why.
    public func proof(under checkpoint: SignedNote) -> (proof: IndexErrorProof?, reason: String) {
        guard let found else { return (nil, "every index entry signs what its ledger gives") }
        guard let head = try? Checkpoint(text: checkpoint.text), found.index < head.size, head.size <= tree.size else {
            return (nil, "entry \(found.index) signs a wrong index, and no checkpoint covers it")
        }
        let parts = Dictionary(found.parts.map { ($0.position, $0.leaf) }) { first, _ in first }
        let proof = IndexErrorProof(
            checkpoint: checkpoint,
            entries: parts.map { position, leaf in
                Bundle.ProvenEntry(
                    position: position, leaf: leaf, proof: tree.proveInclusion(of: position, size: head.size))
            }, index: found.index, paths: found.paths)
        let verdict = IndexErrorVerification.verify(proof.encoded, trust: TrustPolicy(ledgers: []))
        guard verdict.exitCode == Verdict.Severity.tampered.rawValue else {
            let message = verdict.findings.first { $0.severity == .couldNotJudge }?.message ?? ""
            return (nil, "entry \(found.index) signs a wrong index, and it cannot be proven: \(message)")
        }
        return (proof, "entry \(found.index) signs a wrong index")
    }
}
