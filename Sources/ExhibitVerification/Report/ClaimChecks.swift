import ExhibitCore
import ExhibitWeight

/// Whether the claim says what its run supports, and no more; and so every other claim that the page shows.
extension ReportVerifier {
    mutating func checkClaim(_ subject: Subject, disclosed: Disclosures) {
        var check = Verdict.Check(
            "claim", "status word, ceiling, reasons and candidates follow from the run by the policy")
        defer { verdict.add(check) }
        let claim = subject.claim
        verdict.summary.append(("status", claim.statement.text("status")))
        let judge = ClaimJudge(
            claim: claim, scope: subject.scope, entries: subject.entries, disclosed: disclosed,
            lookup: EntryIndex(subject.scope.entries.values))
        check.findings = judge.findings(whole: true)
        check.detail = "\(claim.statement.text("status")), \(judge.steps) steps"
        verdict.notChecked += judge.notChecked
    }

    mutating func checkOtherClaims(_ subject: Subject, disclosed: Disclosures) {
        var check = Verdict.Check("other claims", "no other claim on this evidence says more than a run can support")
        defer { verdict.add(check) }
        let ordered = subject.scope.entries.values.sorted { $0.position < $1.position }
        for opened in ordered where opened.statement.isRunOpened {
            let count = RunRecord(opened: opened, scope: subject.scope).closings.count
            if count > 1 {
                check.fail(.tampered, "run \(opened.statement.id)", "it was closed \(count) times, not once")
            }
        }
        let others = ordered.filter { $0.statement.isClaim && $0.position != subject.claim.position }
        let lookup = EntryIndex(subject.scope.entries.values)
        for claim in others {
            let judge = ClaimJudge(
                claim: claim, scope: subject.scope, entries: subject.entries, disclosed: disclosed, lookup: lookup)
            check.findings += judge.findings(whole: false)
        }
        check.detail = "\(others.count) other claims"
    }
}

/// One claim, held against the run that it names.
struct ClaimJudge {
    let claim: PlacedEntry
    let scope: ReportScope
    let entries: ReportVerifier.Entries
    let disclosed: Disclosures
    let lookup: EntryIndex

    private func find(_ member: String, _ isRight: (Statement) -> Bool) -> PlacedEntry? {
        claim.statement.name(member).flatMap { entries.byStatement[$0.hash] }.flatMap {
            isRight($0.statement) ? $0 : nil
        }
    }

    private var opened: PlacedEntry? { find("run", \.isRunOpened) }
    var steps: Int { opened.map { RunRecord(opened: $0, scope: scope).steps.count } ?? 0 }

    func failure(_ severity: Verdict.Severity, _ object: String?, _ message: String) -> [Verdict.Finding] {
        [.init(severity: severity, object: object ?? "entry \(claim.position)", message: message)]
    }

    /// - Parameter whole: whether the candidate list must be there. A report gives the list of its own run; of another
    ///   claim it shows the status word, which without the list has only an upper bound.
    func findings(whole: Bool) -> [Verdict.Finding] {
        guard let opened, let evidence = find("evidence", { $0.isEvidence }),
            let history = PictureHistory(of: opened, lookup: lookup)
        else { return failure(.tampered, nil, "its run or its evidence is missing") }
        if let reason = Self.reasonUnlinked(opened.statement, evidence: evidence.statement, history) {
            return failure(.tampered, nil, reason)
        }
        if let reason = reasonMismarked(evidence) {
            return failure(.tampered, "entry \(evidence.position)", reason)
        }
        let run = RunRecord(opened: opened, scope: scope)
        if let refusal = run.reasonRefused { return failure(.tampered, refusal.object, refusal.reason) }
        let closed = run.closings[0]
        guard claim.statement.name("closed") == closed.statement.name, closed.position < claim.position else {
            return failure(.tampered, nil, "it does not follow the closing of its run")
        }
        let isOfModels = run.model?.statement.isKind(.modelWithRunner) == true
        if claim.statement.isWeighedClaim {
            guard claim.statement.isClaimOfPicture || claim.statement.isScoredClaim == isOfModels else {
                return failure(.tampered, nil, "it weighs the answer of another kind of method than its run asked")
            }
            return weighedFindings(run, evidence, history, whole: whole)
        }
        guard claim.statement.name("policy") == (isOfModels ? ModelPolicy.name : Policy.current.name) else {
            return failure(
                .incomplete, nil, "its policy is not one that this version knows: the claim was not computed again")
        }
        let making = MakingChecks(history: history, scope: scope, disclosed: disclosed).findings()
        if making.contains(where: { $0.severity == .tampered }) { return making }
        let list = closed.statement.name("candidates")
        let isWithheld = list.map { disclosed.bytes[$0] == nil } ?? false
        do throws(Stop) {
            func computed(_ history: PictureHistory) throws(Stop) -> any ComputedClaim {
                let bytes = list.flatMap { disclosed.bytes[$0] }
                if isOfModels { return try computedOfModel(run, evidence, bytes, history) }
                return try computedOfCopy(run, evidence, bytes, history)
            }
            let due = try computed(history)
            // Of a person nothing is claimed, whatever was answered: then the list may stay with its publisher.
            let isSilent = isWithheld && isRefusedInAnyCase
            if isWithheld, whole, !isSilent {
                let gone = list.flatMap { Erasures(scope.entries.values).entry(erasing: $0) }
                return making
                    + failure(
                        .incomplete, list?.description,
                        "the candidate list is \(gone.map { Erasures.words($0) } ?? "withheld"): the claim was not computed again"
                    )
            }
            func unlike(_ claim: any ComputedClaim) -> [Verdict.Finding] {
                isWithheld && !isSilent ? excess(over: claim) : differences(from: claim.body)
            }
            var found = unlike(due)
            // Earlier versions did not ask who had the pixels first, and of another claim not all is here that tells it.
            if !found.isEmpty, let without = history.withoutEarlier, unlike(try computed(without)).isEmpty {
                found =
                    whole
                    ? failure(
                        .incomplete, nil,
                        "it was computed without asking who had these pixels first: with that the run supports class \(due.taint.rawValue), \(due.status.rawValue)"
                    ) : []
            }
            if whole { found += notWeighed(due, opened) + outdated(opened, isOfPerson: due.isOfPerson) }
            return making + (whole && !isSilent ? missingScores(of: opened) : []) + found
        } catch {
            return making + [error.finding]
        }
    }

    var isRefusedInAnyCase: Bool { opened?.statement.text("about") == "person" }

    private var gallery: PlacedEntry? {
        opened?.statement.names("galleries").first.flatMap { entries.byStatement[$0.hash] }
    }

    /// What a reader must be told that nobody looked at.
    var notChecked: [String] {
        guard let opened else { return [] }
        let run = RunRecord(opened: opened, scope: scope)
        let list = run.closings.first.flatMap { $0.statement.name("candidates") }
        if let list, isRefusedInAnyCase, disclosed.bytes[list] == nil {
            return ["what the model answered: its answers are withheld, and the refusal does not depend on them"]
        }
        var remarks: [String] = []
        let showsMeasures = scope.names.contains(PolicyTopic.name) && scope.missingMeasures.isEmpty
        if !isRefusedInAnyCase, !showsMeasures {
            remarks.append(
                "whether the publisher had measured how often such an answer is wrong, or set stricter rules: this report does not show it"
            )
        }
        if list != nil, let manifest = gallery?.statement.name("manifest"), disclosed.bytes[manifest] == nil {
            remarks.append(
                """
                whether the pictures that the model answered with are of the reference set that it was given: the set's list \
                of pictures is withheld
                """)
        }
        return remarks
    }

    /// The pictures of the run's reference set; nil where there is none, or its manifest is withheld.
    private func members() throws(Stop) -> Set<TypedName>? {
        guard let gallery, let name = gallery.statement.name("manifest"), let bytes = disclosed.bytes[name] else {
            return nil
        }
        func stop(_ reason: String) -> Stop {
            Stop(.init(severity: .tampered, object: "entry \(gallery.position)", message: reason))
        }
        let manifest: Manifest
        do { manifest = try Manifest(encoded: bytes) } catch { throw stop("its manifest is none: \(error.reason)") }
        guard Int64(manifest.lines.count) == gallery.statement.body["members"]?.number else {
            throw stop("its manifest lists another number of pictures than it states")
        }
        return Set(manifest.lines.map { TypedName(.sealed, $0.hash) })
    }

    /// Without its raw scores a measurement could say any difference.
    func missingScores(of opened: PlacedEntry) -> [Verdict.Finding] {
        guard let name = Tolerance(of: opened.statement)?.measurement,
            let scores = entries.byStatement[name.hash]?.statement.name("scores"), disclosed.bytes[scores] == nil
        else { return [] }
        return failure(
            .incomplete, scores.description,
            "the raw scores of its measurement are withheld: its tolerance was not computed again")
    }

    struct Stop: Error {
        let finding: Verdict.Finding

        init(_ finding: Verdict.Finding) { self.finding = finding }

        init(_ refusal: RunFoundation.Refusal, claim: PlacedEntry) {
            finding = .init(
                severity: .tampered, object: refusal.object ?? "entry \(claim.position)", message: refusal.reason)
        }
    }

    private func read<List>(
        _ bytes: [UInt8]?, of closed: PlacedEntry, _ parse: ([UInt8]) throws(Malformed) -> List
    ) throws(Stop) -> List? {
        guard let bytes else { return nil }
        do {
            return try parse(bytes)
        } catch {
            let object = closed.statement.name("candidates")?.description ?? "the candidate list"
            throw Stop(.init(severity: .tampered, object: object, message: "\(error)"))
        }
    }

    func computedOfModel(
        _ run: RunRecord, _ evidence: PlacedEntry, _ bytes: [UInt8]?, _ history: PictureHistory
    ) throws(Stop) -> ModelClaim {
        guard let placed = run.model else { preconditionFailure("its kind was looked at") }
        if let finding = KnownModel.findingOfAsked(placed) { throw Stop(finding) }
        let model = placed.statement
        let closed = run.closings[0]
        let isSilent = bytes == nil && isRefusedInAnyCase && closed.statement.name("candidates") != nil
        let scores = isSilent ? ScoreList(candidates: []) : try read(bytes, of: closed, ScoreList.init(encoded:))
        let depth = run.opened.statement.parameter("depth").flatMap { Int($0) } ?? 0
        let answers = ModelAnswers(
            model: model, depth: depth, labels: try labels(of: placed), gallery: gallery?.statement,
            members: try members())
        if let reason = answers.reasonOtherModel {
            throw Stop(.init(severity: .tampered, object: "entry \(placed.position)", message: reason))
        }
        let shape = ModelRunShape(
            run: run, model: model, evidence: evidence, picture: history.picture, scope: scope, disclosed: disclosed,
            gallery: gallery?.statement, scores: scores, history: history)
        if let refusal = shape.refusal() { throw Stop(refusal, claim: claim) }
        if let reason = scores.flatMap({ answers.reasonRefused($0) }) {
            let object = closed.statement.name("candidates")?.description ?? ""
            throw Stop(.init(severity: .tampered, object: object, message: reason))
        }
        return ModelClaim(
            evidence: evidence.statement, opened: run.opened.statement, steps: run.steps.map(\.statement),
            closed: run.closings[0].statement, model: model, scores: scores, history: history)
    }

    /// Nil where the model has none. Where they are withheld, any answer could be anything.
    private func labels(of model: PlacedEntry) throws(Stop) -> Set<[UInt8]>? {
        let files = model.statement.body["files"]?.elements ?? []
        guard let file = files.first(where: { $0["path"]?.text == "labels.txt" }),
            let name = file["artifact"]?.text.flatMap({ TypedName($0) })
        else { return nil }
        guard let bytes = disclosed.bytes[name] else {
            throw Stop(
                .init(
                    severity: .incomplete, object: "entry \(model.position)",
                    message: "the labels of its model are withheld: the claim was not computed again"))
        }
        // With labels that are none every run fails, which needs no label to be judged.
        return (try? LabelList(encoded: bytes))?.bytes ?? []
    }

    func computedOfCopy(
        _ run: RunRecord, _ evidence: PlacedEntry, _ bytes: [UInt8]?, _ history: PictureHistory
    ) throws(Stop) -> CopyClaim {
        if let finding = KnownModel.finding(about: run.model, of: run.opened) { throw Stop(finding) }
        let closed = run.closings[0]
        let candidates = try read(bytes, of: closed, CandidateList.init(encoded:))
        var shape = RunShape(
            run, evidence: evidence, candidates: candidates, scope: scope,
            gallery: gallery?.statement, history: history)
        if let refusal = shape.refusal() { throw Stop(refusal, claim: claim) }
        if let members = try members(), let candidates,
            !candidates.candidates.allSatisfy({ members.contains($0.artifact) })
        {
            let object = run.closings[0].statement.name("candidates")?.description ?? ""
            throw Stop(
                .init(severity: .tampered, object: object, message: "a candidate is no picture of the reference set"))
        }
        return CopyClaim(
            evidence: evidence.statement, opened: run.opened.statement, steps: run.steps.map(\.statement),
            closed: closed.statement,
            candidates: candidates
                ?? .unseen(of: claim.statement, opened: run.opened.statement, closed: closed.statement),
            history: history)
    }

    /// The run must have been opened for the statement that the claim names: of two statements about one file, the
    /// second can say more of its origin. Its picture is the evidence's file, or one that steps made of it.
    private static func reasonUnlinked(
        _ opened: Statement, evidence: Statement, _ history: PictureHistory
    ) -> String? {
        let inputs = opened.artifacts("inputs")
        guard inputs.count == 1, inputs[0].role == "evidence",
            evidence.name("artifact").map(history.lineage.pictures.contains) == true
        else { return "its run was opened on another file than its evidence" }
        return opened.evidenceOfInputs == [evidence.name]
            ? nil : "its run was opened for another statement of that file"
    }

    /// The class that evidence states of its marks is the highest of those that it discloses.
    private func reasonMismarked(_ evidence: PlacedEntry) -> String? {
        guard let marks = disclosed.slot("marks", of: evidence.statement) else { return nil }
        let highest = (marks.elements ?? []).compactMap { $0["class"]?.text }.max()
        return evidence.statement.body["marked"]?.text == highest
            ? nil : "the class of its marks is not the highest of the marks that it lists"
    }

    func differences(from body: [String: JSON]) -> [Verdict.Finding] {
        body.sorted { $0.key < $1.key }.flatMap { member, value in
            claim.statement.body[member] == value
                ? [] : difference(member, due: String(decoding: value.encoded, as: UTF8.self))
        }
    }

    func difference(_ member: String, due: String) -> [Verdict.Finding] {
        let said = claim.statement.body[member].map { String(decoding: $0.encoded, as: UTF8.self) } ?? "nothing"
        return failure(.tampered, nil, "\(member): the claim says \(said), the run supports \(due)")
    }

    /// Without the candidates: what does not depend on them must be equal, and the status word within its bounds.
    func excess(over computed: any ComputedClaim) -> [Verdict.Finding] {
        let body = computed.body
        var findings: [Verdict.Finding] = []
        for member in ["about", "facts", "taint"] where claim.statement.body[member] != body[member] {
            findings += difference(member, due: String(decoding: (body[member] ?? .null).encoded, as: UTF8.self))
        }
        let isRefused = computed.reasons.contains { $0 != .runFailed && $0.effect == .refuses }
        let hasNoThreshold =
            opened.flatMap { RunRecord(opened: $0, scope: scope).model }?.statement.body["match"]?.isNull == true
        let (status, ceiling) = (claim.statement.text("status"), claim.statement.text("ceiling"))
        let most: [Status] =
            isRefused ? [.refused] : hasNoThreshold ? [.inconclusive, .refused] : [.lead, .inconclusive, .refused]
        if !most.map(\.rawValue).contains(status) {
            findings += difference("status", due: "at most \(most[0].rawValue)")
        }
        if !most.map(\.rawValue).contains(ceiling) {
            findings += difference("ceiling", due: "at most \(most[0].rawValue)")
        }
        return findings
    }
}
