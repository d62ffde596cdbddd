import ExhibitCore
import ExhibitReport
import ExhibitVerification

extension PageVectors {
    /// What became of an objection stands on lists of its own, and counts only where it answers every ground.
    mutating func decided() throws {
        let story = try Story()
        let claim = try story.identify()
        let first = try story.compose(claim)
        let placed = try story.record(try story.object(to: first, [.numbers, .subject]))
        let (ledger, reviewer) = (story.publisher.ledger, FixedKeys.key("reviewer"))
        func rule(_ areUpheld: [Bool], by key: SigningKey) throws {
            let grounds = zip([ChallengeGround.numbers, .subject], areUpheld).map { ($0, $1, "r") }
            try ledger.append(
                Ruling.draft(on: try Challenge(placed.statement), answers: grounds, slots: [:]), by: key)
        }
        add("an objection", try Forge().report(story, of: claim), of: story, code: 3)
        try ledger.grant(.reviewer, to: reviewer)
        try rule([false, false], by: reviewer)
        add("a rejected objection", try Forge().report(story, of: claim), of: story, code: 3)
        try rule([true], by: reviewer)
        add("a ruling that leaves out a ground", try Forge().report(story, of: claim), of: story, code: 3)
        try story.answer(placed, .acknowledge, by: FixedKeys.ledger)
        try rule([true, false], by: reviewer)
        let report = try Forge().report(story, of: claim)
        add("an objection that is upheld in part", report, of: story, code: 5, "standing")
        let untrue = Ruling.draft(
            on: try Challenge(placed.statement), answers: [(.numbers, true, "r"), (.subject, false, "r")], slots: [:])
        let body = untrue.body.merging(["outcome": "rejected"]) { $1 }
        try ledger.append(Draft(.ruling, subjects: untrue.subjects, body: body, slots: untrue.slots), by: reviewer)
        let undecided = try Forge().report(story, of: claim)
        add("a ruling whose outcome is not that of its answers", undecided, of: story, code: 5, "standing")
        for name in [placed.statement.name, claim.statement.name] {
            let changed = try Forge.edit(report) { $0.lists.removeAll { $0.name == name } }
            add("the same without the list of \(name)", changed, of: story, code: 2, "completeness")
        }
        try story.answer(placed, .withdraw, by: Story.challenger)
        let late = try Forge().report(story, of: claim)
        add("an upheld objection that was withdrawn", late, of: story, code: 5, "standing")
        let retracted = try ChallengedReport(first, verdict: ReportVerifier.verify(first, trust: story.trust)).report
        let names = ["report": retracted.statement.name, "claim": claim.statement.name]
        let members = names.mapValues { JSON.string($0.description) }
        try ledger.append([
            Draft(
                .retraction, subjects: [retracted.statement.name],
                body: members.merging(["challenge": nil, "cause": "evidence"]) { $1 })
        ])
        add("a claim that was taken back", try Forge().report(story, of: claim), of: story, code: 5, "standing")
    }

    /// What is gone is said to be, and by whom; an entry of somebody who may not say so counts for nothing.
    mutating func erased() throws {
        let story = try Story()
        let claim = try story.identify()
        let evidence = story.evidence.statement
        let slot = Erasure.Slot(statement: evidence.id, path: "body.sha256")
        func draft(_ artifacts: [TypedName]) -> Draft {
            Erasure(artifacts: artifacts, slots: [slot], reason: .courtOrder).draft(approver: nil, recorded: 0)
        }
        let before = try story.compose(claim)
        try story.publisher.ledger.append([draft([])])
        add("a value that was erased", try story.compose(claim, withhold: ["sha256"]), of: story, code: 3)
        let picture = [evidence.name("artifact")].compactMap { $0 }
        try story.publisher.ledger.append([draft(picture)])
        add("a report from before an erasure", before, of: story, code: 3)
        let report = try story.compose(claim, withhold: ["sha256"])
        add("evidence that was erased", report, of: story, code: 3, "erased")
        let weighed = try Story.calibrated()
        let identified = try weighed.weigh()
        try weighed.publisher.ledger.append([
            Erasure(
                artifacts: [weighed.evidence.statement.name("artifact")].compactMap { $0 }, slots: [],
                reason: .retention
            ).draft(approver: nil, recorded: 0)
        ])
        let status = identified.statement.text("status")
        add(
            "a weighed claim (\(status)) on evidence that was erased", try Forge().report(weighed, of: identified),
            of: weighed, code: status == "IDENTIFICATION" ? 5 : 3, "erased")
        let other = try Story()
        let claimed = try other.identify()
        try other.publisher.ledger.append(
            Erasure(
                artifacts: [other.evidence.statement.name("artifact")].compactMap { $0 }, slots: [], reason: .mistake
            ).draft(approver: nil, recorded: 0), by: FixedKeys.operator)
        add(
            "an erasure by somebody without the role", try Forge().report(other, of: claimed), of: other, code: 2,
            "roles")
    }
}
