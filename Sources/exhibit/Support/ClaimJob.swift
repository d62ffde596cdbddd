import ExhibitCore
import ExhibitStorage
import ExhibitWeight

/// A run of copy detection as the ledger holds it, with the list that it gave.
struct RecordedCopyRun {
    let evidence: PlacedEntry
    let opened: PlacedEntry
    let steps: [PlacedEntry]
    let closed: PlacedEntry
    /// Nil where the run ended before its search.
    let candidates: CandidateList?
}

/// What was claimed, and where it stands.
struct MadeClaim {
    let entry: PlacedEntry
    /// What the run supports before it is weighed.
    let base: CopyClaim
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

    func record(of run: RecordedCopyRun) throws -> MadeClaim {
        let base = CopyClaim(
            evidence: run.evidence.statement, opened: run.opened.statement, steps: run.steps.map(\.statement),
            closed: run.closed.statement, candidates: run.candidates,
            history: PictureHistory(of: run.opened, lookup: opened))
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
        guard let weighed = try weighed(base, run) else {
            _ = try opened.keepOpen(Policy.current.bytes)
            return MadeClaim(entry: try append(.claim, base.body), base: base, weighed: nil)
        }
        _ = try opened.keepOpen(weighed.ground.policy.bytes)
        let body = weighed.body.merging(question.body) { first, _ in first }
        let entry = try append(.claimWeighed, body, question.slots)
        return MadeClaim(entry: entry, base: base, weighed: weighed)
    }

    /// Nil where there is nothing to weigh by. Of a person nothing is claimed, whatever was measured of copies.
    private func weighed(_ base: CopyClaim, _ run: RecordedCopyRun) throws -> WeighedClaim? {
        guard !base.isOfPerson else {
            guard question.isEmpty else {
                throw UserError(
                    "of a person nothing is claimed, so there is nothing to state; the run is recorded as #\(run.opened.position)"
                )
            }
            return nil
        }
        let ground: WeighingGround
        do {
            // No two claims stand at one place: whatever is recorded before this one is below the ledger's size.
            ground = try WeighingGround(of: run.opened, claim: opened.size, lookup: opened) {
                try? opened.bytes(of: $0)
            }
        } catch {
            throw UserError(
                "#\(error.entry.position): \(error.reason). The run is recorded, and nothing was claimed from it. See what is damaged: exhibit audit"
            )
        }
        guard ground.calibration != nil || !question.isEmpty || ground.policy != .standard else { return nil }
        do {
            return try WeighedClaim(
                base: base, evidence: run.evidence.statement, closed: run.closed.statement,
                candidates: run.candidates, ground: ground, stated: question.stated)
        } catch {
            throw UserError(
                "\(error.member): \(error.reason). The run is recorded as #\(run.opened.position); claim from it with other words: exhibit claim '#\(run.opened.position)'"
            )
        }
    }
}

extension Case {
    /// Nothing is recorded of a search whose answer could not be weighed: a run without a claim tells nobody anything.
    func checkGround(of search: WeighingGround.Search) throws {
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
            let model = run.statement.name("model"), entry(statement: model.hash)?.statement.isKind(.model) == true,
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
