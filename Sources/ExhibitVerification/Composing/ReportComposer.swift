import ExhibitCore
import ExhibitReport
import ExhibitWeight

/// Makes a report in the order that its proofs need: index, view, page, report entry, index, checkpoint.
///
/// It stands beside the verifier because the two share what a report must hold and what its page may say.
public struct ReportComposer<Ledger: LedgerPublishing> {
    private let ledger: Ledger
    private let now: () -> Int64
    private let disclose: Set<String>
    private let withhold: Set<String>
    private let supersedes: TypedName?

    /// - Parameters:
    ///   - now: milliseconds since 1970.
    ///   - disclose: private values to give besides the default ones, by member of the body; or "gallery", the list of
    ///     the reference set.
    ///   - withhold: values not to give, or one of the words for pictures.
    ///   - supersedes: the report whose place the new one takes.
    public init(
        _ ledger: Ledger, now: @escaping () -> Int64, disclose: Set<String> = [], withhold: Set<String> = [],
        supersedes: TypedName? = nil
    ) {
        self.ledger = ledger
        self.now = now
        self.disclose = disclose
        self.withhold = withhold
        self.supersedes = supersedes
    }

    public struct Composed {
        public let file: ReportFile
        public let report: PlacedEntry
        /// The timestamps that it carries.
        public let anchors: [Anchor]
        /// What a reader is told who trusts the ledger: intact, perhaps incomplete where something is withheld.
        public let verdict: Verdict
        /// When its first standing ends.
        public let end: Hour
    }

    /// A report that would not verify, or another program that came between.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    public func compose(of claim: PlacedEntry) throws -> Composed {
        let genesis = try ledger.entry(at: 0)
        // Before the page's index: nothing of the report's lists may stand behind it but the report and its standing.
        try ledger.prepareStanding()
        let first = try ledger.appendIndex()
        let viewScope = ReportScope(
            claim: claim, roots: [genesis], lookup: LedgerBelow(limit: first.position, ledger: ledger), isOfPage: true)
        let anchors = Anchor.relevant(
            to: claim.position, among: try ledger.anchors().filter { $0.position < first.position && isWhole($0) })
        let disclosures = try disclosures(viewScope)
        // Whole before the view is made, which says what the bundle gives away.
        let artifacts = try artifacts(claim, viewScope) + parts(of: anchors)
        let salt = ledger.randomness.bytes(32)
        let view = try ReportView(
            deriving: claim, scope: viewScope, covers: first.position,
            disclosed: Disclosures(disclosures: disclosures, artifacts: artifacts), salt: salt,
            further: ReportView.AskedFurther(
                disclosed: Bundle.digest(disclosures: disclosures, artifacts: artifacts), supersedes: supersedes))
        let page = Page(view)
        _ = try ledger.keepOpen(page.templateBytes)
        let report = try ledger.append([entry(claim, first, page, view)])[0]
        let recorded = RecordedStanding(of: nil, claim: claim.statement, among: viewScope.entries.values)
        let standing = try ledger.append([
            Standing.draft(
                of: report.statement, from: Hour(milliseconds: now()), isContested: recorded.isContested)
        ])[0]
        let covers = standing.position + 1
        let last = try ledger.appendIndex()
        guard last.position == covers, let checkpoint = try ledger.checkpoint(ofSize: covers + 1) else {
            throw Failure(description: "another program wrote to this case meanwhile; run the command again")
        }
        // After a change of keys the signer is not one of entry 0: its list shows who gave it the role.
        let signer = checkpoint.signer(among: ledger.checkpointKeys(atSize: covers + 1), of: genesis.statement.id)
        let signers = try [signer].compactMap { $0 } + stampedSigners(anchors, genesis)
        let scope = ReportScope(
            claim: claim, roots: [genesis, report, last] + anchors, keys: signers,
            lookup: LedgerBelow(limit: last.position, ledger: ledger))
        let bundle = try Bundle(
            scope: scope, report: report.statement.id, checkpoint: checkpoint,
            size: covers + 1, ledger: ledger,
            prove: { key in try ledger.proveReferences(of: key, covers: covers) },
            disclosures: disclosures, artifacts: artifacts)
        let file = try ReportFile(page: page.bytes, bundle: bundle.encoded)
        // What does not verify here would verify nowhere: better no report than one that accuses its publisher.
        let verdict = ReportVerifier.verify(file.encoded, trust: TrustPolicy(ledgers: [genesis.statement.id]))
        guard verdict.mayBePublished else {
            throw Failure(
                description: "the report was not written, because it does not verify:\n"
                    + verdict.lines.joined(separator: "\n"))
        }
        let end = try Standing(standing.statement).end(wasContested: recorded.isContested)
        return Composed(
            file: file, report: report, anchors: anchors.compactMap { Anchor($0.statement) }, verdict: verdict, end: end
        )
    }

    /// A token that was lost proves nothing, and must not stop a report; the audit names it.
    private func isWhole(_ anchor: PlacedEntry) -> Bool {
        anchor.statement.references.allSatisfy { (try? ledger.bytes(of: $0)) != nil }
    }

    /// Notes that were stamped, and tokens. Two anchors may share a note.
    private func parts(of anchors: [PlacedEntry]) throws -> [Bundle.Artifact] {
        try Set(anchors.flatMap(\.statement.references)).map { name in
            Bundle.Artifact(name: name, salt: nil, bytes: try ledger.bytes(of: name))
        }
    }

    private func stampedSigners(_ anchors: [PlacedEntry], _ genesis: PlacedEntry) throws -> [TypedName] {
        try anchors.compactMap { Anchor($0.statement) }.compactMap { anchor in
            let note = try SignedNote(encoded: try ledger.bytes(of: anchor.note))
            return note.signer(among: ledger.checkpointKeys(atSize: anchor.size), of: genesis.statement.id)
        }
    }

    private func entry(_ claim: PlacedEntry, _ index: PlacedEntry, _ page: Page, _ view: ReportView) -> Draft {
        var body: [String: JSON] = [
            "claim": .string(claim.statement.name.description),
            "evidence": claim.statement.body["evidence"] ?? .null,
            "index": .string(index.statement.name.description),
            "page": .string(ReportFile.pageName(of: page.bytes).description),
            "template": .string(TypedName.open(page.templateBytes).description),
            "view": .string(TypedName.open(view.json.encoded).description),
        ]
        if let supersedes { body["supersedes"] = .string(supersedes.description) }
        return Draft(
            supersedes == nil ? .report : .reportSuperseding, subjects: [claim.statement.name], body: body,
            slots: ["made": .integer(now())])
    }

    private func disclosures(_ scope: ReportScope) throws -> [Bundle.Disclosure] {
        let given = disclosedByDefault.union(disclose).subtracting(withhold)
        // What an objection says, and how its author is reached, stands in their own file: it is for them to give.
        return try scope.entries.values.filter { !$0.statement.isKind(.challenge) }.flatMap { entry in
            try ledger.values(of: entry.statement).filter { value in
                let name = String(value.path.dropFirst("body.".count))
                let own = Self.word(for: name, of: entry.position)
                return given.contains(name) && !withhold.contains(own) || given.contains(own)
            }.map { Bundle.Disclosure(statement: entry.statement.id, slot: $0) }
        }
    }

    /// What one value of one entry is asked for by: "#2/source".
    public static func word(for name: String, of position: UInt64) -> String { "#\(position)/\(name)" }

    /// Salts of the evidence's names and of the named references; the candidate list; the reduced pictures; open files.
    private func artifacts(_ claim: PlacedEntry, _ scope: ReportScope) throws -> [Bundle.Artifact] {
        // With a salt whoever has a picture can see that it is this one: it goes where the picture would.
        var salted: Set<TypedName> = []
        if !isWithheld(PictureChoice.references, of: claim.statement) {
            salted.formUnion(claim.statement.names("named").filter { !isWithheld([$0]) })
        }
        let isEvidenceWithheld = isWithheld(PictureChoice.evidence, of: claim.statement)
        var given: Set<TypedName> = []
        let run = claim.statement.name("run")
        let isRefused = claim.statement.text("status") == Status.refused.rawValue
        // Of a person a refusal tells nothing, and it follows without the answers.
        let isSilent = claim.statement.text("about") == "person"
        if !isEvidenceWithheld, let opened = run.flatMap({ ledger.entry(statement: $0.hash) }) {
            // What was compared where that is not the evidence itself: whoever holds it can see that it is this one.
            salted.formUnion(opened.statement.artifacts("inputs").map(\.name).filter { !isWithheld([$0]) })
        }
        for statement in scope.entries.values.map(\.statement) {
            if statement.name == claim.statement.name("evidence"), !isEvidenceWithheld {
                let names = PictureEvidence.identities.compactMap { statement.name($0) }
                if !isWithheld(names) { salted.formUnion(names) }
            }
            if !isSilent, statement.isKind(.runClosed), statement.name("run") == run,
                let name = statement.name("candidates")
            {
                given.insert(name)
            }
            if statement.isKind(.step), statement.name("run") == run, !isWithheld(statement, of: claim.statement),
                Operation.named(in: statement) == .reduce,
                !isRefused || !statement.artifacts("inputs").contains(where: { $0.role == "reference" })
            {
                given.formUnion(statement.artifacts("outputs").map(\.name))
            }
            if statement.isRunOpened, statement.name == run, disclose.contains("gallery") {
                given.formUnion(manifests(statement.names("galleries"), scope))
            }
            // Without them nobody could tell whether a measured difference is the one that was seen. They name no answer.
            if statement.isKind(.measurement), let name = statement.name("scores") { given.insert(name) }
            // Every number of a weighed claim follows from these; they hold no picture and no hash.
            if !isSilent, statement.isKind(.calibration), statement.name == claim.statement.name("calibration") {
                given.formUnion(["scores", "findings"].compactMap { statement.name($0) })
            }
            if statement.isKind(.policy), let name = statement.name("policy") { given.insert(name) }
            if statement.isClaim { given.formUnion(statement.references.filter { $0.kind == .open }) }
            if statement.isModel { given.formUnion(ModelFiles.given(of: statement)) }
        }
        let names = try salted.union(given).filter { name in
            guard scope.entries.values.contains(where: { $0.statement.references.contains(name) }) else { return false }
            // What was lost, and not erased, stops the report.
            guard name.kind == .sealed, try ledger.salt(of: name) == nil else { return true }
            return Erasures(ledger.entries(referringTo: name) ?? []).entry(erasing: name) == nil
        }
        return try names.sorted().map { name in
            Bundle.Artifact(
                name: name, salt: name.kind == .sealed ? try ledger.salt(of: name) : nil,
                bytes: given.contains(name) ? try ledger.bytes(of: name) : nil)
        }
    }

    /// Whether the reduced copies that a step made stay with the publisher. A picture of whom the rules protect is given
    /// only where that is asked for by name.
    private func isWithheld(_ step: Statement, of claim: Statement) -> Bool {
        let isReference = step.artifacts("inputs").contains { $0.role == "reference" }
        return isWithheld(isReference ? PictureChoice.references : PictureChoice.evidence, of: claim)
            || isWithheld(step.artifacts("inputs").map(\.name))
    }

    private func isWithheld(_ kind: String, of claim: Statement) -> Bool {
        withhold.contains(PictureChoice.all) || withhold.contains(kind)
            || (claim.subjectClass == .protectedPerson && !disclose.contains(kind))
    }

    /// By the beginning of a name.
    private func isWithheld(_ names: [TypedName]) -> Bool {
        names.map(\.description).contains { name in withhold.contains { $0.hasPrefix("sealed:") && name.hasPrefix($0) }
        }
    }

    /// The lists of reference sets: file names, and the sealed name of each picture.
    private func manifests(_ galleries: [TypedName], _ scope: ReportScope) -> [TypedName] {
        scope.entries.values.filter { galleries.contains($0.statement.name) }.compactMap {
            $0.statement.name("manifest")
        }
    }
}

/// What a publisher can withhold of a report besides private values.
public enum PictureChoice {
    public static let all = "pictures"
    public static let evidence = "evidence-pictures"
    public static let references = "reference-pictures"
}

/// What shows or says who or what was identified, or what people wrote of it and who they are, as far as it can be withheld.
public enum NamingValues {
    public static let all: Set<String> = [
        PictureChoice.all, PictureChoice.evidence, PictureChoice.references, "gallery", "file_name", "source",
        "source_url", "question", "proposition", "alternative", "corroboration_items", "contrary_items", "prior_reason",
        "origin_basis", "note", "obtained_by", "exif", "reason", "reasons", "reviewer", "holder", "approver", "label",
        "pdq", "command", "sha256",
    ]

    /// Whether giving it would name somebody: a value everywhere, one of one entry ("#2/source"), or pictures.
    public static func contains(_ word: String) -> Bool {
        all.contains(word) || all.contains(String(word.split(separator: "/").last ?? ""))
    }
}

/// What a report discloses by default: enough to check files with `sha256sum`, and what the operator states to be read
/// with a claim.
private let disclosedByDefault: Set<String> = [
    "sha256", "size", "dimensions", "geometry", "origin_basis", "reason", "marks", "question", "proposition",
    "alternative", "prior_reason", "corroboration_items", "contrary_items", "conditions", "reasons",
]

/// Which files of a model a report carries: what people read of it, and what its answers are checked against. Weights can
/// be larger than any report; they are named, and a bag has them.
public enum ModelFiles {
    private static let largest = (labels: Int64(4 << 20), others: Int64(64 << 10))

    public static func given(of model: Statement) -> [TypedName] {
        let files = (model.body["files"]?.elements ?? []).filter { file in
            let size = file["size"]?.number ?? .max
            return size <= (file["path"]?.text == "labels.txt" ? largest.labels : largest.others)
        }
        return files.compactMap { $0["artifact"]?.text.flatMap { TypedName($0) } }
            + [model.name("manifest")].compactMap { $0 }
    }
}
