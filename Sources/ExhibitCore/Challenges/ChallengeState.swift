/// What became of a challenge, computed from the entries that name it; nobody states it.
public enum ChallengeState: String, Sendable {
    case filed = "FILED"
    case acknowledged = "ACKNOWLEDGED"
    case withdrawn = "WITHDRAWN"

    /// - Parameter entries: among them all that name the challenge and count; others are passed over.
    public init(of challenge: Statement, among entries: some Sequence<PlacedEntry>) {
        var state = ChallengeState.filed
        for entry in entries where entry.statement.name("challenge") == challenge.name {
            switch entry.statement.kind?.name {
            // A stranger's withdrawal is a stranger's.
            case Kind.withdraw.name where entry.statement.head.author == challenge.head.author: state = .withdrawn
            case Kind.acknowledge.name where state == .filed: state = .acknowledged
            default: break
            }
        }
        self = state
    }
}
