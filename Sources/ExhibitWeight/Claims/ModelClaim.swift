import ExhibitCore

/// What may be claimed from a run of any model but copy detection. Without a measurement of how often it is wrong on such
/// pictures that is a lead at most, and of a person nothing.
public struct ModelClaim: ComputedClaim {
    public let about: About
    public let status: Status
    public let ceiling: Status
    public let reasons: [Reason]
    public let taint: Taint
    public let named: [TypedName]
    /// Of the references whose pictures are shown.
    public let facts: [CopyClaim.Fact]
    public let isOfPerson: Bool

    /// - Parameters:
    ///   - evidence, opened, steps, closed: the run's statements; steps in order of number.
    ///   - model: the statement that the run was opened for.
    ///   - scores: the artifact that `closed` names; nil where the model gave no answer.
    ///   - history: of the picture that the run was opened for. It can be left out only for a file that was received.
    public init(
        evidence: Statement, opened: Statement, steps: [Statement], closed: Statement, model: Statement,
        scores: ScoreList?, history: PictureHistory? = nil
    ) {
        about = About(rawValue: opened.text("about")) ?? .person
        taint = StepTaint.ofAnswer(
            evidence: evidence, opened: opened, steps: steps, about: about, model: model, history: history)
        isOfPerson = about == .person || history?.answersAboutPerson == true
        // What is refused whatever was answered tells nothing of anybody's picture either.
        facts =
            isOfPerson || taint >= .generated
            ? [] : CopyClaim.facts(evidence: evidence, opened: opened, steps: steps)
        var reasons: [Reason] = []
        if !["decoded", "damaged"].contains(evidence.text("outcome")) {
            reasons.append(.notDecoded)
        } else if closed.text("outcome") != "completed" || scores == nil {
            reasons.append(.runFailed)
        }
        if isOfPerson { reasons.append(.personWithoutCalibration) }
        if taint >= .generated { reasons.append(.generatedPixels) }
        let isRefused = !reasons.isEmpty
        if taint == .learnedOrUnknown, isOriginUnknown(evidence, history) { reasons.append(.originUnknown) }
        reasons.append(.noCalibration)
        if evidence.text("outcome") == "damaged" { reasons.append(.damagedFile) }
        if Self.isUnconfined(opened, model) { reasons.append(.unconfined) }
        guard !isRefused, let scores else {
            (status, ceiling, named, self.reasons) = (.refused, .refused, [], reasons)
            return
        }
        ceiling = .lead
        guard model.body["match"]?.text.flatMap({ Double($0) }) != nil else {
            (status, named, self.reasons) = (.inconclusive, [], reasons + [.noThreshold])
            return
        }
        let found = scores.matches(of: model)
        named = Array(found.compactMap(\.answer.reference).prefix(64))
        status = found.isEmpty ? .inconclusive : .lead
        self.reasons = reasons + [found.isEmpty ? .belowThreshold : .reachesThreshold]
    }

    /// What is not recorded as confined was not. A built-in model has no program of its own to confine.
    private static func isUnconfined(_ opened: Statement, _ model: Statement) -> Bool {
        let due = model.isBuiltInModel ? Kind.builtInRunner : "bubblewrap"
        return opened.parameter("confinement") != due
    }

    public var body: [String: JSON] {
        claimBody(about, status, ceiling, reasons, taint, named, facts, policy: ModelPolicy.name)
    }
}
