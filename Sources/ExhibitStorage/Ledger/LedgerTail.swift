import ExhibitCore

extension LedgerFile {
    /// How far a writer has read the ledger: what the next append goes on from.
    package struct Tail: Sendable {
        package private(set) var frontier: TreeFrontier
        package private(set) var history: KeyHistory
        /// Position of the newest `index` entry.
        package private(set) var lastIndex: UInt64?
        /// Whether the checkpoint over all of it is known to be signed: checked, or made by this program.
        private(set) var isSigned = false
        /// Where appends ended, with the roots then: what machines remember as heads are such.
        private var commits: [(size: UInt64, root: ContentHash)] = []

        /// More than other programs append before one of them writes down which head it has seen.
        private static let longest = 4_096

        package init(frontier: TreeFrontier, history: KeyHistory, lastIndex: UInt64?) {
            self.frontier = frontier
            self.history = history
            self.lastIndex = lastIndex
        }

        mutating func take(_ entry: Entry) {
            history.apply(entry, at: frontier.size)
            if entry.statement.isKind(.index) { lastIndex = frontier.size }
            frontier.append(entry.id)
            isSigned = false
        }

        /// One append ends here.
        mutating func commit(isSigned: Bool = true) {
            self.isSigned = isSigned
            commits.append((frontier.size, frontier.root))
            if commits.count > 2 * Self.longest { commits.removeFirst(Self.longest) }
        }

        /// The root at a size that an append ended with; nil where none of those that are kept did.
        func root(atCommit size: UInt64) -> ContentHash? {
            size == frontier.size ? frontier.root : commits.last { $0.size == size }?.root
        }

        /// There is at least one index entry in 4,096 entries.
        var isIndexDue: Bool { frontier.size - (lastIndex.map { $0 + 1 } ?? 0) >= 4_096 }
    }

    /// An entry that is not what the ledger holds, with what to do.
    func unreadable(_ position: UInt64, _ error: Malformed) -> StorageError {
        StorageError(
            .damaged, path: path, reason: "entry \(position) cannot be read: \(error.reason)",
            remedy: "See everything that is damaged with: exhibit verify '\(path)'")
    }
}
