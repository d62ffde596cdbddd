import ExhibitCore
import ExhibitPipeline
import ExhibitStorage
import ExhibitWeight

/// One run of copy detection and the claim that follows from it.
struct IdentifyJob {
    let opened: Case
    let set: ReferenceSet
    let model: TypedName
    let about: String
    let depth: Int

    init(case opened: Case, set: ReferenceSet, model: TypedName, about: String, depth: Int) {
        self.opened = opened
        self.set = set
        self.model = model
        self.about = about
        self.depth = depth
    }

    /// One picture of several: what is wrong with it alone is returned, and the others go on.
    func attempt(_ target: String, gallery: String, console: Console) throws -> String? {
        do {
            try opened.exclusively { try run(target) }.show(target, gallery: gallery, console: console)
            return nil
        } catch let error as UserError {
            return error.description
        } catch let error as StorageError where [.notFound, .damaged, .tooLarge].contains(error.kind) {
            return "\(shown(target)): \(error)"
        }
    }

    private func run(_ target: String) throws -> IdentifyResult {
        let subject = try opened.subject(for: target)
        let evidence = subject.evidence
        let request = CopyDetection.Request(
            evidence: evidence, picture: subject.picture, bytes: subject.bytes, model: model, gallery: set,
            about: about, depth: depth)
        let detection = CopyDetection(request, surroundings: .here, ledger: opened, store: opened) { ordinal in
            try opened.reference(set.name(at: ordinal), keeping: true)
        }
        let outcome = try detection.run()
        let claim = CopyClaim(
            evidence: evidence.statement, opened: outcome.opened.statement, steps: outcome.steps.map(\.statement),
            closed: outcome.closed.statement, candidates: outcome.candidates,
            history: PictureHistory(of: outcome.opened, lookup: opened))
        _ = try opened.keepOpen(Policy.current.bytes)
        let body = claim.body.merging([
            "run": .string(outcome.opened.statement.name.description),
            "closed": .string(outcome.closed.statement.name.description),
            "evidence": .string(evidence.statement.name.description),
        ]) { first, _ in first }
        let entry = try opened.append([Draft(.claim, subjects: [outcome.opened.statement.name], body: body)])[0]
        return IdentifyResult(
            subject: subject, outcome: outcome, claim: claim, entry: entry,
            paths: paths(of: outcome.candidates))
    }

    /// Paths of the candidates by rank, for the operator's eyes. The same bytes may stand in a set under several.
    private func paths(of list: CandidateList?) -> [String] {
        var used: [ContentHash: Int] = [:]
        return (list?.candidates ?? []).map { candidate in
            let hash = candidate.artifact.hash
            let paths = set.manifest.lines.filter { $0.hash == hash }.map { "/" + $0.path }
            defer { used[hash, default: 0] += 1 }
            return paths.indices.contains(used[hash] ?? 0) ? paths[used[hash] ?? 0] : paths.first ?? ""
        }
    }
}
