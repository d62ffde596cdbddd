/// The reference index over entries that pass by once, from the first one on, with its root wherever it is asked for:
/// only the pages that the entries since the last time touch are hashed again.
public struct RunningIndex: Sendable {
    private var pages: [IndexPages.Number: [UInt8]] = [:]
    private var pending: [ContentHash: [(position: UInt64, entry: ContentHash)]] = [:]
    private var root = ContentHash.zero
    private var keys: UInt64 = 0
    /// The number of entries taken in.
    public private(set) var size: UInt64 = 0

    public init() {}

    /// Takes in the next entry; entries must come in order, without gaps.
    public mutating func add(_ references: some Sequence<TypedName>, id: ContentHash) {
        for name in references {
            guard let key = IndexLeaf.key(of: name) else { continue }
            pending[key, default: []].append((size, id))
        }
        size += 1
    }

    /// An entry whose bytes could not be read keeps its place and refers to nothing.
    public mutating func addUnreadable() { size += 1 }

    /// Root and number of keys over everything taken in so far: what an `index` entry at position `size` signs.
    public mutating func settled() -> (root: ContentHash, keys: UInt64) {
        let updates = pending.map { IndexPages.Update(key: $0.key, references: $0.value) }.sorted { $0.key < $1.key }
        pending = [:]
        var pages = pages
        self.pages = [:]
        do {
            let (root, new) = try IndexPages.apply(updates, to: root) {
                pages[$0]
            } store: {
                pages[$0] = $1
            }
            self.root = root
            keys += UInt64(new)
        } catch {
            preconditionFailure("pages in memory are what was put there")
        }
        self.pages = pages
        return (root, keys)
    }
}
