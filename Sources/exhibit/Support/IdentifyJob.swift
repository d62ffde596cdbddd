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
    let question: ClaimQuestion
    /// Whether the claim is left for later, after reviews.
    let isHeld: Bool

    init(
        case opened: Case, set: ReferenceSet, model: TypedName, about: String, depth: Int, question: ClaimQuestion,
        isHeld: Bool
    ) {
        self.opened = opened
        self.set = set
        self.model = model
        self.about = about
        self.depth = depth
        self.question = question
        self.isHeld = isHeld
    }

    /// One picture of several: what is wrong with it alone is returned, and the others go on.
    func attempt(_ target: String, gallery: String, console: Console) throws -> String? {
        do {
            let recorded = try opened.exclusively {
                let found = try search(target)
                return (found, isHeld ? nil : try claim(found))
            }
            if let result = recorded.1 {
                result.show(target, gallery: gallery, console: console)
            } else {
                showHeld(recorded.0.outcome.opened, target, console)
            }
            return nil
        } catch let error as UserError {
            return error.description
        } catch let error as StorageError where [.notFound, .damaged, .tooLarge].contains(error.kind) {
            return "\(shown(target)): \(error)"
        }
    }

    private typealias Found = (subject: PictureSubject, outcome: CopyDetection.Outcome)

    /// Nothing of what was found is said: a reviewer who has seen a score is not blind.
    private func showHeld(_ run: PlacedEntry, _ target: String, _ console: Console) {
        if let claim = WeighingGround.firstClaim(on: run, before: run.position, opened) {
            console.warn(
                "\(shown(target)): claim #\(claim.position) stands on this picture already, and shows what its answer is worth: every review of run #\(run.position) will be \"not blind\""
            )
        }
        console.say(
            """
            \(shown(target))  searched by run #\(run.position), and held: no score is shown, and nothing was claimed
            Next: exhibit review '#\(run.position)' --pictures FOLDER, then with --conclusion; at last: exhibit claim '#\(run.position)'
            """)
        console.emit("identify", ["picture": .string(target), "run": .integer(Int64(run.position)), "held": true])
    }

    private func search(_ target: String) throws -> Found {
        let subject = try opened.subject(for: target)
        let evidence = subject.evidence
        let request = CopyDetection.Request(
            evidence: evidence, picture: subject.picture, bytes: subject.bytes, model: model, gallery: set,
            about: about, depth: depth)
        let detection = CopyDetection(request, surroundings: .here, ledger: opened, store: opened) { ordinal in
            try opened.reference(set.name(at: ordinal), keeping: true)
        }
        return (subject, try detection.run())
    }

    private func claim(_ found: Found) throws -> IdentifyResult {
        let (subject, outcome) = found
        let made = try ClaimJob(opened: opened, question: question).record(
            of: AnsweredRun(
                evidence: subject.evidence, opened: outcome.opened, steps: outcome.steps, closed: outcome.closed,
                answers: .copies(outcome.candidates)))
        return IdentifyResult(
            subject: subject, outcome: outcome, claim: made, paths: paths(of: outcome.candidates))
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
