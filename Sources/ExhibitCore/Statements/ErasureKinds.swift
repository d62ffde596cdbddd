/// The kind by which a ledger says that it destroyed what it names.
extension Kind {
    /// What was named so far exists no longer here: bytes, salts and keys of sealed names, and values and salts of slots. Their
    /// names and commitments stay where they are, so every proof goes on to hold. Whoever has a copy from before has it still.
    public static let erasure = Kind(
        name: "erasure", version: 1, role: .ledger,
        body: [
            "artifacts": .list(.name([.sealed]), 0...Erasure.most),
            "slots": .list(.record(["statement": .name([.statement]), "path": .text(128)]), 0...Erasure.most),
            /// Statements that rest on it: on their lists the entry stands too.
            "affected": .list(.name([.statement]), 0...Erasure.most),
            "reason": .word(Erasure.Reason.allCases.map(\.rawValue)),
            /// Who decided it, in their own words.
            "approver": .slot(.text(512)),
            "recorded": .slot(.count),
        ])
}

/// What one `erasure` entry says is gone.
public struct Erasure: Sendable, Hashable {
    /// Why: a closed list, because free words about an erasure tend to say what was erased.
    public enum Reason: String, Sendable, CaseIterable {
        case dataSubjectRequest = "data-subject-request"
        case courtOrder = "court-order"
        case rightsOfOthers = "rights-of-others"
        case retention
        case mistake
    }

    /// A private value: member names below the predicate joined by ".", as in its commitment.
    public struct Slot: Sendable, Hashable, Comparable {
        public let statement: ContentHash
        public let path: String

        public init(statement: ContentHash, path: String) {
            self.statement = statement
            self.path = path
        }

        public static func < (first: Slot, second: Slot) -> Bool {
            guard first.statement == second.statement else { return first.statement < second.statement }
            return first.path.utf8.lexicographicallyPrecedes(second.path.utf8)
        }

        /// Whether the path is that of a slot of some kind.
        var isOfBody: Bool { path.hasPrefix("body.") && Self.known.contains(member) }
        private static let known = Set(Kind.all.flatMap(\.slots.keys))

        /// "file_name" of "body.file_name".
        public var member: String { path.hasPrefix("body.") ? String(path.dropFirst("body.".count)) : path }
    }

    /// Of each list in one entry: both, with their subjects, leave room in a payload.
    public static let most = 64

    public let artifacts: [TypedName]
    public let slots: [Slot]
    /// Runs and claims that rest on it: the newest where there are more than fit.
    public let affected: [TypedName]
    public let reason: Reason

    /// Puts each into its order, once.
    public init(artifacts: [TypedName], slots: [Slot], affected: [TypedName] = [], reason: Reason) {
        self.artifacts = Set(artifacts).sorted()
        self.slots = Set(slots).sorted()
        self.affected = Set(affected.suffix(Self.most)).sorted()
        self.reason = reason
    }

    /// Nil for a statement of another kind, and for one that says the same in another order or names what is no slot:
    /// one act has one spelling, and no free words.
    public init?(_ statement: Statement) {
        guard statement.isKind(.erasure), let reason = Reason(rawValue: statement.text("reason")) else { return nil }
        artifacts = statement.names("artifacts")
        affected = statement.names("affected")
        slots = (statement.body["slots"]?.elements ?? []).compactMap { slot in
            guard let name = slot["statement"]?.text.flatMap({ TypedName($0) }), let path = slot["path"]?.text else {
                return nil
            }
            return Slot(statement: name.hash, path: path)
        }
        self.reason = reason
        let ordered = Erasure(artifacts: artifacts, slots: slots, affected: affected, reason: reason)
        guard ordered == self, slots.allSatisfy(\.isOfBody) else { return nil }
    }

    /// - Parameter recorded: milliseconds since 1970.
    public func draft(approver: String?, recorded: Int64) -> Draft {
        Draft(
            .erasure, subjects: artifacts + slots.map { TypedName(.statement, $0.statement) },
            body: [
                "artifacts": .array(artifacts.map { .string($0.description) }),
                "slots": .array(
                    slots.map {
                        [
                            "statement": .string(TypedName(.statement, $0.statement).description),
                            "path": .string($0.path),
                        ]
                    }), "affected": .array(affected.map { .string($0.description) }),
                "reason": .string(reason.rawValue),
            ],
            slots: ["approver": approver.map { .string($0) } ?? .null, "recorded": .integer(recorded)])
    }

    /// In as many entries as it takes.
    public var parts: [Erasure] {
        let count = max(artifacts.count, slots.count, 1)
        return stride(from: 0, to: count, by: Self.most).map { start in
            Erasure(
                artifacts: Array(artifacts.dropFirst(start).prefix(Self.most)),
                slots: Array(slots.dropFirst(start).prefix(Self.most)), affected: affected, reason: reason)
        }
    }
}

/// What several entries say is gone, each thing with the first entry that says so.
public struct Erasures: Sendable {
    private var artifacts: [TypedName: PlacedEntry] = [:]
    private var slots: [Erasure.Slot: PlacedEntry] = [:]
    public private(set) var entries: [PlacedEntry] = []

    /// - Parameter entries: of any kind; those of others are passed over. That they are signed, and their author held the
    ///   role, must have been checked.
    public init(_ entries: some Sequence<PlacedEntry>) {
        for entry in entries.sorted(by: { $0.position < $1.position }) { add(entry) }
    }

    public mutating func add(_ entry: PlacedEntry) {
        guard let erasure = Erasure(entry.statement) else { return }
        entries.append(entry)
        for name in erasure.artifacts where artifacts[name] == nil { artifacts[name] = entry }
        for slot in erasure.slots where slots[slot] == nil { slots[slot] = entry }
    }

    public var isEmpty: Bool { entries.isEmpty }

    public func entry(erasing name: TypedName) -> PlacedEntry? { artifacts[name] }

    /// - Parameter member: of the statement's body.
    public func entry(erasing member: String, of statement: ContentHash) -> PlacedEntry? {
        slots[.init(statement: statement, path: "body.\(member)")]
    }

    /// "ERASED by entry 12 (court-order)", in place of what is gone.
    public static func words(_ entry: PlacedEntry) -> String {
        "ERASED by entry \(entry.position) (\(entry.statement.text("reason")))"
    }
}
