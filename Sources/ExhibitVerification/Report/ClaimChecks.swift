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
        let judge = ClaimJudge(claim: claim, scope: subject.scope, entries: subject.entries, disclosed: disclosed)
        check.findings = judge.findings(whole: true)
        check.detail = "\(claim.statement.text("status")), \(judge.steps) steps"
    }

    mutating func checkOtherClaims(_ subject: Subject, disclosed: Disclosures) {
        var check = Verdict.Check("other claims", "no other claim on this evidence says more than a run can support")
        defer { verdict.add(check) }
        let ordered = subject.scope.entries.values.sorted { $0.position < $1.position }
        for opened in ordered where opened.statement.isKind(.runOpened) {
            let count = RunRecord(opened: opened, scope: subject.scope).closings.count
            if count > 1 {
                check.fail(.tampered, "run \(opened.statement.id)", "it was closed \(count) times, not once")
            }
        }
        let others = ordered.filter { $0.statement.isKind(.claim) && $0.position != subject.claim.position }
        for claim in others {
            let judge = ClaimJudge(claim: claim, scope: subject.scope, entries: subject.entries, disclosed: disclosed)
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

    private func find(_ statement: Statement, _ member: String, _ kind: Kind) -> PlacedEntry? {
        statement.name(member).flatMap { entries.byStatement[$0.hash] }.flatMap { $0.statement.isKind(kind) ? $0 : nil }
    }

    private var opened: PlacedEntry? { find(claim.statement, "run", .runOpened) }
    var steps: Int { opened.map { RunRecord(opened: $0, scope: scope).steps.count } ?? 0 }

    private func failure(_ severity: Verdict.Severity, _ object: String?, _ message: String) -> [Verdict.Finding] {
        [.init(severity: severity, object: object ?? "entry \(claim.position)", message: message)]
    }

    /// - Parameter whole: whether the candidate list must be there. A report gives the list of its own run; of another
    ///   claim it shows the status word, which without the list has only an upper bound.
    func findings(whole: Bool) -> [Verdict.Finding] {
        guard let opened, let evidence = find(claim.statement, "evidence", .evidence) else {
            return failure(.tampered, nil, "its run or its evidence is missing")
        }
        if let reason = Self.reasonUnlinked(opened.statement, evidence: evidence.statement) {
            return failure(.tampered, nil, reason)
        }
        let run = RunRecord(opened: opened, scope: scope)
        if let refusal = run.reasonRefused { return failure(.tampered, refusal.object, refusal.reason) }
        let closed = run.closings[0]
        guard claim.statement.name("closed") == closed.statement.name, closed.position < claim.position else {
            return failure(.tampered, nil, "it does not follow the closing of its run")
        }
        let isOfModels = run.model?.statement.isKind(.modelWithRunner) == true
        guard claim.statement.name("policy") == (isOfModels ? ModelPolicy.name : Policy.current.name) else {
            return failure(
                .incomplete, nil, "its policy is not one that this version knows: the claim was not computed again")
        }
        let list = closed.statement.name("candidates")
        let isWithheld = list.map { disclosed.bytes[$0] == nil } ?? false
        do throws(Stop) {
            let computed =
                isOfModels
                ? try computedOfModel(run, evidence, list.flatMap { disclosed.bytes[$0] })
                : try computedOfCopy(run, evidence, list.flatMap { disclosed.bytes[$0] })
            if isWithheld, whole {
                return failure(
                    .incomplete, list?.description, "the candidate list is withheld: the claim was not computed again")
            }
            return isWithheld ? excess(over: computed) : differences(from: computed)
        } catch {
            return [error.finding]
        }
    }

    private struct Stop: Error {
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

    private func computedOfModel(
        _ run: RunRecord, _ evidence: PlacedEntry, _ bytes: [UInt8]?
    ) throws(Stop) -> any ComputedClaim {
        guard let placed = run.model else { preconditionFailure("its kind was looked at") }
        if let finding = KnownModel.findingOfAsked(placed) { throw Stop(finding) }
        let model = placed.statement
        let closed = run.closings[0]
        let scores = try read(bytes, of: closed, ScoreList.init(encoded:))
        let depth = RunShape.parameter("depth", of: run.opened.statement).flatMap { Int($0) } ?? 0
        let answers = ModelAnswers(model: model, depth: depth, labels: try labels(of: placed))
        if let reason = answers.reasonOtherModel {
            throw Stop(.init(severity: .tampered, object: "entry \(placed.position)", message: reason))
        }
        let shape = ModelRunShape(run: run, model: model, evidence: evidence, scope: scope)
        if let refusal = shape.refusal() { throw Stop(refusal, claim: claim) }
        if let reason = scores.flatMap({ answers.reasonRefused($0) }) {
            let object = closed.statement.name("candidates")?.description ?? ""
            throw Stop(.init(severity: .tampered, object: object, message: reason))
        }
        return ModelClaim(
            evidence: evidence.statement, opened: run.opened.statement, steps: run.steps.map(\.statement),
            closed: run.closings[0].statement, model: model, scores: scores)
    }

    /// Nil where the model has none. Where they are withheld, any answer could be anything.
    private func labels(of model: PlacedEntry) throws(Stop) -> Set<String>? {
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
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        return Set(lines.map { String(decoding: $0, as: UTF8.self) })
    }

    private func computedOfCopy(
        _ run: RunRecord, _ evidence: PlacedEntry, _ bytes: [UInt8]?
    ) throws(Stop) -> any ComputedClaim {
        if let finding = KnownModel.finding(about: run.model, of: run.opened) { throw Stop(finding) }
        let candidates = try read(bytes, of: run.closings[0], CandidateList.init(encoded:))
        var shape = RunShape(
            run, evidence: evidence, candidates: candidates, scope: scope,
            gallery: run.opened.statement.names("galleries").first.flatMap { entries.byStatement[$0.hash]?.statement })
        if let refusal = shape.refusal() { throw Stop(refusal, claim: claim) }
        return CopyClaim(
            evidence: evidence.statement, opened: run.opened.statement, steps: run.steps.map(\.statement),
            closed: run.closings[0].statement, candidates: candidates)
    }

    /// The run must have been opened for the statement that the claim names: of two statements about one file, the
    /// second can say more of its origin.
    private static func reasonUnlinked(_ opened: Statement, evidence: Statement) -> String? {
        let inputs = opened.artifacts("inputs")
        guard inputs.count == 1, inputs[0].role == "evidence", inputs[0].name == evidence.name("artifact") else {
            return "its run was opened on another file than its evidence"
        }
        let named = opened.body["inputs"]?.elements?.first?["evidence"]?.text
        return named == evidence.name.description ? nil : "its run was opened for another statement of that file"
    }

    private func differences(from computed: any ComputedClaim) -> [Verdict.Finding] {
        computed.body.sorted { $0.key < $1.key }.flatMap { member, value in
            claim.statement.body[member] == value
                ? [] : difference(member, due: String(decoding: value.encoded, as: UTF8.self))
        }
    }

    private func difference(_ member: String, due: String) -> [Verdict.Finding] {
        let said = claim.statement.body[member].map { String(decoding: $0.encoded, as: UTF8.self) } ?? "nothing"
        return failure(.tampered, nil, "\(member): the claim says \(said), the run supports \(due)")
    }

    /// Without the candidates: what does not depend on them must be equal, and the status word within its bounds.
    private func excess(over computed: any ComputedClaim) -> [Verdict.Finding] {
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
