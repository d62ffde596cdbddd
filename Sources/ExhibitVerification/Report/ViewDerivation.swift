import ExhibitCore
import ExhibitReport
import ExhibitWeight

/// The view that follows from a chain: the publisher's program makes the page from it, and a verifier derives it again.
///
/// Nothing in the view is typed in by anybody: every word is a recorded value, a disclosed one, or a fixed sentence.
extension ReportView {
    /// - Parameters:
    ///   - scope: cut to the entries below `covers`, the position of the index entry that the report names.
    ///   - salt: 32 random bytes; page and view digests are public, and this keeps them from confirming guesses.
    ///   - asksWhoWasFirst: false for a page as earlier versions made it, which says nothing of who had its pixels first.
    ///   - further: nil for a view of version 1.
    /// - Throws: `WeighingGround.Problem` where what a weighed claim rests on is withheld; else `Malformed`.
    public init(
        deriving claim: PlacedEntry, scope: ReportScope, covers: UInt64, disclosed: Disclosures, salt: [UInt8],
        asksWhoWasFirst: Bool = true, further: AskedFurther? = nil
    ) throws {
        let derivation = try ViewDerivation(
            claim: claim, scope: scope, covers: covers, disclosed: disclosed, asksWhoWasFirst: asksWhoWasFirst,
            isSecond: further != nil)
        self.init(
            header: derivation.header(salt: salt),
            claim: derivation.claimView,
            evidence: derivation.picture(of: derivation.picture, role: "evidence"),
            references: derivation.references,
            candidates: derivation.candidateRows,
            scores: derivation.scoreRows,
            model: derivation.modelView,
            gallery: derivation.galleryView,
            runs: derivation.runs,
            steps: derivation.steps,
            entries: derivation.entries,
            completeness: derivation.completeness,
            slots: derivation.slots,
            objections: derivation.objections,
            making: derivation.making,
            marked: derivation.marked,
            notes: derivation.notes)
        comparedSet = derivation.comparedSet
        weight = derivation.weightView
        self.further = further.map { derivation.furtherView($0) }
    }

    /// What a view of version 2 says that no entry below its index does.
    public struct AskedFurther: Sendable {
        /// Of all that the bundle discloses, ``Bundle/disclosedDigest``.
        let disclosed: ContentHash
        /// The report whose place it takes.
        let supersedes: TypedName?

        public init(disclosed: ContentHash, supersedes: TypedName?) {
            self.disclosed = disclosed
            self.supersedes = supersedes
        }
    }
}

/// The parts of a chain that a view is made from, found once.
struct ViewDerivation {
    let claim: PlacedEntry
    let scope: ReportScope
    let covers: UInt64
    let disclosed: Disclosures
    let evidence: Statement
    let genesis: Statement
    let run: RunRecord
    let model: Statement?
    let gallery: Statement?
    let computed: any ComputedClaim
    /// Of a claim that was weighed.
    let weighed: WeighedClaim?
    /// Of copy detection; nil for another model.
    let candidates: CandidateList?
    /// Of another model.
    let scores: ScoreList?
    let byStatement: [ContentHash: PlacedEntry]
    let lookup: EntryIndex
    /// Of the picture that the run was opened for.
    let history: PictureHistory?
    let erasures: Erasures
    /// Whether a view of version 2 is derived.
    let isSecond: Bool
    let blindness: WeighingGround.Blindness

    init(
        claim: PlacedEntry, scope: ReportScope, covers: UInt64, disclosed: Disclosures, asksWhoWasFirst: Bool = true,
        isSecond: Bool = false
    ) throws {
        self.isSecond = isSecond
        self.claim = claim
        self.scope = scope
        self.covers = covers
        self.disclosed = disclosed
        var byStatement: [ContentHash: PlacedEntry] = [:]
        for entry in scope.entries.values { byStatement[entry.statement.id] = entry }
        self.byStatement = byStatement
        lookup = EntryIndex(scope.entries.values)
        erasures = Erasures(scope.entries.values.filter { $0.position < covers })
        func find(_ statement: Statement, _ member: String) -> PlacedEntry? {
            statement.name(member).flatMap { byStatement[$0.hash] }
        }
        guard let evidence = find(claim.statement, "evidence")?.statement, let opened = find(claim.statement, "run"),
            let closed = find(claim.statement, "closed")?.statement, let genesis = scope.entries[0]?.statement
        else { throw Malformed("view", "the claim's evidence, run or ledger is missing") }
        self.evidence = evidence
        self.genesis = genesis
        run = RunRecord(opened: opened, scope: scope)
        blindness = WeighingGround.Blindness(
            of: opened, before: claim.position, ClaimRules(of: claim.statement), lookup)
        let history = PictureHistory(of: opened, lookup: lookup)
        self.history = asksWhoWasFirst ? history : history?.withoutEarlier ?? history
        model = run.model?.statement
        gallery = opened.statement.names("galleries").first.flatMap { byStatement[$0.hash]?.statement }
        let list = closed.name("candidates").flatMap { disclosed.bytes[$0] }
        let steps = run.steps.map(\.statement)
        if let model, model.isKind(.modelWithRunner) {
            scores = try list.map { (list) throws(Malformed) in try ScoreList(encoded: list) }
            candidates = nil
            computed = ModelClaim(
                evidence: evidence, opened: opened.statement, steps: steps, closed: closed, model: model,
                scores: scores,
                history: self.history)
        } else {
            candidates = try list.map { (list) throws(Malformed) in try CandidateList(encoded: list) }
            scores = nil
            computed = CopyClaim(
                evidence: evidence, opened: opened.statement, steps: steps, closed: closed,
                candidates: candidates ?? .unseen(of: claim.statement, opened: opened.statement, closed: closed),
                history: self.history)
        }
        weighed =
            try claim.statement.isWeighedClaim && !(claim.statement.isClaimOfPicture && computed.isOfPerson)
            ? Self.weighed(claim, computed, evidence: evidence, run, list, lookup, disclosed) : nil
    }

    private static func weighed(
        _ claim: PlacedEntry, _ base: any ComputedClaim, evidence: Statement, _ run: RunRecord, _ list: [UInt8]?,
        _ lookup: EntryIndex, _ disclosed: Disclosures
    ) throws -> WeighedClaim {
        let ground = try WeighingGround(
            of: run.opened, claim: claim.position, rules: ClaimRules(of: claim.statement), lookup: lookup
        ) { disclosed.bytes[$0] }
        if let step = AskedPicture.step(among: run.steps.map(\.statement)), base is ModelClaim,
            disclosed.slot("geometry", of: step) == nil
        {
            throw WeighingGround.Problem(
                entry: run.opened, missing: step.name, reason: "the size of the picture is withheld")
        }
        func weighed(_ stated: ClaimQuestion.Stated?, usesDigits: Bool) throws -> WeighedClaim {
            try WeighedClaim(
                again: base, claim.statement, evidence: evidence, run, list, ground, disclosed, stated: stated,
                usesDigits: usesDigits)
        }
        // Numbers that do not follow are for the check of the claim to name; a page never shows them.
        return try (try? weighed(nil, usesDigits: true)) ?? (try? weighed(nil, usesDigits: false))
            ?? weighed(ClaimQuestion().stated.about(atLeast: ground.statedBefore), usesDigits: false)
    }

    var isOfModels: Bool { model?.isKind(.modelWithRunner) == true }

    func header(salt: [UInt8]) -> ReportView.Header {
        ReportView.Header(
            salt: Hex.encode(salt), language: .english, program: run.programText, ledgerID: genesis.id.hex,
            publisher: said(genesis.text("publisher")), contact: said(genesis.text("contact")),
            recorded: claim.statement.head.time.description, claimPosition: Int(claim.position),
            claimStatement: claim.statement.id.hex)
    }

    var claimView: ReportView.Claim {
        let statement = claim.statement
        let reasons = (statement.body["reasons"]?.elements ?? []).compactMap(\.text)
        let taint = ReportView.TaintClass(rawValue: statement.text("taint")) ?? .authored
        let status = ReportView.Status(rawValue: statement.text("status")) ?? .refused
        var view = ReportView.Claim(
            status: status,
            question: .given(question),
            subject: ReportView.SubjectKind(rawValue: statement.text("about")) ?? .person,
            claimed: isOfModels
                ? Self.claimedOfModel(status, named: statement.names("named").count)
                : Self.claimed(status: status, named: statement.names("named").count),
            ceiling: ReportView.Status(rawValue: statement.text("ceiling")) ?? .refused,
            ceilingReason: Self.ceilingReason(reasons),
            errorRate: .notMeasured,
            facts: factSentences,
            origin: evidence.text("origin") == "stated"
                ? .stated(value("origin_basis", of: evidence)) : .unknown,
            taint: ReportView.Taint(
                comparison: taint, nomination: taint,
                informationLost: lostBefore
                    + (isOfModels
                        ? "Whatever the model does not look at; that is not known here."
                        : "Colour, and all detail finer than a grid of 64 by 64 cells.")),
            reasons: reasons.map {
                ReportView.Reason(
                    code: $0, text: Reason(rawValue: $0)?.sentence ?? "A rule that this version does not know.")
            },
            policy: ReportView.Policy(
                name: isOfModels ? "exhibit-policy-models-v1" : "exhibit-policy-v1",
                digest: statement.name("policy")?.hash.hex ?? ""),
            propositions: [], corroboration: [], contraryEvidence: [])
        if let weighed {
            weigh(&view, weighed)
        } else if isSecond, claim.statement.isWeighedClaim {
            state(&view)
        }
        if claim.statement.isClaimOfPicture, computed.isOfPerson { view.errorRate = .bounded(Reason.person.sentence) }
        return view
    }

    /// Where nobody stated one.
    var question: String {
        if !isOfModels { return "Which pictures of the reference set does this picture come from?" }
        return comparedSet == nil
            ? "What does the model answer to this picture?"
            : "Which pictures of the reference set does the model find most like this picture?"
    }

    /// What the steps that made the picture left out.
    private var lostBefore: String {
        let earlier = isRaised ? history?.earlier.flatMap(\.operations) ?? [] : []
        var seen: Set<ExhibitCore.Operation> = [.decodeJPEG, .runModel, .reduce]
        let operations = ((history?.operations ?? []) + earlier).filter { seen.insert($0).inserted }
        if operations.isEmpty { return "" }
        return "What these operations left out: \(operations.map(\.rawValue).joined(separator: ", ")). "
    }

    private static func claimed(status: ReportView.Status, named: Int) -> String {
        switch (status, named) {
        case (.lead, 1): "This picture may come from the reference picture shown."
        case (.lead, _): "This picture may come from one of the reference pictures shown."
        case (.inconclusive, _): "No picture of the reference set was close enough to name."
        default: "Nothing is claimed."
        }
    }

    private static func claimedOfModel(_ status: ReportView.Status, named: Int) -> String {
        switch (status, named) {
        case (.lead, 1...):
            "The model gives the named reference pictures a score that its own statement asks for."
        case (.lead, _): "The first answer below reached the score that the model's own statement asks for."
        case (.inconclusive, _): "No answer of the model counts."
        default: "Nothing is claimed."
        }
    }

    private static func ceilingReason(_ reasons: [String]) -> String {
        let limits = reasons.compactMap { Reason(rawValue: $0) }.first { $0.effect == .refuses || $0.effect == .limits }
        return limits?.sentence ?? ""
    }

    private var factSentences: [String] {
        computed.facts.map { fact in
            let rank = rank(of: fact.artifact)
            let reference = rank.map { "reference \($0)" } ?? "a reference picture"
            let subject = isDerived ? "The picture that was made from the evidence" : "The evidence"
            return switch fact.relation {
            case .sameFile: "\(subject) and \(reference) are the same file, byte for byte."
            case .sameCoefficients: "\(subject) and \(reference) hold the same JPEG data, without regard to metadata."
            case .samePixels: "\(subject) and \(reference) decode to the same pixels."
            }
        }
    }

    func slot(_ member: String, of statement: Statement) -> JSON? { disclosed.slot(member, of: statement) }

    /// What is gone is not withheld: nobody can show it any more.
    func value(_ member: String, of statement: Statement) -> ReportView.Disclosed<String> {
        guard slot(member, of: statement) == nil, let gone = erasures.entry(erasing: member, of: statement.id) else {
            return text(slot(member, of: statement))
        }
        return .given(Erasures.words(gone))
    }

    /// A slot that was disclosed as null has no value: that is not the same as withheld.
    func text(_ value: JSON?) -> ReportView.Disclosed<String> {
        guard let value else { return .withheld }
        return .given(isSecond ? texts(value) : Self.text(value))
    }

    static func text(_ value: JSON) -> String {
        switch value {
        case .string(let text): text
        case .null: "none recorded"
        default: String(decoding: value.encoded, as: UTF8.self)
        }
    }
}

extension RunRecord {
    var programText: String {
        let program = opened.statement.body["program"]
        return "\(program?["name"]?.text ?? "") \(program?["version"]?.text ?? "")"
    }
}
