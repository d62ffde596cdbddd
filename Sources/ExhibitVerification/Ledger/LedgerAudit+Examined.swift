import ExhibitCore

extension LedgerAudit {
    /// The values that a database keeps beside a leaf; an export has none.
    public struct Stored: Sendable {
        public let entryID: [UInt8]
        public let statementID: [UInt8]
        public let chain: [UInt8]

        public init(entryID: [UInt8], statementID: [UInt8], chain: [UInt8]) {
            self.entryID = entryID
            self.statementID = statementID
            self.chain = chain
        }
    }

    /// What can be said of a row by itself: the costly part, which callers may do on all cores.
    public struct Examined: Sendable {
        let position: Int64
        let stored: Stored?
        let id: ContentHash
        let facts: Result<Facts, Malformed>

        /// - Parameter signature: false leaves it unchecked, and the verdict says so.
        public init(position: Int64, leaf: [UInt8], stored: Stored?, signature: Bool = true) {
            self.position = position
            self.stored = stored
            do {
                let entry = try Entry(leaf: leaf)
                id = entry.id
                facts = .success(Facts(entry, signature: signature))
            } catch {
                id = MerkleTree.leafHash(leaf)
                facts = .failure(error)
            }
        }

        /// What the audit needs of an entry.
        struct Facts: Sendable {
            let statement: Statement
            let statementID: ContentHash
            /// Nil where nobody looked.
            let isSigned: Bool?
            /// Of the names that it refers to.
            let indexKeys: [ContentHash]
            /// Statements that must stand before it. The kind `ledger` may name another ledger that it follows, and of
            /// a kind that is not known nobody knows which statements it means.
            let statementsNamed: [ContentHash]
            let opensRun: Bool
            /// The statement that opened the run which it closes.
            let closesRun: ContentHash?

            init(_ entry: Entry, signature: Bool) {
                statement = entry.statement
                statementID = statement.id
                isSigned = signature ? entry.isSigned : nil
                indexKeys = statement.references.compactMap { IndexLeaf.key(of: $0) }
                let isInterpreted = statement.kind != nil && !statement.isKind(.ledger)
                statementsNamed =
                    isInterpreted ? statement.references.filter { $0.kind == .statement }.map(\.hash) : []
                opensRun = statement.isRunOpened
                closesRun = statement.isKind(.runClosed) ? statement.name("run")?.hash : nil
            }
        }
    }

    /// What can be said of a checkpoint by itself, and with the keys that are known to sign them.
    public struct ExaminedCheckpoint: Sendable {
        let storedSize: Int64?
        let note: Result<SignedNote, Malformed>
        let claimed: Result<Checkpoint, Malformed>
        /// Of the keys, the one that signed it.
        let signer: VerifierKey?

        /// - Parameters:
        ///   - storedSize: the size that it is stored for; an export has none.
        ///   - keys: which are likely to have signed it, so that the audit need not look again.
        public init(_ bytes: [UInt8], storedSize: Int64?, keys: [VerifierKey]) {
            self.storedSize = storedSize
            let note = Result { () throws(Malformed) in try SignedNote(encoded: bytes) }
            self.note = note
            claimed = Result { () throws(Malformed) in try Checkpoint(text: try note.get().text) }
            signer = (try? note.get()).flatMap { note in keys.first { note.open(with: [$0]) != nil } }
        }
    }
}
