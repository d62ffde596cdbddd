/// Where a scope finds entries: a whole ledger, or the lists and entries of a bundle.
public protocol EntryLookup {
    func entry(statement: ContentHash) -> PlacedEntry?
    /// All entries below the scope's limit that refer to the name, by position; nil where this source has no list for it.
    func entries(referringTo name: TypedName) -> [PlacedEntry]?
}

/// Which reference lists a report must carry, and which entries those lists and their references make up.
///
/// The publisher's program gathers exactly this; a verifier computes it again from the bundle alone, so that a list that
/// was left out is noticed. The lists are those of the evidence, its identities and everything derived from its pixels,
/// of the runs on any of these, their claims and reports, and of every key that signed one of the entries. A claim on a
/// picture that steps made adds every picture that it descends from, as if each of them were the evidence.
public struct ReportScope: Sendable {
    /// The names whose lists are required.
    public private(set) var names: Set<TypedName> = []
    public private(set) var entries: [UInt64: PlacedEntry] = [:]
    /// Names for which the source had no list.
    public private(set) var missingLists: Set<TypedName> = []
    /// Statements that an entry refers to and that the source does not have.
    public private(set) var missingStatements: Set<ContentHash> = []
    /// The evidence's file, its identities, and the outputs of every step that read one of these.
    public private(set) var derived: Set<TypedName> = []

    private let subject: UInt64
    private var pending: [TypedName] = []
    /// What entries say of a picture or an identity, looked up once: a scope can hold thousands of claims on one.
    private var mentions: [TypedName: [PlacedEntry]] = [:]

    /// - Parameters:
    ///   - roots: entries that belong in any case: the claim, the ledger's entry 0, the report and index entries.
    ///   - claim: the claim that the report is about.
    ///   - keys: keys that it relies on besides those of its entries' authors: the one that signed its checkpoint.
    public init(claim: PlacedEntry, roots: [PlacedEntry], keys: [TypedName] = [], lookup: some EntryLookup) {
        subject = claim.position
        for key in keys { require(key) }
        for root in roots { add(root, lookup) }
        add(claim, lookup)
        require(claim.statement.name)
        if let evidence = claim.statement.name("evidence"), let entry = lookup.entry(statement: evidence.hash) {
            require(evidence)
            deriveAll(of: entry.statement)
        }
        while let name = pending.popLast() { follow(name, lookup) }
    }

    private mutating func require(_ name: TypedName) {
        if names.insert(name).inserted { pending.append(name) }
    }

    private mutating func derive(_ name: TypedName) {
        if derived.insert(name).inserted { require(name) }
    }

    private mutating func deriveAll(of evidence: Statement) {
        for member in ["artifact", "coefficients", "pixels"] {
            if let name = evidence.name(member) { derive(name) }
        }
    }

    /// Takes in what the picture of a claim was made from. Without it the lists of its parents could be left out, and with
    /// them the step that drew one.
    private mutating func trace(_ claim: PlacedEntry, _ lookup: some EntryLookup) {
        guard let opened = claim.statement.name("run").flatMap({ lookup.entry(statement: $0.hash) }),
            opened.statement.isRunOpened
        else { return }
        for input in opened.statement.artifacts("inputs") {
            var mentions = mentions
            self.mentions = [:]
            let lineage = PictureLineage(
                of: input.name, before: opened.position,
                mentions: { name in
                    if let known = mentions[name] { return known }
                    let found = PictureLineage.mentions(of: name, among: lookup.entries(referringTo: name))
                    mentions[name] = found
                    return found
                }, find: { lookup.entry(statement: $0) })
            self.mentions = mentions
            // That nobody made it must be shown, too; of another claim its own report shows it.
            if claim.position == subject {
                for name in lineage.asked { require(name) }
            }
            guard !lineage.runs.isEmpty else { continue }
            for name in lineage.pictures.union(lineage.identities) { derive(name) }
            for name in lineage.evidence {
                guard let evidence = lookup.entry(statement: name.hash), evidence.statement.isEvidence else { continue }
                require(name)
                deriveAll(of: evidence.statement)
            }
        }
    }

    private mutating func follow(_ name: TypedName, _ lookup: some EntryLookup) {
        guard let list = lookup.entries(referringTo: name) else {
            missingLists.insert(name)
            return
        }
        for entry in list {
            add(entry, lookup)
            let statement = entry.statement
            if statement.isKind(.step), statement.artifacts("inputs").contains(where: { derived.contains($0.name) }) {
                for output in statement.artifacts("outputs") { derive(output.name) }
            }
            switch statement.kind?.name {
            case Kind.runOpened.name, Kind.claim.name, Kind.report.name: require(statement.name)
            case Kind.step.name, Kind.runClosed.name: if let run = statement.name("run") { require(run) }
            default: break
            }
        }
    }

    /// Takes in an entry, the keys it relies on, and the statements it refers to.
    private mutating func add(_ entry: PlacedEntry, _ lookup: some EntryLookup) {
        guard entries.updateValue(entry, forKey: entry.position) == nil else { return }
        require(TypedName(.key, entry.statement.head.author))
        if entry.statement.isKind(.claim) { trace(entry, lookup) }
        if entry.statement.isKind(.ledger) {
            for member in ["ledger_key", "checkpoint_key"] {
                if let key = entry.statement.name(member) { require(key) }
            }
            // The only statement it can name is its predecessor's first one, which stands in another ledger.
            return
        }
        for name in entry.statement.references where name.kind == .statement {
            if let referred = lookup.entry(statement: name.hash) {
                add(referred, lookup)
            } else {
                missingStatements.insert(name.hash)
            }
        }
    }
}
