import ExhibitCore

/// A publisher in memory: a ledger with fixed keys, its artifacts and its private values.
///
/// Everything it signs and keeps passes through two hooks, so that a test can be a publisher who lies with real keys.
public final class MemoryCase: LedgerPublishing {
    public let ledger: MemoryLedger
    /// What is signed in place of what the pipeline wanted to sign.
    public var rewriting: (Draft) -> Draft = { $0 }
    /// What is kept in place of bytes of this media type.
    public var substituting: (_ bytes: [UInt8], _ media: String) -> [UInt8] = { bytes, _ in bytes }
    /// What checkpoints are signed with.
    public var checkpointKey = FixedKeys.checkpoint
    private var kept: [TypedName: (salt: [UInt8]?, bytes: [UInt8]?)] = [:]
    private var stable: [ContentHash: TypedName] = [:]

    public init(seed: String = "memory case") throws { ledger = try MemoryLedger(seed: seed) }

    public var trusted: ContentHash { ledger.id }
    public var randomness: any Randomness { ledger.randomness }

    public struct Missing: Error, CustomStringConvertible {
        public let description: String
    }

    public func append(_ drafts: [Draft]) throws -> [PlacedEntry] { try ledger.append(drafts.map { rewriting($0) }) }
    public func appendIndex() throws -> PlacedEntry { try ledger.appendIndex() }

    public func prepareStanding() throws {
        guard ledger.history.keys(of: .standing, at: ledger.tree.size).isEmpty else { return }
        try ledger.grant(.standing, to: FixedKeys.standing)
    }

    private var trie: (covers: UInt64, trie: IndexTrie)?

    public func proveReferences(of key: ContentHash, covers: UInt64) throws -> IndexProof {
        if trie?.covers != covers { trie = (covers, ledger.index(covers: covers)) }
        return trie!.trie.prove(key)
    }

    public func entry(at position: UInt64) throws -> PlacedEntry { ledger.entries[Int(position)] }

    public func entry(statement: ContentHash) -> PlacedEntry? { ledger.entries.first { $0.statement.id == statement } }

    public func entries(referringTo name: TypedName) -> [PlacedEntry]? {
        ledger.entries.filter { $0.statement.references.contains(name) }
    }

    public func proveInclusion(of position: UInt64, size: UInt64) -> [ContentHash] {
        ledger.tree.proveInclusion(of: position, size: size)
    }

    public func checkpointKeys(atSize size: UInt64) -> [ContentHash] { ledger.history.checkpointKeys(atSize: size) }
    public func checkpoint(ofSize size: UInt64) throws -> SignedNote? {
        try ledger.checkpoint(size: size, key: checkpointKey)
    }
    public func anchors() throws -> [PlacedEntry] { ledger.entries.filter { $0.statement.isKind(.anchor) } }
    public func values(of statement: Statement) throws -> [SlotValue] { ledger.values[statement.id] ?? [] }
}

extension MemoryCase {
    public func keep(_ sealing: Sealing, bytes: [UInt8]?, media: String, stable: Bool) throws -> TypedName {
        if stable, let name = self.stable[sealing.plain] {
            if let bytes { kept[name] = (kept[name]?.salt, bytes) }
            return name
        }
        guard let bytes else {
            kept[sealing.name] = (sealing.salt, nil)
            if stable { self.stable[sealing.plain] = sealing.name }
            return sealing.name
        }
        let substitute = substituting(bytes, media)
        let name = TypedName.sealed(substitute, salt: sealing.salt)
        kept[name] = (sealing.salt, substitute)
        if stable { self.stable[sealing.plain] = name }
        return name
    }

    public func keepOpen(_ bytes: [UInt8]) throws -> TypedName {
        kept[.open(bytes)] = (nil, bytes)
        return .open(bytes)
    }

    public func bytes(of name: TypedName) throws -> [UInt8] {
        guard let bytes = kept[name]?.bytes else { throw Missing(description: "no bytes of \(name)") }
        return bytes
    }

    public func salt(of name: TypedName) throws -> [UInt8]? { kept[name]?.salt }
}
