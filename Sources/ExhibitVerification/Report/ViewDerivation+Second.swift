import ExhibitCore
import ExhibitReport
import ExhibitWeight

/// What a view of version 2 says that one of version 1 does not.
extension ViewDerivation {
    func furtherView(_ asked: ReportView.AskedFurther) -> ReportView.Further {
        ReportView.Further(
            disclosed: asked.disclosed.hex,
            supersedes: asked.supersedes.map { name in
                .init(statement: name.hash.hex, position: byStatement[name.hash].map { Int($0.position) })
            },
            isQuestionStated: statedQuestion != nil)
    }

    /// Nil where nobody put the question into words.
    var statedQuestion: ReportView.Disclosed<String>? {
        guard claim.statement.isWeighedClaim, slot("question", of: claim.statement)?.isNull != true else { return nil }
        return value("question", of: claim.statement)
    }

    /// Free text: where it claims what no rule would, a reader is told. A view of version 1 tells so of fewer texts.
    func said(_ text: String) -> String {
        guard isSecond else { return text }
        let found = BannedWords.findAnySpelling(in: text).map { "\"\(text[$0.range])\": \($0.reason)" }
        guard !found.isEmpty else { return text }
        return "\(text) [Its writer's own words, which no record supports. \(found.joined(separator: " "))]"
    }

    /// Several texts without the brackets of their format.
    func texts(_ value: JSON) -> String {
        guard let texts = value.elements?.map(\.text), !texts.contains(nil) else { return said(Self.text(value)) }
        return texts.isEmpty ? Self.text(.null) : texts.compactMap { $0 }.map(said).joined(separator: "; ")
    }

    func details(of challenge: Challenge, among entries: [PlacedEntry]) -> ReportView.Objection.Details {
        let decision = decision(on: challenge, among: entries)
        let reasons = decision.flatMap { slot("reasons", of: $0.ruling.statement)?.elements }
        return ReportView.Objection.Details(
            remedies: challenge.remedies.map(\.rawValue), text: value("text", of: challenge.statement),
            ruling: decision.map { Int($0.position) },
            answers: challenge.grounds.enumerated().map { index, ground in
                ReportView.Objection.Answer(
                    ground: "\(ground.rawValue) \(ground.title)",
                    outcome: decision.map { $0.ruling.answers[index].isUpheld ? .upheld : .rejected },
                    reason: reason(reasons, index, decision?.ruling.statement))
            })
    }

    private func reason(_ reasons: [JSON]?, _ index: Int, _ ruling: Statement?) -> ReportView.Disclosed<String> {
        guard let ruling else { return .withheld }
        // Erased, withheld, or of another number than there are grounds: what there is to say stands for all of them.
        guard let reasons, reasons.indices.contains(index) else { return value("reasons", of: ruling) }
        return text(reasons[index])
    }

    /// The ruling that an objection's state is from: the first that upholds a ground, else the last that counts.
    private func decision(
        on challenge: Challenge, among entries: [PlacedEntry]
    ) -> (position: UInt64, ruling: Ruling)? {
        let statement = challenge.statement
        let state = ChallengeState(of: statement, among: entries)
        guard state.isAgainstReport || state == .rejected else { return nil }
        let involved = Set(
            entries.filter { $0.statement.name == challenge.report || $0.statement.name == challenge.claim }
                .map(\.statement.head.author))
        let rulings = entries.compactMap { entry -> (position: UInt64, ruling: Ruling)? in
            guard entry.statement.isKind(.ruling), let ruling = try? Ruling(entry.statement),
                ruling.reasonVoid(on: challenge, involved: involved) == nil
            else { return nil }
            return (entry.position, ruling)
        }
        return rulings.first { $0.ruling.outcome != .rejected } ?? rulings.last
    }
}
