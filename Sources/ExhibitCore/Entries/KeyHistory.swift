/// Which key held which role at which position, from the ledger's own `ledger` and `key` entries.
public struct KeyHistory: Sendable {
    private struct Grant {
        let role: Role
        let from: UInt64
        var until: UInt64?
        /// From this position on the key may have been in other hands.
        var since: UInt64?

        func covers(_ position: UInt64) -> Bool { from < position && position <= until ?? .max }
    }

    public let ledger: ContentHash
    public let ledgerStatement: Statement
    private var grants: [ContentHash: [Grant]] = [:]
    /// May replace the keys of the roles ledger and checkpoint, and nothing else.
    public let recoveryKey: ContentHash?

    /// From entry 0, whose signature must have been checked.
    public init(genesis: Statement) throws(Malformed) {
        guard genesis.isKind(.ledger), let ledgerKey = genesis.name("ledger_key")?.hash,
            let checkpointKey = genesis.name("checkpoint_key")?.hash
        else { throw Malformed("ledger", "entry 0 is not of the kind ledger") }
        guard genesis.head.author == ledgerKey else {
            throw Malformed("ledger", "entry 0 is not signed by the key that it names")
        }
        guard ledgerKey != checkpointKey else {
            throw Malformed("ledger", "its checkpoint key would sign entries too")
        }
        ledger = genesis.id
        ledgerStatement = genesis
        recoveryKey = genesis.name("recovery_key")?.hash
        grants[ledgerKey] = [Grant(role: .ledger, from: 0)]
        grants[checkpointKey, default: []].append(Grant(role: .checkpoint, from: 0))
    }

    /// A role holds from the position after its grant up to the position of its revocation.
    public func holds(_ key: ContentHash, _ role: Role, at position: UInt64) -> Bool {
        grants[key]?.contains { $0.role == role && $0.covers(position) } ?? false
    }

    /// Whether the key was given the role before the end of what this history knows.
    public func everHeld(_ key: ContentHash, _ role: Role) -> Bool {
        grants[key]?.contains { $0.role == role } ?? false
    }

    /// The position from which on the key may have been in other hands, as a revocation says; nil where it held the role
    /// at `position` and nobody doubts that it was its owner who signed.
    public func doubt(about key: ContentHash, _ role: Role, at position: UInt64) -> UInt64? {
        grants[key]?.filter { $0.role == role && $0.covers(position) }.compactMap(\.since).first { $0 <= position }
    }

    /// Keys that may have been in other hands before they were revoked, and the entries between.
    public var doubts: [(key: ContentHash, role: Role, since: UInt64, until: UInt64)] {
        grants.sorted { $0.key < $1.key }.flatMap { key, grants in
            grants.compactMap { grant in
                guard let since = grant.since, let until = grant.until, since <= until else { return nil }
                return (key, grant.role, max(since, grant.from), until)
            }
        }
    }

    /// Why the entry counts for nothing; nil where its author held the role that its kind asks for.
    public func reasonVoid(_ statement: Statement, at position: UInt64) -> String? {
        if position == 0 { return statement.id == ledger ? nil : "another ledger's entry 0" }
        guard statement.head.ledger == ledger else { return "written for another ledger" }
        let author = statement.head.author
        guard !holds(author, .checkpoint, at: position) else { return "its author's key signs only checkpoints" }
        guard let kind = statement.kind, let role = kind.role else { return nil }
        if kind.name == Kind.key.name {
            return reasonVoidKey(statement, at: position)
        }
        return holds(author, role, at: position)
            ? nil : "its author \(author.hex.prefix(16)) does not hold the role \(role.rawValue)"
    }

    private func reasonVoidKey(_ statement: Statement, at position: UInt64) -> String? {
        let author = statement.head.author
        guard let role = Role(rawValue: statement.text("role")), let key = statement.name("key")?.hash else {
            return "an incomplete key entry"
        }
        let replaces = author == recoveryKey && [.ledger, .checkpoint].contains(role)
        guard holds(author, .ledger, at: position) || replaces else {
            return "its author \(author.hex.prefix(16)) may not grant roles"
        }
        guard statement.text("action") == "grant" else {
            let since = statement.body["since"]?.number ?? 0
            return since <= position ? nil : "it says since when a key is doubted, and names a later entry than itself"
        }
        guard let acceptance = statement.body["acceptance"]?.text.flatMap({ Base64.decode($0) }),
            Ed25519.isValid(acceptance, for: KeyAcceptance.message(ledger: ledger, key: key), key: key)
        else { return "the new key did not accept the role" }
        return nil
    }

    /// Takes note of an entry. A `key` entry whose signature does not hold counts for nothing, here as for verifiers.
    public mutating func apply(_ entry: Entry, at position: UInt64) {
        guard entry.statement.isKeyEvent, entry.isSigned else { return }
        apply(entry.statement, at: position)
    }

    /// Takes note of a `key` entry, whose signature must have been checked; void ones change nothing. Entries must come in
    /// order of position.
    public mutating func apply(_ statement: Statement, at position: UInt64) {
        guard statement.isKeyEvent, reasonVoid(statement, at: position) == nil,
            let key = statement.name("key")?.hash, let role = Role(rawValue: statement.text("role"))
        else { return }
        if statement.text("action") == "grant" {
            grants[key, default: []].append(Grant(role: role, from: position))
        } else {
            let since = statement.body["since"]?.number.map { UInt64($0) }
            for index in grants[key, default: []].indices where grants[key]![index].role == role {
                var grant = grants[key]![index]
                grant.until = grant.until ?? position
                // That a key was stolen may be found out long after it was replaced, and more than once.
                grant.since = [grant.since, since].compactMap { $0 }.min()
                grants[key]![index] = grant
            }
        }
    }

    /// The keys that hold a role at a position.
    public func keys(of role: Role, at position: UInt64) -> [ContentHash] {
        grants.keys.filter { holds($0, role, at: position) }.sorted()
    }

    /// The keys that were ever given a role.
    public func keysEver(of role: Role) -> [ContentHash] { grants.keys.filter { everHeld($0, role) }.sorted() }

    /// The keys that sign checkpoints at a size: those whose role holds once the last entry that it covers is in force.
    public func checkpointKeys(atSize size: UInt64) -> [ContentHash] {
        keys(of: .checkpoint, at: max(size, 1))
    }
}
