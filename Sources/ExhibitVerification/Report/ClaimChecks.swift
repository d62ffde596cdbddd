import ExhibitCore
import ExhibitWeight

/// Whether the claim says what its run supports, and no more.
extension ReportVerifier {
    mutating func checkClaim(_ subject: Subject, disclosed: Disclosures) {
        var check = Verdict.Check("claim", "status word, ceiling, reasons and candidates follow from the run by the policy")
        defer { verdict.add(check) }
        let claim = subject.claim.statement
        let object = "entry \(subject.claim.position)"
        verdict.summary.append(("status", claim.text("status")))
        guard let opened = claim.name("run").flatMap({ subject.entries.byStatement[$0.hash] }),
            opened.statement.isKind(.runOpened),
            let evidence = claim.name("evidence").flatMap({ subject.entries.byStatement[$0.hash] }),
            evidence.statement.isKind(.evidence)
        else {
            check.fail(.tampered, object, "its run or its evidence is missing")
            return
        }
        let run = RunRecord(opened: opened, scope: subject.scope)
        if let refusal = run.reasonRefused {
            check.fail(.tampered, refusal.object, refusal.reason)
            return
        }
        let closed = run.closings[0]
        guard claim.name("closed") == closed.statement.name, closed.position < subject.claim.position else {
            check.fail(.tampered, object, "it does not follow the closing of its run")
            return
        }
        if let reason = Self.reasonUnlinked(run, evidence: evidence.statement) {
            check.fail(.tampered, object, reason)
            return
        }
        guard claim.name("policy") == Policy.current.name else {
            check.fail(.incomplete, object, "its policy is not one that this version knows: the claim was not computed again")
            return
        }
        var candidates: CandidateList?
        if let name = closed.statement.name("candidates") {
            guard let bytes = disclosed.bytes[name] else {
                check.fail(.incomplete, name.description, "the candidate list is withheld: the claim was not computed again")
                return
            }
            do {
                candidates = try CandidateList(encoded: bytes)
            } catch {
                check.fail(.tampered, name.description, "\(error)")
                return
            }
        }
        let computed = CopyClaim(
            evidence: evidence.statement, opened: opened.statement, steps: run.steps.map(\.statement),
            closed: closed.statement, candidates: candidates)
        for (member, value) in computed.body().sorted(by: { $0.key < $1.key }) where claim.body[member] != value {
            let said = claim.body[member].map { String(decoding: $0.encoded, as: UTF8.self) } ?? "nothing"
            let due = String(decoding: value.encoded, as: UTF8.self)
            check.fail(.tampered, object, "\(member): the claim says \(said), the run supports \(due)")
        }
        check.detail = "\(claim.text("status")), \(run.steps.count) steps"
    }

    /// The result must come from the evidence that the claim names: its file decoded, its pixels hashed, that hash searched.
    private static func reasonUnlinked(_ run: RunRecord, evidence: Statement) -> String? {
        guard let artifact = evidence.name("artifact"),
            run.opened.statement.artifacts("inputs").contains(where: { $0.role == "evidence" && $0.name == artifact })
        else { return "its run was opened on another file than its evidence" }
        guard let candidates = run.closings[0].statement.name("candidates") else { return nil }
        var made: Set<TypedName> = [artifact]
        for step in run.steps.map(\.statement) {
            let inputs = step.artifacts("inputs")
            // A step of the chain reads something of the evidence; what only reads a reference is not part of it.
            guard inputs.contains(where: { made.contains($0.name) }) else { continue }
            let galleries = Set(["gallery", "hashes"])
            guard inputs.allSatisfy({ made.contains($0.name) || galleries.contains($0.role) }) else {
                return "step \(step.body["number"]?.number ?? 0) reads something that was not made from the evidence"
            }
            made.formUnion(step.artifacts("outputs").map(\.name))
        }
        guard made.contains(candidates) else { return "its candidate list was not made from its evidence" }
        let searched = run.steps.map(\.statement).filter { Operation.named(in: $0) == .search }
        guard searched.count == 1, searched[0].artifacts("outputs").map(\.name) == [candidates] else {
            return "its candidate list is not the output of its one search"
        }
        return nil
    }
}
