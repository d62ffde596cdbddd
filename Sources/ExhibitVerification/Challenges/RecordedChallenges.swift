import ExhibitCore

extension ReportVerifier {
    private static let mostNamed = 20

    /// Says which objections the report has, as its page does, and whether what was decided on them lets the claim stand.
    /// That none was left out is for the lists to show.
    mutating func checkStanding(_ subject: Subject) {
        let recorded = RecordedStanding(
            of: subject.report.statement, claim: subject.claim.statement, among: subject.scope.entries.values)
        let retractions = subject.scope.entries.values.count { $0.statement.isKind(.retraction) }
        guard !recorded.objections.isEmpty || retractions > 0 else { return }
        var check = Verdict.Check("standing", "nothing that is recorded here takes the claim back")
        defer { verdict.add(check) }
        check.detail = "\(recorded.objections.count) objections, \(retractions) retractions"
        var words: [String] = []
        for objection in recorded.objections {
            let object = "entry \(objection.entry.position)"
            words.append("\(object) on \(objection.grounds), \(objection.state.rawValue)")
            if objection.state.isAgainstReport, objection.isOwn {
                check.fail(
                    .contested, object, "this objection to the claim was decided: \(objection.state.rawValue)")
            }
        }
        for entry in recorded.retractions {
            check.fail(.contested, "entry \(entry.position)", "it retracts a report of this claim")
        }
        if words.count > Self.mostNamed {
            words = words.prefix(Self.mostNamed) + ["\(recorded.objections.count) in all"]
        }
        if !words.isEmpty { verdict.summary.append(("objections", words.joined(separator: "; "))) }
    }
}
