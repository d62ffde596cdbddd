extension ReportView {
    /// The closed list of status words.
    public enum Status: String, Hashable, Sendable, CaseIterable {
        case identification = "IDENTIFICATION"
        case lead = "LEAD"
        case inconclusive = "INCONCLUSIVE"
        case exclusion = "EXCLUSION"
        case refused = "REFUSED"
    }

    /// What the question is about. It decides which ceiling and which fixed sentences apply.
    public enum SubjectKind: String, Hashable, Sendable, CaseIterable {
        /// The picture itself: is this a copy of that?
        case picture
        case thing
        case person
    }

    /// How often the method is wrong on pictures like this one: a bound, never an estimate.
    public enum ErrorRate: Hashable, Sendable {
        case notMeasured
        /// A sentence that gives the bound, its confidence and the test that it comes from.
        case bounded(String)
    }

    public enum Origin: Hashable, Sendable {
        case unknown
        /// How the operator says they know that this is the file as captured.
        case stated(Disclosed<String>)
    }

    /// How far the pixels have moved from what a sensor captured.
    public enum TaintClass: String, Hashable, Sendable, CaseIterable, Comparable {
        case asReceived = "T0"
        case exact = "T1"
        case fixedOperations = "T2"
        case learnedOrUnknown = "T3"
        case generated = "T4"
        case authored = "T5"

        public static func < (first: TaintClass, second: TaintClass) -> Bool { first.rawValue < second.rawValue }
    }

    public struct Taint: Hashable, Sendable {
        /// The highest class on any path into the final comparison.
        public var comparison: TaintClass
        /// The highest class on any path that nominated the candidate, searches included.
        public var nomination: TaintClass
        /// What the fixed operations lost, for T2; empty if no such operation is listed.
        public var informationLost: String

        public init(comparison: TaintClass, nomination: TaintClass, informationLost: String) {
            self.comparison = comparison
            self.nomination = nomination
            self.informationLost = informationLost
        }
    }

    /// A rule that fired.
    public struct Reason: Hashable, Sendable {
        /// As in the policy table, for example `P04`.
        public var code: String
        public var text: String

        public init(code: String, text: String) {
            self.code = code
            self.text = text
        }
    }

    /// The policy file that the rules came from.
    public struct Policy: Hashable, Sendable {
        public var name: String
        /// SHA-256 of the file, 64 hex digits.
        public var digest: String

        public init(name: String, digest: String) {
            self.name = name
            self.digest = digest
        }
    }

    /// What is said, and what holds it back.
    public struct Claim: Hashable, Sendable {
        public var status: Status
        public var question: Disclosed<String>
        public var subject: SubjectKind
        /// One sentence, without a number unless it is bounded. Not shown if the claim is refused.
        public var claimed: String
        /// The most that the rules allow.
        public var ceiling: Status
        /// Why not more; a sentence.
        public var ceilingReason: String
        public var errorRate: ErrorRate
        /// Equal identities, one sentence each, apart from any status word. Not shown if the claim is refused.
        public var facts: [String]
        public var origin: Origin
        public var taint: Taint
        /// The rules that fired, the first failing one first.
        public var reasons: [Reason]
        /// Nil where the built-in rules stand without a file that tightens them.
        public var policy: Policy?
        public var propositions: [String]
        public var corroboration: [String]
        public var contraryEvidence: [String]

        public init(
            status: Status, question: Disclosed<String>, subject: SubjectKind, claimed: String, ceiling: Status,
            ceilingReason: String, errorRate: ErrorRate, facts: [String], origin: Origin, taint: Taint,
            reasons: [Reason], policy: Policy?, propositions: [String], corroboration: [String],
            contraryEvidence: [String]
        ) {
            self.status = status
            self.question = question
            self.subject = subject
            self.claimed = claimed
            self.ceiling = ceiling
            self.ceilingReason = ceilingReason
            self.errorRate = errorRate
            self.facts = facts
            self.origin = origin
            self.taint = taint
            self.reasons = reasons
            self.policy = policy
            self.propositions = propositions
            self.corroboration = corroboration
            self.contraryEvidence = contraryEvidence
        }
    }
}
