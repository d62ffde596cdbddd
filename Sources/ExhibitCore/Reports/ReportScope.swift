/// Where a scope finds entries: a whole ledger, or the lists and entries of a bundle.
public protocol EntryLookup {
    func entry(statement: ContentHash) -> PlacedEntry?
    /// All entries below the scope's limit that refer to the name, by position; nil where this source has no list for it.
    func entries(referringTo name: TypedName) -> [PlacedEntry]?
}

extension EntryLookup {
    /// Evidence that states the same identity of its file as this statement does, itself among them.
    ///
    /// - Parameter member: "coefficients" or "pixels".
    public func evidence(sharing member: String, with statement: Statement) -> [PlacedEntry] {
        guard let name = statement.name(member) else { return [] }
        return (entries(referringTo: name) ?? []).filter {
            $0.statement.isEvidence && $0.statement.name(member) == name
        }
    }
}

/// Which reference lists a report must carry, and which entries those lists and their references make up.
///
/// The publisher's program gathers exactly this; a verifier computes it again from the bundle alone, so that a list that
/// was left out is noticed. The lists are those of the evidence, its identities and everything derived from its pixels,
/// of the runs on any of these, their claims, reports and challenges, and of every key that signed one of the entries. A claim on a
/// picture that steps made adds every picture that it descends from, as if each of them were the evidence. So do the
/// lists that show who had its pixels first; reports of earlier versions lack some of them. A claim adds the
/// lists of policies and of calibrations; where it is not weighed, a refusal needs neither, and reports of earlier versions
/// lack both. A claim of version 6 adds those of all evidence of its picture.
public struct ReportScope: Sendable {
    /// The names whose lists are required.
    public private(set) var names: Set<TypedName> = []
    public private(set) var entries: [UInt64: PlacedEntry] = [:]
    /// Names for which the source had no list.
    public private(set) var missingLists: Set<TypedName> = []
    /// The same, of names that are asked only for who had the pixels of a picture first.
    public private(set) var missingOrigins: Set<TypedName> = []
    /// The same, of policies and calibrations that an unweighed claim must not leave out.
    public private(set) var missingMeasures: Set<TypedName> = []
    /// Statements that an entry refers to and that the source does not have.
    public private(set) var missingStatements: Set<ContentHash> = []
    /// The evidence's file, its identities, and the outputs of every step that read one of these.
    public private(set) var derived: Set<TypedName> = []

    private let subject: UInt64
    private let asksWhoWasFirst: Bool
    private let isOfPage: Bool
    /// Of ``names`` and of ``derived``: what nothing else asked for.
    private var ofOrigins: Set<TypedName> = []
    private var derivedOfOrigins: Set<TypedName> = []
    private var measuresOfUnweighed: Set<TypedName> = []
    private var pending: [TypedName] = []

    /// - Parameters:
    ///   - roots: entries that belong in any case: the claim, the ledger's entry 0, the report and index entries.
    ///   - claim: the claim that the report is about.
    ///   - keys: keys that it relies on besides those of its entries' authors: the one that signed its checkpoint.
    ///   - isOfPage: whether it is what the page shows. Of an unweighed claim that is nothing of policies and calibrations,
    ///     whose lists are in the bundle to show that there was none to weigh it by.
    ///   - asksWhoWasFirst: false for the scope of pages that earlier versions made.
    public init(
        claim: PlacedEntry, roots: [PlacedEntry], keys: [TypedName] = [], lookup: some EntryLookup,
        isOfPage: Bool = false, asksWhoWasFirst: Bool = true
    ) {
        subject = claim.position
        self.isOfPage = isOfPage
        self.asksWhoWasFirst = asksWhoWasFirst
        let lookup = KnownMentions(lookup)
        for key in keys { require(key) }
        for root in roots { add(root, lookup) }
        add(claim, lookup)
        require(claim.statement.name)
        if let evidence = claim.statement.name("evidence"), let entry = lookup.source.entry(statement: evidence.hash) {
            require(evidence)
            deriveAll(of: entry.statement)
        }
        requireTwins(claim, lookup)
        while let name = pending.popLast() { follow(name, lookup) }
    }

    /// What is required for its own sake is followed once more where it was asked for an origin's before.
    private mutating func require(_ name: TypedName, ofOrigin: Bool = false) {
        if ofOrigin {
            guard names.insert(name).inserted else { return }
            ofOrigins.insert(name)
        } else {
            guard names.insert(name).inserted || ofOrigins.remove(name) != nil else { return }
        }
        pending.append(name)
    }

    private mutating func derive(_ name: TypedName, ofOrigin: Bool = false) {
        if ofOrigin {
            if derived.insert(name).inserted { derivedOfOrigins.insert(name) }
        } else {
            derived.insert(name)
            derivedOfOrigins.remove(name)
        }
        require(name, ofOrigin: ofOrigin)
    }

    private mutating func deriveAll(of evidence: Statement, ofOrigin: Bool = false) {
        for member in PictureEvidence.identities {
            if let name = evidence.name(member) { derive(name, ofOrigin: ofOrigin) }
        }
    }

    /// Takes in what the picture of a claim was made from. Without it the lists of its parents could be left out, and with
    /// them the step that drew one.
    private mutating func trace(_ claim: PlacedEntry, _ lookup: KnownMentions<some EntryLookup>) {
        guard let opened = claim.statement.name("run").flatMap({ lookup.source.entry(statement: $0.hash) }),
            opened.statement.isRunOpened
        else { return }
        let ledger = PictureLedger(before: opened.position, mentions: lookup.mentions) {
            lookup.source.entry(statement: $0)
        }
        for input in opened.statement.artifacts("inputs") {
            let lineage = PictureLineage(of: input.name, in: ledger)
            if !lineage.runs.isEmpty { take(lineage, lookup) }
            guard asksWhoWasFirst else { continue }
            let holders = FirstHolders(beside: lineage, readBy: opened.statement.name, in: ledger)
            // That nobody had its pixels before must be shown, too; of another claim its own report shows it.
            guard claim.position == subject || !holders.lineages.isEmpty else { continue }
            for name in holders.asked { require(name, ofOrigin: true) }
            for lineage in holders.lineages { take(lineage, lookup, ofOrigin: true) }
        }
    }

    private mutating func take(
        _ lineage: PictureLineage, _ lookup: KnownMentions<some EntryLookup>, ofOrigin: Bool = false
    ) {
        for name in lineage.pictures { derive(name, ofOrigin: ofOrigin) }
        for name in lineage.evidence {
            guard let evidence = lookup.source.entry(statement: name.hash), evidence.statement.isEvidence else {
                continue
            }
            require(name, ofOrigin: ofOrigin)
            deriveAll(of: evidence.statement, ofOrigin: ofOrigin)
        }
    }

    private mutating func follow(_ name: TypedName, _ lookup: KnownMentions<some EntryLookup>) {
        let ofOrigin = ofOrigins.contains(name)
        guard let list = lookup.source.entries(referringTo: name) else {
            if ofOrigin {
                missingOrigins.insert(name)
                names.remove(name)
            } else if measuresOfUnweighed.contains(name) {
                missingMeasures.insert(name)
                names.remove(name)
            } else {
                missingLists.insert(name)
            }
            return
        }
        for entry in list {
            add(entry, lookup)
            let statement = entry.statement
            if statement.isKind(.step) {
                let read = statement.artifacts("inputs").map(\.name).filter(derived.contains)
                let isOrigin = ofOrigin || read.allSatisfy(derivedOfOrigins.contains)
                if !read.isEmpty {
                    for output in statement.artifacts("outputs") { derive(output.name, ofOrigin: isOrigin) }
                }
            }
            switch statement.kind?.name {
            case Kind.runOpened.name, Kind.claim.name, Kind.report.name: require(statement.name, ofOrigin: ofOrigin)
            // What became of it stands on its own list.
            case Kind.challenge.name: require(statement.name, ofOrigin: ofOrigin)
            case Kind.step.name, Kind.runClosed.name:
                if let run = statement.name("run") { require(run, ofOrigin: ofOrigin) }
            default: break
            }
        }
    }

    /// What a claim is weighed by stands on the lists of every file with its picture, under whatever name.
    private mutating func requireTwins(_ claim: PlacedEntry, _ lookup: KnownMentions<some EntryLookup>) {
        guard claim.statement.isClaimOfPicture,
            let opened = claim.statement.name("run").flatMap({ lookup.source.entry(statement: $0.hash) })
        else { return }
        for name in PictureEvidence(of: opened, before: .max, lookup: lookup.source).lists { require(name) }
    }

    /// The policies that were set, and the calibrations of what was asked: of both the newest counts.
    private mutating func requireMeasures(_ claim: PlacedEntry, _ lookup: KnownMentions<some EntryLookup>) {
        let opened = claim.statement.name("run").flatMap { lookup.source.entry(statement: $0.hash) }?.statement
        let topics = [PolicyTopic.name] + [opened.flatMap { CalibrationTopic.name(of: $0) }].compactMap { $0 }
        if !claim.statement.isWeighedClaim {
            // A refusal stays one, whatever was measured.
            guard !isOfPage, claim.statement.text("status") != "REFUSED" else { return }
            measuresOfUnweighed.formUnion(topics)
        }
        for topic in topics { require(topic) }
    }

    /// Takes in an entry, the keys it relies on, and the statements it refers to.
    private mutating func add(_ entry: PlacedEntry, _ lookup: KnownMentions<some EntryLookup>) {
        guard entries.updateValue(entry, forKey: entry.position) == nil else { return }
        require(TypedName(.key, entry.statement.head.author))
        if entry.statement.isClaim { trace(entry, lookup) }
        if entry.statement.isClaim, entry.position == subject { requireMeasures(entry, lookup) }
        if entry.statement.isKind(.ledger) {
            for member in ["ledger_key", "checkpoint_key"] {
                if let key = entry.statement.name(member) { require(key) }
            }
            // The only statement it can name is its predecessor's first one, which stands in another ledger.
            return
        }
        for name in entry.statement.references where name.kind == .statement {
            if let referred = lookup.source.entry(statement: name.hash) {
                add(referred, lookup)
            } else {
                missingStatements.insert(name.hash)
            }
        }
    }
}

/// What entries say of a picture or an identity, looked up once: a scope can hold thousands of claims on one.
private final class KnownMentions<Source: EntryLookup> {
    let source: Source
    private var known: [TypedName: [PlacedEntry]] = [:]

    init(_ source: Source) { self.source = source }

    func mentions(of name: TypedName) -> [PlacedEntry] {
        if let found = known[name] { return found }
        let found = PictureLedger.mentions(of: name, among: source.entries(referringTo: name))
        known[name] = found
        return found
    }
}
