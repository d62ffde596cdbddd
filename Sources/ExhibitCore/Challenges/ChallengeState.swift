/// What became of a challenge, computed from the entries that name it; nobody states it.
public enum ChallengeState: String, Sendable {
    case filed = "FILED"
    case acknowledged = "ACKNOWLEDGED"
    case upheld = "UPHELD"
    case partly = "PARTLY"
    case rejected = "REJECTED"
    case withdrawn = "WITHDRAWN"

    /// - Parameter entries: by position; among them the claim, the report, and all that name the challenge and count.
    ///   Others are passed over.
    public init(of challenge: Statement, among entries: some Collection<PlacedEntry>) {
        var state = ChallengeState.filed
        let read = try? Challenge(challenge)
        let involved = entries.filter { $0.statement.name == read?.report || $0.statement.name == read?.claim }
        for entry in entries where entry.statement.name("challenge") == challenge.name {
            switch entry.statement.kind?.name {
            // What was decided against a report stands, whoever comes by the key of the objection, and whichever reviewer its
            // publisher asks next. A stranger's withdrawal is a stranger's.
            case _ where state.isAgainstReport: continue
            case Kind.withdraw.name where entry.statement.head.author == challenge.head.author: state = .withdrawn
            case Kind.acknowledge.name where state == .filed: state = .acknowledged
            case Kind.ruling.name:
                guard let read, state != .withdrawn, let ruling = try? Ruling(entry.statement),
                    ruling.reasonVoid(on: read, involved: Set(involved.map(\.statement.head.author))) == nil
                else { continue }
                state = Self(ruling.outcome)
            default: break
            }
        }
        self = state
    }

    private init(_ outcome: RulingOutcome) {
        switch outcome {
        case .upheld: self = .upheld
        case .partly: self = .partly
        case .rejected: self = .rejected
        }
    }

    /// Whether its publisher still owes a decision.
    public var isUndecided: Bool { self == .filed || self == .acknowledged }

    /// Whether what it was about does not stand as it was said.
    public var isAgainstReport: Bool { self == .upheld || self == .partly }
}
