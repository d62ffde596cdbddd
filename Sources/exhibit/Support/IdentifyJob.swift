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

    func run(_ target: String) throws -> IdentifyResult {
        let evidence = try opened.evidence(for: target)
        guard let file = evidence.statement.name("artifact") else { throw UserError("\(target): its entry names no file") }
        let request = CopyDetection.Request(
            evidence: evidence, bytes: try opened.bytes(of: file), model: model, gallery: set, about: about, depth: depth)
        let detection = CopyDetection(request, surroundings: .here, ledger: opened, store: opened) { ordinal in
            try referenceBytes(ordinal)
        }
        let outcome = try detection.run()
        let claim = CopyClaim(
            evidence: evidence.statement, opened: outcome.opened.statement, steps: outcome.steps.map(\.statement),
            closed: outcome.closed.statement, candidates: outcome.candidates)
        _ = try opened.keepOpen(Policy.current.bytes)
        let body = claim.body().merging([
            "run": .string(outcome.opened.statement.name.description),
            "closed": .string(outcome.closed.statement.name.description),
            "evidence": .string(evidence.statement.name.description),
        ]) { first, _ in first }
        let entry = try opened.append([Draft(.claim, subjects: [outcome.opened.statement.name], body: body)])[0]
        return IdentifyResult(
            evidence: evidence, outcome: outcome, claim: claim, entry: entry,
            labels: try labels(of: outcome.candidates))
    }

    /// A reference picture where it was hashed: read once, compared with its sealed name, and kept from now on.
    private func referenceBytes(_ ordinal: Int) throws -> [UInt8] {
        let name = set.name(at: ordinal)
        if let kept = try? opened.bytes(of: name) { return kept }
        guard let salt = try opened.salt(of: name), let hint = try opened.store.picture(name: name.hash.hex) else {
            throw ReferenceUnavailable("this case does not know where it is")
        }
        let file: StableFile
        do {
            file = try StableFile(hint.path)
        } catch {
            throw ReferenceUnavailable("its file cannot be read any more")
        }
        let sealing = Sealing(file.bytes, salt: salt)
        guard sealing.name == name else { throw ReferenceUnavailable("its file was changed after it was hashed") }
        _ = try opened.keep(
            sealing, bytes: file.bytes, media: ImageKind(sniffing: file.bytes).mediaType, stable: true)
        return file.bytes
    }

    /// Paths of the candidates, for the operator's eyes.
    private func labels(of list: CandidateList?) throws -> [TypedName: String] {
        var labels: [TypedName: String] = [:]
        for candidate in list?.candidates ?? [] {
            let line = set.manifest.lines.first { $0.hash == candidate.artifact.hash }
            labels[candidate.artifact] = line.map { "/" + $0.path }
        }
        return labels
    }
}

struct IdentifyResult {
    let evidence: PlacedEntry
    let outcome: CopyDetection.Outcome
    let claim: CopyClaim
    let entry: PlacedEntry
    let labels: [TypedName: String]

    func show(_ target: String, gallery: String, console: Console) {
        let candidates = outcome.candidates?.candidates ?? []
        console.emit(
            "identify",
            [
                "picture": .string(target), "evidence": .integer(Int64(evidence.position)),
                "run": .integer(Int64(outcome.opened.position)), "claim": .integer(Int64(entry.position)),
                "status": .string(claim.status.rawValue),
                "reasons": .array(claim.reasons.map { .string($0.rawValue) }),
                "facts": .array(claim.facts.map { .string($0.relation.rawValue) }),
                "candidates": .array(
                    candidates.map {
                        [
                            "rank": .integer($0.rank), "distance": .integer($0.distance),
                            "path": .string(labels[$0.artifact] ?? ""), "named": .bool(claim.named.contains($0.artifact)),
                        ]
                    }),
            ])
        console.say("\(target)  (#\(evidence.position)), searched in \"\(gallery)\"")
        for candidate in candidates {
            let mark = claim.named.contains(candidate.artifact) ? "named" : "     "
            console.say(
                "  \(candidate.rank). \(mark)  distance \(candidate.distance) of 256  \(labels[candidate.artifact] ?? "")")
        }
        if candidates.isEmpty { console.say("  no candidates") }
        for fact in claim.facts {
            console.say("  fact: \(Self.words(fact.relation)) as \(labels[fact.artifact] ?? "a reference")")
        }
        console.say("\(Console.strong(claim.status.rawValue))  recorded as claim #\(entry.position), run #\(outcome.opened.position)")
        for reason in claim.reasons { console.say("  \(reason.rawValue): \(reason.sentence)") }
        for remark in outcome.remarks { console.warn(remark) }
    }

    private static func words(_ relation: CopyClaim.Fact.Relation) -> String {
        switch relation {
        case .sameFile: "the same file"
        case .sameCoefficients: "the same JPEG data"
        case .samePixels: "the same pixels"
        }
    }
}
