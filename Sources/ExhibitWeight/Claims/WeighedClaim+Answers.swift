import ExhibitCore

extension WeighedClaim {
    /// Of a search for copies.
    ///
    /// - Parameters:
    ///   - candidates: the artifact that the run's closing names; nil where it ended before its search.
    ///   - recorded: the claim, where it is there already.
    public init(
        base: CopyClaim, evidence: Statement, closed: Statement, candidates: CandidateList?, ground: WeighingGround,
        stated: ClaimQuestion.Stated, recorded: Statement? = nil
    ) throws(WeightRefused) {
        let policy = Policy.current
        let matches = (candidates?.candidates ?? []).filter {
            $0.distance <= policy.threshold && $0.quality >= policy.minimumQuality
                && $0.unstable <= policy.maximumUnstableBits
        }
        var answers = Answers(evidence, closed, isAnswered: candidates != nil)
        answers.counting = matches.map(\.artifact)
        answers.gates.quality = candidates?.probeQuality
        answers.gates.unstableBits = candidates?.probeUnstable
        if let best = matches.first, let candidates {
            answers.gates.isBorderline =
                best.distance + best.unstable + candidates.probeUnstable > policy.threshold
        }
        if let candidates {
            answers.weigh = { (measured, recorded, digits) throws(WeightRefused) in
                guard case .copies(_, let findings) = measured else { return MeasuredWeight() }
                return try MeasuredWeight(
                    findings, recorded: recorded, candidates: candidates, matches: matches, searched: ground.size,
                    stated: stated, digits: digits)
            }
        }
        try self.init(base: base, answers: answers, ground: ground, stated: stated, recorded: recorded)
    }

    /// Of a model that was asked about a picture.
    ///
    /// - Parameters:
    ///   - steps: of its run.
    ///   - scores: the artifact that the run's closing names; nil where the model gave no answer.
    ///   - side: the smaller one of that picture, ``AskedPicture``; nil where the run did not come so far.
    public init(
        base: ModelClaim, evidence: Statement, closed: Statement, steps: [Statement], model: Statement,
        scores: ScoreList?, side: Int?, ground: WeighingGround, stated: ClaimQuestion.Stated,
        recorded: Statement? = nil
    ) throws(WeightRefused) {
        let matches = scores?.matches(of: model) ?? []
        var answers = Answers(evidence, closed, isAnswered: scores != nil)
        answers.counting = matches.map(\.answer.reference)
        let given = steps.first { Operation.named(in: $0) == .runModel }?.parameter("references")
        let asked = ground.isOfAnswers ? ground.size : given.flatMap { Int64($0) } ?? .max
        if let scores, let side {
            answers.weigh = { (measured, recorded, digits) throws(WeightRefused) in
                guard case .pairs(_, let findings) = measured else { return MeasuredWeight() }
                return try MeasuredWeight(
                    findings, recorded: recorded, answers: scores, matches: matches, side: side, asked: asked,
                    searched: ground.size, stated: stated, digits: digits)
            }
        }
        try self.init(base: base, answers: answers, ground: ground, stated: stated, recorded: recorded)
    }
}

/// The picture that a model was asked about, as the step that made the copy for people records its size.
public enum AskedPicture {
    /// Nil where the run ended before.
    public static func step(among steps: [Statement]) -> Statement? {
        steps.first {
            Operation.named(in: $0) == .reduce && $0.artifacts("inputs").first?.role == "evidence"
        }
    }

    /// Its smaller side in pixels, whichever way up.
    ///
    /// - Parameter geometry: the value of that step's slot.
    public static func side(_ geometry: JSON?) -> Int? {
        guard let width = geometry?["source_width"]?.number, let height = geometry?["source_height"]?.number else {
            return nil
        }
        return Int(min(width, height))
    }
}
