extension ReportView {
    /// One entry of the ledger that this report shows.
    public struct Entry: Hashable, Sendable {
        public var position: Int
        public var kind: String
        /// 64 hex digits.
        public var statement: String
        /// The key itself, `ed25519:` and 64 hex digits.
        public var author: String
        public var role: String
        /// Hour, `YYYY-MM-DDThh:00:00Z`.
        public var hour: String
        public var refersToEvidence: Bool
        /// For example "void" or "not interpreted"; mostly empty.
        public var remark: String

        public init(
            position: Int, kind: String, statement: String, author: String, role: String, hour: String,
            refersToEvidence: Bool, remark: String
        ) {
            self.position = position
            self.kind = kind
            self.statement = statement
            self.author = author
            self.role = role
            self.hour = hour
            self.refersToEvidence = refersToEvidence
            self.remark = remark
        }
    }

    /// The lists that the ledger's index signs as complete.
    public struct Completeness: Hashable, Sendable {
        /// Position of the `index` entry that they hold up to.
        public var covers: Int
        public var lists: [List]

        public init(covers: Int, lists: [List]) {
            self.covers = covers
            self.lists = lists
        }
    }

    public struct List: Hashable, Sendable {
        /// For example "evidence file" or "operator key".
        public var subject: String
        /// Typed name in full.
        public var name: String
        /// How many entries refer to it.
        public var count: Int

        public init(subject: String, name: String, count: Int) {
            self.subject = subject
            self.name = name
            self.count = count
        }
    }

    /// A private field of an entry.
    public struct Slot: Hashable, Sendable {
        public var position: Int
        public var path: String
        public var value: Disclosed<String>

        public init(position: Int, path: String, value: Disclosed<String>) {
            self.position = position
            self.path = path
            self.value = value
        }
    }

    /// A recorded challenge.
    public struct Objection: Hashable, Sendable {
        public var position: Int
        /// 64 hex digits.
        public var statement: String
        /// Hour, `YYYY-MM-DDThh:00:00Z`.
        public var hour: String
        /// For example "C7 mistaken subject".
        public var ground: String
        /// For example "FILED".
        public var state: String
        /// Nil in a view of version 1, and of an entry that this version cannot read.
        public var details: Details?

        public init(
            position: Int, statement: String, hour: String, ground: String, state: String, details: Details? = nil
        ) {
            self.position = position
            self.statement = statement
            self.hour = hour
            self.ground = ground
            self.state = state
            self.details = details
        }
    }
}
