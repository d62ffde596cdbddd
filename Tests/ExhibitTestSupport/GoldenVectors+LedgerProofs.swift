import ExhibitCore
import ExhibitVerification

/// Proofs about a whole ledger: that it went on from a checkpoint, and that its index is wrong.
extension SampleLedger {
    public func consistencyProof(from size: UInt64) throws -> ConsistencyProof {
        let tree = ledger.tree
        return ConsistencyProof(
            root: tree.root(size: size), hashes: size == 0 ? [] : tree.proveConsistency(from: size, to: tree.size),
            older: try ledger.checkpoint(size: size), newer: try ledger.checkpoint())
    }

    /// Over a change of the checkpoint key, from the second entry on.
    public static func bridge() throws -> Bridge {
        let publisher = try MemoryCase(seed: "sample bridge")
        let (ledger, next) = (publisher.ledger, FixedKeys.key("next checkpoint"))
        let older = try ledger.checkpoint()
        try ledger.grant(.checkpoint, to: next)
        try ledger.append(ledger.doubtDraft(.checkpoint, FixedKeys.checkpoint, since: 2), by: FixedKeys.ledger)
        publisher.checkpointKey = next
        let covers = try publisher.appendIndex().position
        return try Bridge(
            from: older, relying: [FixedKeys.operator.name, FixedKeys.checkpoint.name], in: publisher,
            history: ledger.history, tree: ledger.tree, covers: covers)
    }

    /// Of a ledger that keeps one of three references to a key out of its second index.
    public static func indexError() throws -> IndexErrorProof {
        let ledger = try MemoryLedger(seed: "wrong index")
        for label in ["a", "b"] { try ledger.grant(.reviewer, to: FixedKeys.key(label)) }
        try ledger.appendIndex()
        let left = try ledger.revoke(.reviewer, of: FixedKeys.key("a"))
        try ledger.appendIndex { $0 == FixedKeys.key("a").name && $1 == left.position }
        let found = try IndexErrorFinder.find(under: try ledger.checkpoint()) { take in
            for placed in ledger.entries { try take(placed.entry.leaf) }
        }
        guard let proof = found.proof else {
            throw Vector.Failure(description: "no error was found")
        }
        return proof
    }
}

extension GoldenVectors {
    mutating func addLedgerProofs() throws {
        let proof = try sample.consistencyProof(from: 6).encoded
        add("entries-6", .consistency, .accepted, "from 6 entries to all", proof)
        add("empty", .consistency, .accepted, "from an empty tree", try sample.consistencyProof(from: 0).encoded)
        let first = Base64.encode(sample.ledger.tree.root(size: 6).bytes)
        for (name, comment, old, new) in [
            ("version", "another version", "consistency-v1", "consistency-v2"),
            ("no-root", "no root", "root \(first)\n", ""),
            ("short-root", "a root of 30 bytes", "root \(first)", "root \(first.prefix(40))"),
            ("space", "a space after the root", "root \(first)", "root \(first) "),
            ("return", "a return", "root \(first)\n", "root \(first)\r\n"),
            ("empty-line", "an empty line more", "\n\n", "\n\n\n"),
            ("one-checkpoint", "no empty line between the checkpoints", "=\n\nexhibit", "=\nexhibit"),
        ] { add(name, .consistency, .refused, comment, Self.change(proof, old, new)) }
        let hashes = String(repeating: "\(first)\n", count: 70)
        add(
            "many-hashes", .consistency, .refused, "more hashes than a tree has levels",
            Self.change(proof, "root \(first)\n", "root \(first)\n" + hashes))

        let bridge = try SampleLedger.bridge().encoded
        add("rotation", .bridge, .accepted, "over a change of the checkpoint key", bridge)
        for (name, comment, old, new) in [
            ("version", "another version", "bridge-v1", "bridge-v2"),
            ("member", "a member that the format lacks", #","newer":"#, #","never":1,"newer":"#),
            ("no-older", "no older checkpoint", #""older":"#, #""elder":"#),
            ("no-lists", "no lists", #""lists":["#, #""list":["#),
            ("not-a-key", "a list of something else than a key", #""name":"ed25519:"#, #""name":"sha256:"#),
            ("position-twice", "a position twice", #""position":1,"#, #""position":0,"#),
            ("short-hash", "a hash of 30 bytes", #""consistency":["#, #""consistency":["AAAA","#),
            ("space", "white space", #","newer""#, #", "newer""#),
        ] { add(name, .bridge, .refused, comment, Self.change(bridge, old, new)) }

        let wrong = try SampleLedger.indexError()
        let bytes = wrong.encoded
        add("left-out", .indexError, .accepted, "a reference that the second index leaves out", bytes)
        let positions = wrong.entries.suffix(2).map(\.position)
        for (name, comment, old, new) in [
            ("version", "another version", "index-error-v1", "index-error-v2"),
            ("member", "a member that the format lacks", #""index":"#, #""inde":1,"index":"#),
            ("negative", "a negative position", #""index":\#(wrong.index)"#, #""index":-1"#),
            ("no-paths", "no paths", #""paths":["#, #""path":["#),
            (
                "position-twice", "a position twice", #""position":\#(positions[0])"#,
                #""position":\#(positions[1])"#
            ),
            ("commitment", "a name that is not indexed", #""name":"ed25519:"#, #""name":"commit:"#),
            ("space", "white space", #","paths""#, #", "paths""#),
        ] { add(name, .indexError, .refused, comment, Self.change(bytes, old, new)) }
    }
}
