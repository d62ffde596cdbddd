/// An entry with its place.
public struct PlacedEntry: Sendable {
    public let position: UInt64
    public let entry: Entry

    public init(position: UInt64, entry: Entry) {
        self.position = position
        self.entry = entry
    }

    public var statement: Statement { entry.statement }
}

/// What a pipeline needs of a ledger. The storage implements it; tests implement it in memory.
public protocol LedgerAppending: AnyObject {
    /// Signs the drafts, in order, and returns when they are durable and covered by a stored checkpoint.
    func append(_ drafts: [Draft]) throws -> [PlacedEntry]
}

/// What a pipeline needs of an artifact store.
public protocol ArtifactKeeping: AnyObject {
    /// Records a sealed name, durably before the next append, and returns the name to use: where `stable` is true and the
    /// same bytes are known already, theirs.
    ///
    /// - Parameter bytes: stored where given; else only the name and its salt are kept.
    func keep(_ sealing: Sealing, bytes: [UInt8]?, media: String, stable: Bool) throws -> TypedName
    /// Stores bytes that anybody may see.
    func keepOpen(_ bytes: [UInt8]) throws -> TypedName
    /// The bytes of an artifact, with their name checked again.
    func bytes(of name: TypedName) throws -> [UInt8]
}

/// What it takes to publish from a ledger: appending, proving, and the private values that a report may disclose.
public protocol LedgerPublishing: LedgerAppending, LedgerReading, ArtifactKeeping {
    var randomness: any Randomness { get }
    /// Signs the root of the reference index over all entries so far as an entry.
    func appendIndex() throws -> PlacedEntry
    /// Gives the role of standings to a key of its own, where this ledger has none that holds it.
    func prepareStanding() throws
    /// What the newest index entry, at position `covers`, proves about a key of the index.
    func proveReferences(of key: ContentHash, covers: UInt64) throws -> IndexProof
    /// The keys that sign checkpoints of this size.
    func checkpointKeys(atSize size: UInt64) -> [ContentHash]
    /// The stored checkpoint of exactly this size; nil where none was signed at it.
    func checkpoint(ofSize size: UInt64) throws -> SignedNote?
    /// The `anchor` entries that count, by position.
    func anchors() throws -> [PlacedEntry]
    /// The private values of a statement.
    func values(of statement: Statement) throws -> [SlotValue]
    /// The salt of a sealed name, which lets whoever has the bytes check that they are the ones.
    func salt(of name: TypedName) throws -> [UInt8]?
}
