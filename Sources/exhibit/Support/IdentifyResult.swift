import ExhibitCore
import ExhibitPipeline
import ExhibitWeight

/// What one identification gave, for people and for scripts.
struct IdentifyResult {
    let subject: PictureSubject
    let outcome: CopyDetection.Outcome
    let claim: MadeClaim
    /// Of the candidates, in order of rank.
    let paths: [String]

    private var isRefused: Bool { claim.status == .refused }

    /// A refusal shows nobody, on no screen either.
    private var candidates: [CandidateList.Candidate] { isRefused ? [] : outcome.candidates?.candidates ?? [] }

    func show(_ target: String, gallery: String, console: Console) {
        emit(target, console)
        console.say("\(shown(target))  (\(subject.words)), searched in \"\(shown(gallery))\"")
        for (candidate, path) in zip(candidates, paths) {
            let mark = claim.named.contains(candidate.artifact) ? "named" : "     "
            let fact = fact(of: candidate.artifact).map { "  (\(Self.words($0)))" } ?? ""
            console.say("  \(candidate.rank). \(mark)  distance \(candidate.distance) of 256  \(shown(path))\(fact)")
        }
        if isRefused {
            console.say("  no candidate is shown, because the question was refused")
        } else if candidates.isEmpty {
            console.say("  no candidates")
        }
        console.say(
            "\(Console.strong(claim.status.rawValue))  recorded as claim #\(claim.entry.position), run #\(outcome.opened.position)"
        )
        ClaimText(claim).show(console)
        if let sentence = subject.sentence(claim.base.taint, claim.base.about) { console.say("  \(sentence)") }
        for remark in outcome.remarks { console.warn("\(shown(target)): \(remark)") }
    }

    private func emit(_ target: String, _ console: Console) {
        console.emit(
            "identify",
            [
                "picture": .string(target), "evidence": .integer(Int64(subject.evidence.position)),
                "run": .integer(Int64(outcome.opened.position)), "claim": .integer(Int64(claim.entry.position)),
                "status": .string(claim.status.rawValue), "taint": .string(claim.base.taint.rawValue),
                "reasons": .array(claim.reasons.map { ["rule": .string($0.rule), "sentence": .string($0.sentence)] }),
                "weight": claim.weighed?.weight?.json(.current) ?? .null,
                "remarks": .array(outcome.remarks.map { .string($0) }),
                "candidates": .array(
                    zip(candidates, paths).map { candidate, path in
                        [
                            "rank": .integer(candidate.rank), "distance": .integer(candidate.distance),
                            "path": .string(path), "named": .bool(claim.named.contains(candidate.artifact)),
                            "fact": fact(of: candidate.artifact).map { .string($0.rawValue) } ?? .null,
                        ]
                    }),
            ])
    }

    /// The strongest one: the same file has the same pixels too.
    private func fact(of artifact: TypedName) -> CopyClaim.Fact.Relation? {
        CopyClaim.Fact.Relation.allCases.first { relation in
            claim.base.facts.contains { $0.artifact == artifact && $0.relation == relation }
        }
    }

    private static func words(_ relation: CopyClaim.Fact.Relation) -> String {
        switch relation {
        case .sameFile: "a fact: the same file, byte for byte"
        case .sameCoefficients: "a fact: the same JPEG data"
        case .samePixels: "a fact: the same pixels"
        }
    }
}
