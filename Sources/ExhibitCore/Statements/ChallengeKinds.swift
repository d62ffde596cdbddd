/// The kinds by which anybody objects to a report, and by which its publisher says that this was received.
extension Kind {
    /// Signed with a key of its author's own, made for this one objection: a key that is used twice ties two objections to
    /// one person. It names evidence and runs too, so that every later report about these must list it.
    public static let challenge = Kind(
        name: "challenge", version: 1, role: nil,
        body: [
            "report": .name([.statement]),
            /// Of the file that its author was shown.
            "page": .name([.open]),
            "claim": .name([.statement]),
            "runs": .list(.name([.statement]), 1...64),
            "evidence": .list(.name([.statement]), 1...64),
            "grounds": .list(.word(ChallengeGround.allCases.map(\.rawValue)), 1...9),
            "remedies": .list(.word(ChallengeRemedy.allCases.map(\.rawValue)), 0...4),
            /// Hexadecimal digits of sealed names, here and in proofs. They are not indexed: a stranger who chose them could
            /// put an objection on the lists of anything.
            "attachments": .list(.hex(32), 0...16),
            "proofs": .list(
                .record([
                    "ground": .word(ChallengeGround.allCases.filter(\.isProvable).map(\.rawValue)),
                    "kind": .word(ChallengeProof.Kind.allCases.map(\.rawValue)), "artifact": .hex(32),
                ]), 0...16),
            "text": .slot(.text(4_096)),
            "contact": .slot(.text(1_024)),
            /// Who they say they are to what was identified; nobody checks it. In clear it would confirm the identification.
            "relation": .slot(.word(ChallengeRelation.allCases.map(\.rawValue))),
            /// Of the attachments, in their order.
            "attachment_names": .slot(.list(.text(256), 0...16)),
        ])

    /// By the key of the challenge; from any other key it counts for nothing.
    public static let withdraw = Kind(
        name: "withdraw", version: 1, role: nil, body: ["challenge": .name([.statement])])

    /// That a challenge was received, in the hour of its head. It says nothing of whether it is right.
    public static let acknowledge = Kind(
        name: "acknowledge", version: 1, role: .ledger, body: ["challenge": .name([.statement])])
}

/// What of a report is contested.
public enum ChallengeGround: String, Sendable, CaseIterable, Comparable {
    case picture = "C1"
    case method = "C2"
    case reproduction = "C3"
    case range = "C4"
    case numbers = "C5"
    case pixels = "C6"
    case subject = "C7"
    case harm = "C8"
    case process = "C9"

    /// For people, as it stands on later reports.
    public var title: String {
        switch self {
        case .picture: "the picture: not authentic, edited, or of another place or date"
        case .method: "the model, its version, threshold or preparation"
        case .reproduction: "it cannot be reproduced"
        case .range: "used outside of what it was validated for"
        case .numbers: "coincidences, base rate or gallery size are wrong or missing"
        case .pixels: "generated or altered pixels, or variants that are not shown"
        case .subject: "mistaken subject"
        case .harm: "privacy, safety, unlawful processing or erasure"
        case .process: "process: conflict of interest, or contrary evidence left out"
        }
    }

    /// Whether a file can show it to a program; what else is said of it is for people.
    public var isProvable: Bool { self <= .pixels }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue.utf8.last! < right.rawValue.utf8.last! }
}

/// What the author of a challenge says of themselves.
public enum ChallengeRelation: String, Sendable, CaseIterable {
    case identified, mistaken, author, owner, other
}

/// What they ask for, in this order.
public enum ChallengeRemedy: String, Sendable, CaseIterable {
    case retract, correct, hide, answer
}

/// A file that a program can check for one ground.
public struct ChallengeProof: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        /// The entry of a `replay` statement.
        case replay
        /// An `exhibit-omitted-entry-v1`.
        case omittedEntry = "omitted-entry"
        /// An `exhibit-index-error-v1`.
        case indexError = "index-error"
    }

    public let ground: ChallengeGround
    public let kind: Kind
    public let artifact: TypedName

    public init(ground: ChallengeGround, kind: Kind, artifact: TypedName) {
        self.ground = ground
        self.kind = kind
        self.artifact = artifact
    }
}
