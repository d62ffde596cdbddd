import ExhibitCore
import ExhibitPipeline
import ExhibitWeight

/// What a model answered, for people and for scripts.
struct ModelResult {
    let subject: PictureSubject
    let model: PlacedEntry
    let outcome: ModelRun.Outcome
    let claim: MadeClaim
    /// What the picture was compared with; nil where it was looked at alone.
    let set: NamedSet?
    let references: ReferencePictures?

    /// A refusal shows no answer, on no screen.
    private var answers: [ScoreList.Candidate] {
        claim.status == .refused ? [] : outcome.scores?.candidates ?? []
    }

    /// Of the model's own step. They can tell the answer.
    private var warnings: [String] {
        if claim.status == .refused { return [] }
        let step = outcome.steps.first { Operation.named(in: $0.statement) == .runModel }
        return (step?.statement.body["warnings"]?.elements ?? []).compactMap(\.text)
    }

    private static func text(_ answer: ScoreList.Answer) -> String {
        switch answer {
        case .label(let label): label
        case .reference(let name): name.description
        }
    }

    /// The operator knows a reference by its file.
    private func words(_ answer: ScoreList.Answer) -> String {
        answer.reference.flatMap { set?.path(of: $0) } ?? Self.text(answer)
    }

    private func mark(_ answer: ScoreList.Answer) -> String {
        guard let name = answer.reference else { return "" }
        return claim.named.contains(name) ? "named  " : "       "
    }

    func show(_ target: String, _ console: Console) {
        console.emit(
            "identify-model", exitCode: outcome.failure == nil ? 0 : 1,
            [
                "picture": .string(target), "evidence": .integer(Int64(subject.evidence.position)),
                "model": .integer(Int64(model.position)), "run": .integer(Int64(outcome.opened.position)),
                "claim": .integer(Int64(claim.entry.position)), "status": .string(claim.status.rawValue),
                "taint": .string(claim.base.taint.rawValue),
                "failure": outcome.failure.map { .string($0) } ?? .null,
                "warnings": .array(warnings.map { .string($0) }),
                "reasons": .array(
                    claim.reasons.map { ["rule": .string($0.rule), "sentence": .string($0.sentence)] }),
                "weight": claim.weighed?.weight?.json(.current) ?? .null,
                "answers": .array(answers.map(json)),
            ].merging(ofSet) { first, _ in first })
        let compared = set.flatMap { set in
            references.map {
                ", with \($0.names.count) of \(counted($0.members, "reference")) of \"\(shown(set.label))\""
            }
        }
        console.say(
            "\(shown(target))  (\(subject.words)), asked \(shown(model.statement.text("name")))\(compared ?? "")")
        for answer in answers {
            console.say(
                "  \(answer.rank). \(mark(answer.answer))\(shown(words(answer.answer)))  \(answer.score.value)  (\(answer.score))"
            )
        }
        for warning in warnings { console.say("  \(shown(warning))") }
        if set != nil, claim.status == .refused, outcome.failure == nil {
            console.say("  no candidate is shown, because the question was refused")
        }
        if let failure = outcome.failure { console.say("  the run failed: \(shown(failure))") }
        console.say(
            "\(Console.strong(claim.status.rawValue))  recorded as claim #\(claim.entry.position), run #\(outcome.opened.position)"
        )
        ClaimText(claim).show(console)
        if let sentence = subject.sentence(claim.base.taint, claim.base.about) { console.say("  \(sentence)") }
        for remark in outcome.remarks { console.warn("\(shown(target)): \(remark)") }
        warnOfLeftOut(console)
    }

    private func json(_ candidate: ScoreList.Candidate) -> JSON {
        var members: [String: JSON] = [
            "rank": .integer(candidate.rank), "answer": .string(Self.text(candidate.answer)),
            "score": .string(candidate.score.description),
        ]
        if let name = candidate.answer.reference {
            members["path"] = set?.path(of: name).map { .string($0) } ?? .null
            members["named"] = .bool(claim.named.contains(name))
        }
        return .object(members)
    }

    private var ofSet: [String: JSON] {
        guard let set, let references else { return [:] }
        return [
            "gallery": .integer(Int64(set.entry.position)), "members": .integer(Int64(references.members)),
            "given": .integer(Int64(references.names.count)),
            "remarks": .array(outcome.remarks.map { .string($0) }),
        ]
    }

    private func warnOfLeftOut(_ console: Console) {
        guard let set, let references, let first = references.leftOut.first else { return }
        console.warn(
            "\(counted(references.leftOut.count, "picture")) of \"\(shown(set.label))\" could not be decoded and could not be compared, the first: \(shown(set.path(of: first.name) ?? "")): \(first.reason)"
        )
    }
}
