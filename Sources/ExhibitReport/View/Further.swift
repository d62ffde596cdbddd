extension ReportView {
    /// What views of version 2 say besides.
    public struct Further: Hashable, Sendable {
        /// SHA-256 of all that the bundle discloses, 64 hex digits.
        public var disclosed: String
        /// The report whose place this one takes.
        public var supersedes: Superseded?
        /// False where the question is in the program's words.
        public var isQuestionStated: Bool

        public init(disclosed: String, supersedes: Superseded?, isQuestionStated: Bool) {
            self.disclosed = disclosed
            self.supersedes = supersedes
            self.isQuestionStated = isQuestionStated
        }
    }

    public struct Superseded: Hashable, Sendable {
        /// 64 hex digits.
        public var statement: String
        /// Nil where the entry is not among those shown.
        public var position: Int?

        public init(statement: String, position: Int?) {
            self.statement = statement
            self.position = position
        }
    }
}

extension ReportView.Objection {
    /// What views of version 2 say of an objection besides.
    public struct Details: Hashable, Sendable {
        /// What its author asks for, in words of a closed list.
        public var remedies: [String]
        /// In its author's words.
        public var text: ReportView.Disclosed<String>
        /// Of the ruling that the answers are from; nil where none counts.
        public var ruling: Int?
        /// One for each ground, in their order.
        public var answers: [Answer]

        public init(remedies: [String], text: ReportView.Disclosed<String>, ruling: Int?, answers: [Answer]) {
            self.remedies = remedies
            self.text = text
            self.ruling = ruling
            self.answers = answers
        }
    }

    public struct Answer: Hashable, Sendable {
        public enum Outcome: String, Hashable, Sendable, CaseIterable {
            case upheld, rejected
        }

        /// For example "C7 mistaken subject".
        public var ground: String
        /// Nil where nobody decided.
        public var outcome: Outcome?
        /// The reviewer's.
        public var reason: ReportView.Disclosed<String>

        public init(ground: String, outcome: Outcome?, reason: ReportView.Disclosed<String>) {
            self.ground = ground
            self.outcome = outcome
            self.reason = reason
        }
    }
}
