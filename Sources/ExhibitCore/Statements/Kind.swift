/// A kind of statement at one version: its name, who may sign it, and the closed schema of its body.
public struct Kind: Sendable {
    /// "evidence", "run.opened", …
    public let name: String
    public let version: Int
    /// Nil where anyone may sign with a key of their own.
    public let role: Role?
    public let body: [String: Shape]
    /// The members of the body that are slots, each with the shape of its value. Slots stand at the top of a body.
    public let slots: [String: Shape]
    /// "urn:exhibit:<name>:v<version>".
    public let predicateType: String

    init(name: String, version: Int, role: Role?, body: [String: Shape]) {
        self.name = name
        self.version = version
        self.role = role
        self.body = body
        slots = body.compactMapValues { if case .slot(let value) = $0 { value } else { nil } }
        predicateType = "urn:exhibit:\(name):v\(version)"
    }

    public static func named(_ predicateType: String) -> Kind? {
        all.first { $0.predicateType.utf8.elementsEqual(predicateType.utf8) }
    }

    /// Every kind that this version interprets. An entry of another kind stays, is indexed, and counts for nothing.
    public static let all: [Kind] = [
        .ledger, .key, .keySince, .index, .evidence, .evidenceWithMarks, .gallery, .model, .modelWithRunner,
        .modelWithdrawn, .measurement, .policy, .runOpened, .runOpenedMeasured, .step, .runClosed, .claim,
        .claimWeighed, .claimScored, .claimOfSubject, .claimScoredOfSubject, .claimOfPicture, .report, .anchor,
        .replay, .calibration, .review, .challenge, .withdraw, .acknowledge, .ruling, .retraction, .erasure, .standing,
        .reportSuperseding,
    ]
}

/// What a key may sign.
public enum Role: String, Sendable, Hashable, CaseIterable {
    case ledger, checkpoint, `operator`, reviewer, standing
}
