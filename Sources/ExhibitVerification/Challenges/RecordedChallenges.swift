import ExhibitCore

extension ReportVerifier {
    /// Says which objections the report has, as its page does, and whether what was decided on them lets the claim stand.
    /// That none was left out is for the lists to show.
    mutating func checkStanding(_ subject: Subject) {
        if let older = subject.report.statement.name("supersedes") {
            verdict.summary.append(("supersedes", "the report \(older.hash.hex)"))
        }
        let recorded = RecordedStanding(
            of: subject.report.statement, claim: subject.claim.statement, among: subject.scope.entries.values)
        let retractions = subject.scope.entries.values.count { $0.statement.isKind(.retraction) }
        guard !recorded.objections.isEmpty || retractions > 0 else { return }
        var check = Verdict.Check("standing", "nothing that is recorded here takes the claim back")
        defer { verdict.add(check) }
        check.detail = "\(recorded.objections.count) objections, \(retractions) retractions"
        for objection in recorded.objections {
            let object = "entry \(objection.entry.position)"
            if objection.state.isAgainstReport, objection.isOwn {
                check.fail(
                    .contested, object, "this objection to the claim was decided: \(objection.state.rawValue)")
            }
        }
        for entry in recorded.retractions {
            check.fail(.contested, "entry \(entry.position)", "it retracts a report of this claim")
        }
        verdict.sayObjections(recorded)
    }
}
