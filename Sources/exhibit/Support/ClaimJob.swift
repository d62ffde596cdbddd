import ExhibitCore
import ExhibitStorage
import ExhibitWeight

/// A run as the ledger holds it, with what was answered.
struct AnsweredRun {
    enum Answers {
        /// Nil where the run ended before its search.
        case copies(CandidateList?)
        /// With the model's statement; nil where it gave no answer.
        case model(Statement, ScoreList?)
    }

    let evidence: PlacedEntry
    let opened: PlacedEntry
    let steps: [PlacedEntry]
    let closed: PlacedEntry
    let answers: Answers
}

/// What was claimed, and where it stands.
struct MadeClaim {
    let entry: PlacedEntry
    /// What the run supports before it is weighed.
    let base: any ComputedClaim
    /// Nil where nothing was measured and nothing stated, and of a person.
    let weighed: WeighedClaim?

    var status: ExhibitWeight.Status { weighed?.outcome.status ?? base.status }
    var named: [TypedName] { weighed?.named ?? base.named }
    var reasons: [(rule: String, sentence: String)] {
        weighed?.outcome.reasons.map { ($0.rule.rawValue, $0.text) }
            ?? base.reasons.map { ($0.rawValue, $0.sentence) }
    }
}

/// Computes what a run supports, and records it.
struct ClaimJob {
    let opened: Case
    let question: ClaimQuestion
    /// Of a run that was recorded before: a person is told to claim from it again only where they did not.
    var isAgain = false

    func record(of run: AnsweredRun) throws -> MadeClaim {
        var base = self.base(run)
        let links: [String: JSON] = [
            "run": .string(run.opened.statement.name.description),
            "closed": .string(run.closed.statement.name.description),
            "evidence": .string(run.evidence.statement.name.description),
        ]
        func append(_ kind: Kind, _ body: [String: JSON], _ slots: [String: JSON] = [:]) throws -> PlacedEntry {
            let body = body.merging(links) { first, _ in first }
            return try opened.append([
                Draft(kind, subjects: [run.opened.statement.name], body: body, slots: slots)
            ])[0]
        }
        if base.isOfPerson, let measured = WeighingGround.newestCalibration(of: run.opened, opened) {
            try checkNothingIsStated(run)
            _ = try opened.keepOpen(base is ModelClaim ? ModelPolicy.bytes : Policy.current.bytes)
            let before = WeighingGround.stating(run.opened, before: opened.size, .current, opened)
            base = PersonClaim(
                of: base, measuredBy: measured.statement.name, subject: before?.statement.subjectClass ?? .thing)
            let entry = try append(.claimOfPicture, base.body, question.slots)
            return MadeClaim(entry: entry, base: base, weighed: nil)
        }
        guard let weighed = try weighed(base, run) else {
            _ = try opened.keepOpen(base is ModelClaim ? ModelPolicy.bytes : Policy.current.bytes)
            return MadeClaim(entry: try append(.claim, base.body), base: base, weighed: nil)
        }
        _ = try opened.keepOpen(weighed.ground.policy.bytes)
        var body = weighed.body.merging(question.body) { first, _ in first }
        body["subject_class"] = .string(weighed.stated.subject.rawValue)
        let entry = try append(.claimOfPicture, body, question.slots)
        return MadeClaim(entry: entry, base: base, weighed: weighed)
    }

    private func base(_ run: AnsweredRun) -> any ComputedClaim {
        let (evidence, opened, closed) = (run.evidence.statement, run.opened.statement, run.closed.statement)
        let steps = run.steps.map(\.statement)
        let history = PictureHistory(of: run.opened, lookup: self.opened)
        return switch run.answers {
        case .copies(let candidates):
            CopyClaim(
                evidence: evidence, opened: opened, steps: steps, closed: closed, candidates: candidates,
                history: history)
        case .model(let model, let scores):
            ModelClaim(
                evidence: evidence, opened: opened, steps: steps, closed: closed, model: model, scores: scores,
                history: history)
        }
    }

    /// Nil where there is nothing to weigh by. Of a person nothing is claimed, whatever was measured of copies.
    private func weighed(_ base: any ComputedClaim, _ run: AnsweredRun) throws -> WeighedClaim? {
        guard !base.isOfPerson else {
            try checkNothingIsStated(run)
            return nil
        }
        let ground: WeighingGround
        do {
            // No two claims stand at one place: whatever is recorded before this one is below the ledger's size.
            ground = try WeighingGround(
                of: run.opened, claim: opened.size, rules: .current, lookup: opened
            ) {
                try? opened.bytes(of: $0)
            }
        } catch {
            throw UserError(
                "#\(error.entry.position): \(error.reason). The run is recorded, and nothing was claimed from it. See what is damaged: exhibit audit"
            )
        }
        guard
            ground.calibration != nil || !question.isEmpty || ground.policy != .standard
                || ground.statedBefore != .thing || ground.reviews.contains(where: { !$0.isSupporting })
        else { return nil }
        do {
            return try weigh(base, run, ground)
        } catch let error as WeightRefused {
            let next =
                isAgain
                ? "Nothing was claimed; state it otherwise"
                : "The run is recorded as #\(run.opened.position); claim from it with other words: exhibit claim '#\(run.opened.position)'"
            throw UserError("\(error.member): \(error.reason). \(next)")
        }
    }

    private func checkNothingIsStated(_ run: AnsweredRun) throws {
        guard question.isEmpty else {
            throw UserError(
                "of a person nothing is claimed, so there is nothing to state\(isAgain ? "" : "; the run is recorded as #\(run.opened.position)")"
            )
        }
    }

    private func weigh(_ base: any ComputedClaim, _ run: AnsweredRun, _ ground: WeighingGround) throws -> WeighedClaim?
    {
        let (evidence, closed) = (run.evidence.statement, run.closed.statement)
        let stated = question.stated.about(atLeast: ground.statedBefore)
        switch run.answers {
        case .copies(let candidates):
            guard let base = base as? CopyClaim else { return nil }
            return try WeighedClaim(
                base: base, evidence: evidence, closed: closed, candidates: candidates, ground: ground,
                stated: stated)
        case .model(let model, let scores):
            guard let base = base as? ModelClaim else { return nil }
            let steps = run.steps.map(\.statement)
            let geometry = try AskedPicture.step(among: steps).flatMap { try opened.value("geometry", of: $0) }
            return try WeighedClaim(
                base: base, evidence: evidence, closed: closed, steps: steps, model: model, scores: scores,
                side: AskedPicture.side(geometry), ground: ground, stated: stated)
        }
    }
}

extension Case {
    /// Nothing is recorded of a search whose answer could not be weighed: a run without a claim tells nobody anything.
    func checkGround(_ about: String, _ model: TypedName, _ galleries: [TypedName]) throws {
        // Of a person nothing is claimed, whatever was measured.
        guard about != About.person.rawValue else { return }
        let search = WeighingGround.Search(model: model, galleries: galleries, self)
        do {
            _ = try WeighingGround.calibration(of: search, before: size, lookup: self) { try? bytes(of: $0) }
            _ = try WeighingGround.policy(before: size, lookup: self) { try? bytes(of: $0) }
        } catch {
            throw UserError(
                "#\(error.entry.position): \(error.reason). Nothing was searched or recorded. See what is damaged: exhibit audit"
            )
        }
    }

    /// A page of an unweighed claim says that nothing was measured, by the standard rules. Where that is false there is
    /// none.
    func checkSaysWhatWasMeasured(_ claim: PlacedEntry) throws {
        guard !claim.statement.isWeighedClaim, claim.statement.text("about") != About.person.rawValue,
            let run = claim.statement.name("run").flatMap({ entry(statement: $0.hash) }),
            PictureHistory(of: run, lookup: self)?.answersAboutPerson != true,
            let before = WeighingGround.reasonsToWeigh(run, claim: claim.position, lookup: self).first
        else { return }
        let what =
            before.statement.isKind(.policy)
            ? "is weighed by the standard policy, and #\(before.position) had set a stricter one"
            : "says that errors have not been measured, and #\(before.position) had measured them"
        throw UserError("claim #\(claim.position) \(what) before. Claim it again: exhibit claim '#\(run.position)'")
    }
}
