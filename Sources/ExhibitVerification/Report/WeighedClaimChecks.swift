import ExhibitCore
import ExhibitWeight

/// Whether a weighed claim says what its run, its calibration and its policy support, and no more.
extension ClaimJudge {
    func weighedFindings(
        _ run: RunRecord, _ evidence: PlacedEntry, _ history: PictureHistory, whole: Bool
    ) -> [Verdict.Finding] {
        let making = MakingChecks(history: history, scope: scope, disclosed: disclosed).findings()
        if making.contains(where: { $0.severity == .tampered }) { return making }
        let closed = run.closings[0]
        let list = closed.statement.name("candidates")
        let bytes = list.flatMap { disclosed.bytes[$0] }
        if whole, let list, bytes == nil, !(claim.statement.isClaimOfPicture && isRefusedInAnyCase) {
            return making
                + failure(
                    .incomplete, list.description,
                    "the candidate list is withheld: the claim was not computed again")
        }
        do throws(Stop) {
            let base: any ComputedClaim =
                run.model?.statement.isKind(.modelWithRunner) == true
                ? try computedOfModel(run, evidence, bytes, history)
                : try computedOfCopy(run, evidence, bytes, history)
            guard !base.isOfPerson else { return making + ofPerson(base, run.opened, whole: whole) }
            guard whole else { return making + boundOfWeighed(base, isListGiven: bytes != nil || list == nil) }
            return try making + miscountedItems() + missingScores(of: run.opened)
                + outdated(run.opened, isOfPerson: false) + differences(run, evidence, base, bytes)
        } catch {
            return making + [error.finding]
        }
    }

    /// Versions before the sixth have no weight to say of a person.
    private func ofPerson(_ base: any ComputedClaim, _ opened: PlacedEntry, whole: Bool) -> [Verdict.Finding] {
        guard claim.statement.isClaimOfPicture else {
            return failure(.tampered, nil, "it weighs an answer about a person")
        }
        // Of another claim neither its calibrations nor its answers need be here.
        let measured =
            whole
            ? WeighingGround.newestCalibration(of: opened, lookup)?.statement.name
            : claim.statement.name("calibration")
        guard let measured else {
            return failure(
                .tampered, nil, "it says that its method was measured, and no entry before its run measures it")
        }
        let before = WeighingGround.stating(opened, before: claim.position, .ofPictures, lookup)
        let subject = before?.statement.subjectClass ?? .thing
        let due = PersonClaim(of: base, measuredBy: measured, subject: subject).body
        return differences(from: whole ? due : due.filter { !["reasons", "subject_class"].contains($0.key) })
    }

    /// Whoever makes claims by the rules of version 6 once makes none by earlier ones afterwards: these forget what was
    /// said of the same picture under another name.
    func outdated(_ opened: PlacedEntry, isOfPerson: Bool) -> [Verdict.Finding] {
        guard !claim.statement.isClaimOfPicture, !isOfPerson else { return [] }
        let isWeighed = claim.statement.isWeighedClaim
        let earlier = WeighingGround.firstClaim(on: opened, before: claim.position, lookup) {
            $0.isClaimOfPicture && (isWeighed || ($0.subjectClass ?? .thing) > .thing)
        }
        guard let earlier else { return [] }
        let what =
            isWeighed
            ? "is weighed by all that was said of it"
            : "states: \(earlier.statement.subjectClass?.rawValue ?? "")"
        return failure(
            .tampered, nil,
            "its version asks for less than entry \(earlier.position), an earlier claim on the same picture, which \(what)"
        )
    }

    /// Of a claim without weight: where something was measured, or a stricter policy set, it says too little of itself.
    func notWeighed(_ due: any ComputedClaim, _ opened: PlacedEntry) -> [Verdict.Finding] {
        guard !due.isOfPerson else { return [] }
        if let before = WeighingGround.stating(opened, before: claim.position, .ofSubjects, lookup) {
            return failure(
                .tampered, nil,
                "it is not weighed, and an earlier claim on this evidence states: \(before.statement.text("subject_class"))"
            )
        }
        let ground = WeighingGround.reasonsToWeigh(opened, claim: claim.position, lookup: lookup)
        return ground.filter { $0.statement.name("topic").map(scope.names.contains) == true }.flatMap { entry in
            let isPolicy = entry.statement.isKind(.policy)
            let what = isPolicy ? "had set a stricter policy" : "had measured how often such an answer is wrong"
            return failure(.tampered, nil, "it is not weighed, and entry \(entry.position) \(what) before it")
        }
    }

    private func differences(
        _ run: RunRecord, _ evidence: PlacedEntry, _ base: any ComputedClaim, _ list: [UInt8]?
    ) throws(Stop) -> [Verdict.Finding] {
        if let finding = sizeFinding(run, evidence) { return [finding] }
        do {
            let ground = try WeighingGround(
                of: run.opened, claim: claim.position, rules: ClaimRules(of: claim.statement), lookup: lookup
            ) { disclosed.bytes[$0] }
            if let reason = reasonOtherVersion(ground) { return failure(.tampered, nil, reason) }
            let due = try WeighedClaim(
                again: base, claim.statement, evidence: evidence.statement, run, list, ground, disclosed)
            return differences(from: due.body)
        } catch let problem as WeighingGround.Problem {
            let object = problem.missing?.description ?? "entry \(problem.entry.position)"
            let severity: Verdict.Severity = problem.missing == nil ? .tampered : .incomplete
            let tail = problem.missing == nil ? "" : ": the claim was not computed again"
            return failure(severity, object, problem.reason + tail)
        } catch let refused as WeightRefused {
            return failure(.tampered, nil, "\(refused.member): \(refused.reason)")
        } catch {
            throw Stop(.init(severity: .tampered, object: "entry \(claim.position)", message: "\(error)"))
        }
    }

    /// A version that cannot say how many answers there are would leave coincidences out.
    private func reasonOtherVersion(_ ground: WeighingGround) -> String? {
        if claim.statement.isClaimOfPicture { return nil }
        return switch claim.statement.subjectClass {
        case nil where ground.isOfDigits && ground.calibration != nil:
            "its version does not count answers that are digits"
        case .thing? where !ground.isOfDigits: "its version is one for subjects that are more than a thing"
        default: nil
        }
    }

    /// The size of the picture that a model was asked about decides the cell: it is there, and the one that its evidence
    /// has.
    private func sizeFinding(_ run: RunRecord, _ evidence: PlacedEntry) -> Verdict.Finding? {
        guard run.model?.statement.isKind(.modelWithRunner) == true,
            let step = AskedPicture.step(among: run.steps.map(\.statement))
        else { return nil }
        let placed = run.steps.first { $0.statement.name == step.name }
        let object = placed.map { "entry \($0.position)" }
        guard let geometry = disclosed.slot("geometry", of: step) else {
            return .init(
                severity: .incomplete, object: object ?? "its run",
                message: "the size of the picture is withheld: the claim was not computed again")
        }
        let isReceived = step.artifacts("inputs").first?.name == evidence.statement.name("artifact")
        guard isReceived, let size = disclosed.slot("dimensions", of: evidence.statement), !size.isNull else {
            return nil
        }
        let due = [size["width"], size["height"]].compactMap { $0?.number }.sorted()
        let said = [geometry["source_width"], geometry["source_height"]].compactMap { $0?.number }.sorted()
        return due == said
            ? nil
            : .init(
                severity: .tampered, object: object ?? "its run",
                message: "it made a copy of a picture of another size than its evidence")
    }

    /// What a claim states of its items is what the items are.
    private func miscountedItems() -> [Verdict.Finding] {
        ["corroboration", "contrary"].flatMap { member -> [Verdict.Finding] in
            let stated = claim.statement.body[member]?.number ?? 0
            guard let value = disclosed.slot("\(member)_items", of: claim.statement) else {
                return stated == 0
                    ? [] : failure(.incomplete, nil, "\(member): the \(stated) items that it counts are withheld")
            }
            let items = (value.elements ?? []).compactMap(\.text)
            guard Int64(items.count) == stated else {
                return failure(.tampered, nil, "\(member): it counts \(stated) items, and there are \(items.count)")
            }
            return ClaimQuestion.areItems(items)
                ? [] : failure(.tampered, nil, "\(member): an item is empty, or stands there twice")
        } + missingReason
    }

    private var missingReason: [Verdict.Finding] {
        guard claim.statement.body["prior"]?.isNull == false else { return [] }
        guard let reason = disclosed.slot("prior_reason", of: claim.statement) else {
            return failure(.incomplete, nil, "prior: the reason for it is withheld")
        }
        return ClaimQuestion.areItems([reason.text ?? ""])
            ? [] : failure(.tampered, nil, "prior: no reason is given for it")
    }

    /// Of another claim the calibration is not here: what does not depend on it must be equal, and its status word
    /// within its bounds.
    private func boundOfWeighed(_ base: any ComputedClaim, isListGiven: Bool) -> [Verdict.Finding] {
        var findings: [Verdict.Finding] = []
        for member in ["about", "taint"] where claim.statement.body[member] != base.body[member] {
            findings += difference(
                member, due: String(decoding: (base.body[member] ?? .null).encoded, as: UTF8.self))
        }
        let isRefused = base.reasons.contains { $0 != .runFailed && $0.effect == .refuses }
        let status = claim.statement.text("status")
        if isRefused || (isListGiven && base.status == .refused), status != Status.refused.rawValue {
            findings += difference("status", due: "at most \(Status.refused.rawValue)")
        }
        // More than a lead needs bounds, and whether these hold is for a report of that claim to show.
        let words = [Status.identification.rawValue, Status.exclusion.rawValue]
        for member in ["status", "ceiling"] where words.contains(claim.statement.text(member)) {
            let isWeighed = claim.statement.body["weight"]?.isNull == false
            if isWeighed {
                findings += failure(.incomplete, nil, "\(member): it is shown as recorded, and was not computed again")
            } else {
                findings += difference(member, due: "at most \(Status.lead.rawValue)")
            }
        }
        return findings
    }
}

extension WeighedClaim {
    /// The claim that is due, from what a report discloses.
    ///
    /// - Parameters:
    ///   - base: what the run supports, by its kind of method.
    ///   - recorded: the claim.
    ///   - list: the artifact of answers that the run's closing names.
    ///   - usesDigits: those of the claim, where they agree with what is computed.
    init(
        again base: any ComputedClaim, _ recorded: Statement, evidence: Statement, _ run: RunRecord, _ list: [UInt8]?,
        _ ground: WeighingGround, _ disclosed: Disclosures, stated: ClaimQuestion.Stated? = nil,
        usesDigits: Bool = true
    ) throws {
        let closed = run.closings[0].statement
        let stated = stated ?? ClaimQuestion.Stated(of: recorded)
        let digits = usesDigits ? recorded : nil
        if let base = base as? CopyClaim {
            try self.init(
                base: base, evidence: evidence, closed: closed,
                candidates: list.flatMap { try? CandidateList(encoded: $0) }, ground: ground, stated: stated,
                recorded: digits)
            return
        }
        guard let base = base as? ModelClaim, let model = run.model?.statement else {
            throw Malformed("claim", "its model is missing")
        }
        let steps = run.steps.map(\.statement)
        let geometry = AskedPicture.step(among: steps).flatMap { disclosed.slot("geometry", of: $0) }
        try self.init(
            base: base, evidence: evidence, closed: closed, steps: steps, model: model,
            scores: list.flatMap { try? ScoreList(encoded: $0) }, side: AskedPicture.side(geometry), ground: ground,
            stated: stated, recorded: digits)
    }
}
