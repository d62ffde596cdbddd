import ExhibitCore

/// What may be claimed from a run, computed from the run alone. The types that conform are the one place where status
/// words arise.
public protocol ComputedClaim: Sendable {
    var about: About { get }
    /// The question is about a person, or the picture was made to answer one.
    var isOfPerson: Bool { get }
    var status: Status { get }
    var reasons: [Reason] { get }
    var taint: Taint { get }
    var named: [TypedName] { get }
    var facts: [CopyClaim.Fact] { get }
    /// The members of a claim's body that follow from the run. A verifier compares them with those recorded.
    var body: [String: JSON] { get }
}

/// What may be claimed from a run of copy detection.
public struct CopyClaim: ComputedClaim {
    public let about: About
    public let status: Status
    public let ceiling: Status
    public let reasons: [Reason]
    public let taint: Taint
    public let named: [TypedName]
    public let facts: [Fact]
    public let isOfPerson: Bool
    private let policy: Policy

    /// An equality of identities: a fact, apart from any status word.
    public struct Fact: Sendable, Equatable {
        public enum Relation: String, Sendable, CaseIterable {
            case sameFile = "same_file"
            case sameCoefficients = "same_coefficients"
            case samePixels = "same_pixels"
        }
        public let relation: Relation
        public let artifact: TypedName
    }

    /// - Parameters:
    ///   - evidence, opened, steps, closed: the run's statements; steps in order of number.
    ///   - candidates: the artifact that `closed` names; nil where the run ended before its search.
    ///   - history: of the picture that the run was opened for. It can be left out only for a file that was received.
    public init(
        evidence: Statement, opened: Statement, steps: [Statement], closed: Statement, candidates: CandidateList?,
        history: PictureHistory? = nil, policy: Policy = .current
    ) {
        self.policy = policy
        about = About(rawValue: opened.text("about")) ?? .person
        taint = StepTaint.ofAnswer(
            evidence: evidence, opened: opened, steps: steps, about: about, history: history)
        // Which file has the pixels that a model drew of a person is its answer.
        let isAnswer = history?.answersAboutPerson == true
        facts = isAnswer ? [] : Self.facts(evidence: evidence, opened: opened, steps: steps)

        var reasons: [Reason] = []
        let comparable = ["decoded", "damaged"].contains(evidence.text("outcome"))
        if !comparable {
            reasons.append(.notDecoded)
        } else if closed.text("outcome") != "completed" || candidates == nil {
            reasons.append(.runFailed)
        }
        if let candidates {
            if candidates.probeQuality < policy.minimumQuality { reasons.append(.lowQuality) }
            if candidates.probeUnstable > policy.maximumUnstableBits { reasons.append(.unstable) }
        }
        // No calibration can be named in this version, so these two rules always apply.
        isOfPerson = about == .person || isAnswer
        if isOfPerson { reasons.append(.personWithoutCalibration) }
        if taint >= .generated { reasons.append(.generatedPixels) }
        let refused = !reasons.isEmpty
        if taint == .learnedOrUnknown, isOriginUnknown(evidence, history) { reasons.append(.originUnknown) }
        reasons.append(.noCalibration)
        if evidence.text("outcome") == "damaged" { reasons.append(.damagedFile) }

        guard !refused, let candidates else {
            status = .refused
            ceiling = .refused
            named = []
            self.reasons = reasons
            return
        }
        ceiling = .lead
        let matches = candidates.candidates.filter {
            $0.distance <= policy.threshold && $0.quality >= policy.minimumQuality
                && $0.unstable <= policy.maximumUnstableBits
        }
        named = Array(matches.map(\.artifact).prefix(64))
        status = matches.isEmpty ? .inconclusive : .lead
        reasons.append(matches.isEmpty ? .noCandidate : .candidates)
        let widest = matches.map { $0.distance + $0.unstable + candidates.probeUnstable }.max() ?? 0
        if widest > policy.threshold { reasons.append(.borderline) }
        self.reasons = reasons
    }

    /// Equal sealed names are equal bytes: within one ledger the same identity keeps its name. A picture that steps made
    /// has no evidence statement of its own; its identities are those that the run found.
    static func facts(evidence: Statement, opened: Statement, steps: [Statement]) -> [Fact] {
        guard let artifact = opened.artifacts("inputs").first?.name else { return [] }
        let decodings = steps.filter { Operation.named(in: $0)?.isDecode == true }
        func identities(_ step: Statement) -> [String: TypedName] {
            Dictionary(step.artifacts("outputs").map { ($0.role, $0.name) }) { first, _ in first }
        }
        let own = decodings.first { $0.artifacts("inputs").contains { $0.role == "evidence" } }.map(identities) ?? [:]
        let isReceived = artifact == evidence.name("artifact")
        func identity(_ member: String) -> TypedName? { isReceived ? evidence.name(member) : own[member] }
        var facts: [Fact] = []
        for step in decodings {
            guard let reference = step.artifacts("inputs").first(where: { $0.role == "reference" })?.name else {
                continue
            }
            let outputs = identities(step)
            if reference == artifact { facts.append(Fact(relation: .sameFile, artifact: reference)) }
            if let coefficients = outputs["coefficients"], coefficients == identity("coefficients") {
                facts.append(Fact(relation: .sameCoefficients, artifact: reference))
            }
            if let pixels = outputs["pixels"], pixels == identity("pixels") {
                facts.append(Fact(relation: .samePixels, artifact: reference))
            }
        }
        return facts
    }

    public var body: [String: JSON] {
        claimBody(about, status, ceiling, reasons, taint, named, facts, policy: policy.name)
    }
}

func claimBody(
    _ about: About, _ status: Status, _ ceiling: Status, _ reasons: [Reason], _ taint: Taint, _ named: [TypedName],
    _ facts: [CopyClaim.Fact], policy: TypedName
) -> [String: JSON] {
    [
        "about": .string(about.rawValue),
        "status": .string(status.rawValue),
        "ceiling": .string(ceiling.rawValue),
        "reasons": .array(reasons.map { .string($0.rawValue) }),
        "taint": .string(taint.rawValue),
        "named": .array(named.map { .string($0.description) }),
        "facts": .array(
            facts.map { ["relation": .string($0.relation.rawValue), "artifact": .string($0.artifact.description)] }),
        "policy": .string(policy.description),
    ]
}

/// Whether the words "nobody stated how they know that this is the file as captured" are true of what was compared.
func isOriginUnknown(_ evidence: Statement, _ history: PictureHistory?) -> Bool {
    if let history, history.isDerived { return history.isOriginUnknown }
    return evidence.text("origin") != "stated"
}
