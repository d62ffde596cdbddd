import ExhibitCore
import ExhibitWeight

/// What time takes from a report by rule P18: more than a lead is said only of a run that is not old, by a model that its
/// operator still stands by.
extension Verdict {
    /// Adds whether the report is too old for what it says. Of a report that says no more than a lead nothing is added.
    ///
    /// - Parameter now: milliseconds since 1970, by the reader's clock. The report's hour is its publisher's.
    public mutating func judgeAge(ofReport bytes: [UInt8], now: Int64) {
        guard let file = try? ReportFile(encoded: bytes), let bundle = try? Bundle(encoded: file.bundle) else { return }
        let published = Published(bundle)
        guard published.isIdentification, let report = published.report else { return }
        let made = report.head.time.description
        let days = published.days
        var check = Check("age", "the report is not too old for what it says", detail: "\(made), \(days) days at most")
        let day: Int64 = 86_400_000
        // Both are in the one spelling that hours have, which sorts as time does.
        if made < Hour(milliseconds: now - days * day).description {
            check.fail(
                .incomplete, "the report",
                "it was made on \(made), more than \(days) days ago: by rule P18 it is at most a LEAD now. Run it again"
            )
        } else if made > Hour(milliseconds: now + day).description {
            check.fail(.incomplete, "the report", "it was made on \(made), which your clock has not reached")
        }
        add(check)
    }
}

/// A report's entry and claim, as its bundle has them. Whether they hold is for its verifier to say.
struct Published {
    let report: Statement?
    let claim: Statement?
    /// The model of the claim's run.
    let model: TypedName?
    /// Of rule P18, by the policy that the claim names.
    let days: Int64

    init(_ bundle: Bundle) {
        let statements = bundle.entries.compactMap { try? Entry(leaf: $0.leaf).statement }
        func find(_ name: TypedName?) -> Statement? { name.flatMap { name in statements.first { $0.name == name } } }
        report = statements.first { $0.id == bundle.report }
        let claim = find(report?.name("claim"))
        self.claim = claim
        model = find(claim?.name("run"))?.name("model")
        let document = bundle.artifacts.first { $0.name == claim?.name("policy") }?.bytes ?? []
        let policy = (try? WeighingPolicy(bytes: document)).flatMap { try? WeighingPolicy.standard.tightened(by: $0) }
        days = Int64((policy ?? .standard).text(.days)) ?? 0
    }

    var isIdentification: Bool { claim?.text("status") == Status.identification.rawValue }
}
