import ExhibitCore
import ExhibitReport
import ExhibitVerification

/// A publisher's own report program that lies where a test tells it to, with the publisher's real keys.
///
/// What no test changes comes out as the honest program makes it: else a rejection would prove nothing about the lie.
public struct Forge {
    /// Whether a reference is kept out of the lists and of every index root that is signed.
    public var omits: (TypedName, UInt64) -> Bool = { _, _ in false }
    public var view: (inout ReportView) -> Void = { _ in }
    public var page: ([UInt8]) -> [UInt8] = { $0 }
    /// Of the `report` entry.
    public var body: (inout [String: JSON]) -> Void = { _ in }
    public var disclosures: (inout [Bundle.Disclosure]) -> Void = { _ in }
    public var artifacts: (inout [Bundle.Artifact]) -> Void = { _ in }
    /// What happens between the page's index entry and the report.
    public var between: () throws -> Void = {}
    /// Entries that the bundle carries besides those of its scope.
    public var extra: [UInt64] = []
    public var checkpointKey = FixedKeys.checkpoint

    /// Of the page. With a script it promises a standing, which the report then has.
    public var edition = Page.Edition.still
    /// False for page and bundle as earlier versions made them.
    public var asksWhoWasFirst = true
    /// Names whose lists the bundle does not have: as earlier versions made them, or a lie.
    public var lacks: Set<TypedName> = []

    public init() {}

    public func report(_ story: Story, of claim: PlacedEntry) throws -> [UInt8] {
        let publisher = story.publisher
        let ledger = publisher.ledger
        let genesis = ledger.entries[0]
        if edition.hasScript { try publisher.prepareStanding() }
        let first = try ledger.appendIndex(omitting: omits)
        let viewScope = ReportScope(
            claim: claim, roots: [genesis], lookup: lookup(publisher, limit: first.position), isOfPage: true,
            asksWhoWasFirst: asksWhoWasFirst)
        var disclosures = try Self.disclosures(publisher, viewScope)
        self.disclosures(&disclosures)
        var artifacts = try Self.artifacts(publisher, claim, viewScope)
        self.artifacts(&artifacts)
        var view = try ReportView(
            deriving: claim, scope: viewScope, covers: first.position,
            disclosed: Disclosures(disclosures: disclosures, artifacts: artifacts), salt: ledger.randomness.bytes(32),
            asksWhoWasFirst: asksWhoWasFirst,
            further: edition == .disclosing
                ? ReportView.AskedFurther(
                    disclosed: Bundle.digest(disclosures: disclosures, artifacts: artifacts), supersedes: nil) : nil)
        self.view(&view)
        let rendered = Page(view, edition)
        let page = page(rendered.bytes)
        try between()
        var body: [String: JSON] = [
            "claim": .string(claim.statement.name.description), "evidence": claim.statement.body["evidence"] ?? .null,
            "index": .string(first.statement.name.description),
            "page": .string(ReportFile.pageName(of: page).description),
            "template": .string(TypedName.open(rendered.templateBytes).description),
            "view": .string(TypedName.open(view.json.encoded).description),
        ]
        self.body(&body)
        let report = try ledger.append([Draft(.report, subjects: [claim.statement.name], body: body)])[0]
        if edition.hasScript {
            try ledger.append([
                Standing.draft(of: report.statement, from: Hour(milliseconds: ledger.now), isContested: false)
            ])
        }
        let last = try ledger.appendIndex(omitting: omits)
        let lookup = lookup(publisher, limit: last.position)
        let scope = ReportScope(
            claim: claim, roots: [genesis, report, last], lookup: lookup, asksWhoWasFirst: asksWhoWasFirst)
        let positions = Set(scope.entries.keys).union([0, last.position]).union(extra)
        let trie = ledger.index(covers: last.position, omitting: omits)
        let bundle = Bundle(
            checkpoint: try ledger.checkpoint(key: checkpointKey),
            entries: positions.map { position in
                Bundle.ProvenEntry(
                    position: position, leaf: ledger.entries[Int(position)].entry.leaf,
                    proof: ledger.tree.proveInclusion(of: position, size: ledger.tree.size))
            },
            lists: scope.names.compactMap { name in
                IndexLeaf.key(of: name).map { key in
                    Bundle.ReferenceList(
                        name: name, positions: (lookup.entries(referringTo: name) ?? []).map(\.position),
                        proof: trie.prove(key).encoded)
                }
            }, disclosures: disclosures, artifacts: artifacts, report: report.statement.id)
        return try ReportFile(page: page, bundle: bundle.encoded).encoded
    }

    private func lookup(_ publisher: MemoryCase, limit: UInt64) -> Lookup {
        Lookup(publisher: publisher, limit: limit, omits: omits, lacks: lacks)
    }

    private struct Lookup: EntryLookup {
        let publisher: MemoryCase
        let limit: UInt64
        let omits: (TypedName, UInt64) -> Bool
        let lacks: Set<TypedName>

        func entry(statement: ContentHash) -> PlacedEntry? { publisher.entry(statement: statement) }
        func entries(referringTo name: TypedName) -> [PlacedEntry]? {
            guard !lacks.contains(name) else { return nil }
            return publisher.entries(referringTo: name)?.filter { $0.position < limit && !omits(name, $0.position) }
        }
    }
}

/// What the honest program gives away.
extension Forge {
    private static let disclosed: Set<String> = [
        "sha256", "size", "dimensions", "geometry", "origin_basis", "reason", "marks", "question", "proposition",
        "alternative", "prior_reason", "corroboration_items", "contrary_items", "conditions",
    ]

    private static func disclosures(_ publisher: MemoryCase, _ scope: ReportScope) throws -> [Bundle.Disclosure] {
        try scope.entries.values.flatMap { entry in
            try publisher.values(of: entry.statement)
                .filter { disclosed.contains(String($0.path.dropFirst("body.".count))) }
                .map { Bundle.Disclosure(statement: entry.statement.id, slot: $0) }
        }
    }

    private static func artifacts(
        _ publisher: MemoryCase, _ claim: PlacedEntry, _ scope: ReportScope
    ) throws -> [Bundle.Artifact] {
        var salted = Set(claim.statement.names("named"))
        var given: Set<TypedName> = []
        if let opened = claim.statement.name("run").flatMap({ publisher.entry(statement: $0.hash) }) {
            salted.formUnion(opened.statement.artifacts("inputs").map(\.name))
        }
        for statement in scope.entries.values.map(\.statement) {
            if statement.name == claim.statement.name("evidence") {
                salted.formUnion(PictureEvidence.identities.compactMap { statement.name($0) })
            }
            if statement.isModel || statement.isClaim {
                given.formUnion(statement.references.filter { $0.kind == .open })
            }
            if statement.isKind(.measurement), let name = statement.name("scores") { given.insert(name) }
            if statement.isKind(.policy), let name = statement.name("policy") { given.insert(name) }
            if statement.isKind(.calibration) {
                given.formUnion(["scores", "findings"].compactMap { statement.name($0) })
            }
            guard statement.name("run") == claim.statement.name("run") else { continue }
            if statement.isKind(.runClosed), let name = statement.name("candidates") { given.insert(name) }
            if Operation.named(in: statement) == .reduce { given.formUnion(statement.artifacts("outputs").map(\.name)) }
        }
        return try salted.union(given).map { name in
            let bytes = given.contains(name) ? try? publisher.bytes(of: name) : nil
            return Bundle.Artifact(name: name, salt: try publisher.salt(of: name), bytes: bytes)
        }.filter { $0.name.kind == .sealed ? $0.salt != nil : $0.bytes != nil }
    }
}

/// Changes to a finished report that need no key.
extension Forge {
    public static func edit(_ report: [UInt8], _ change: (inout BundleParts) throws -> Void) throws -> [UInt8] {
        let file = try ReportFile(encoded: report)
        var parts = BundleParts(try Bundle(encoded: file.bundle))
        try change(&parts)
        return try ReportFile(page: file.page, bundle: parts.bundle.encoded).encoded
    }

    public struct BundleParts {
        public var checkpoint: SignedNote
        public var entries: [Bundle.ProvenEntry]
        public var lists: [Bundle.ReferenceList]
        public var disclosures: [Bundle.Disclosure]
        public var artifacts: [Bundle.Artifact]
        public var report: ContentHash

        init(_ bundle: Bundle) {
            checkpoint = bundle.checkpoint
            entries = bundle.entries
            lists = bundle.lists
            disclosures = bundle.disclosures
            artifacts = bundle.artifacts
            report = bundle.report
        }

        var bundle: Bundle {
            Bundle(
                checkpoint: checkpoint, entries: entries, lists: lists, disclosures: disclosures, artifacts: artifacts,
                report: report)
        }

        /// The statement of an entry, for tests that look for one.
        public func statement(at place: Int) throws -> Statement { try Entry(leaf: entries[place].leaf).statement }
    }
}

extension Draft {
    /// With other members of its body.
    public func with(_ members: [String: JSON]) -> Draft {
        Draft(kind, subjects: subjects, body: body.merging(members) { _, new in new }, slots: slots)
    }
}

extension Forge {
    /// The page with another script, and the policy that lets it run.
    public static func page(_ page: [UInt8], withScript script: String, policy: String? = nil) -> [UInt8] {
        let html = String(decoding: page, as: UTF8.self)
        guard let start = html.firstRange(of: #"<script id="exhibit-verifier">"#)?.upperBound,
            let end = html[start...].firstRange(of: "</script>")?.lowerBound
        else { return page }
        func hash(_ text: some StringProtocol) -> String {
            "'sha256-\(Base64.encode(ContentHash(of: Array(text.utf8)).bytes))'"
        }
        let head = html[..<start].replacing(hash(html[start..<end]), with: policy ?? hash(script))
        return Array((head + script + html[end...]).utf8)
    }
}
