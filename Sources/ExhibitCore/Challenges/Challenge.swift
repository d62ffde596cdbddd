/// What an objection says, read from its statement.
public struct Challenge: Sendable {
    public let statement: Statement
    public let report: TypedName
    public let page: TypedName
    public let claim: TypedName
    public let runs: [TypedName]
    public let evidence: [TypedName]
    public let grounds: [ChallengeGround]
    public let remedies: [ChallengeRemedy]
    public let attachments: [TypedName]
    public let proofs: [ChallengeProof]

    /// The schema has its members; here it is one spelling of one objection: lists in order, nothing twice.
    public init(_ statement: Statement) throws(Malformed) {
        func failure(_ reason: String) -> Malformed { Malformed("challenge", reason) }
        guard statement.isKind(.challenge) else { throw failure("a statement of another kind") }
        guard let report = statement.name("report"), let page = statement.name("page"),
            let claim = statement.name("claim")
        else { throw failure("it does not name what it is about") }
        guard statement.subjects == [Subject(report)].compactMap({ $0 }) else {
            throw failure("its subject is not the report")
        }
        let words = { (member: String) in (statement.body[member]?.elements ?? []).compactMap(\.text) }
        let proofs = (statement.body["proofs"]?.elements ?? []).compactMap { item -> ChallengeProof? in
            guard let ground = item["ground"]?.text.flatMap({ ChallengeGround(rawValue: $0) }),
                let kind = item["kind"]?.text.flatMap({ ChallengeProof.Kind(rawValue: $0) }),
                let artifact = item["artifact"]?.text.flatMap({ Self.sealed($0) })
            else { return nil }
            return ChallengeProof(ground: ground, kind: kind, artifact: artifact)
        }
        self.statement = statement
        (self.report, self.page, self.claim, self.proofs) = (report, page, claim, proofs)
        runs = statement.names("runs")
        evidence = statement.names("evidence")
        attachments = words("attachments").compactMap { Self.sealed($0) }
        grounds = words("grounds").compactMap { ChallengeGround(rawValue: $0) }
        remedies = words("remedies").compactMap { ChallengeRemedy(rawValue: $0) }
        for (member, names) in [("runs", runs), ("evidence", evidence), ("attachments", attachments)]
        where !Self.isAscending(names) { throw failure("its \(member) are out of order, or one stands twice") }
        guard Self.isAscending(grounds) else { throw failure("its grounds are out of order, or one stands twice") }
        guard Self.isAscending(remedies.map { ChallengeRemedy.allCases.firstIndex(of: $0) ?? 0 }) else {
            throw failure("its remedies are out of order, or one stands twice")
        }
        guard Set(proofs).count == proofs.count, proofs.allSatisfy({ grounds.contains($0.ground) }) else {
            throw failure("a proof stands twice, or is for a ground that it does not state")
        }
    }

    private static func sealed(_ digits: String) -> TypedName? { TypedName("sealed:\(digits)") }

    private static func isAscending<Element: Comparable>(_ list: [Element]) -> Bool {
        zip(list, list.dropFirst()).allSatisfy { $0 < $1 }
    }

    /// Every artifact that it names.
    public var artifacts: Set<TypedName> { Set(attachments + proofs.map(\.artifact)) }

    /// "C5, C7".
    public var groundWords: String { grounds.map(\.rawValue).joined(separator: ", ") }
}

extension Challenge {
    /// - Parameter slots: `text`, and `contact`, `relation` and `attachment_names` where there are any.
    public static func draft(
        report: TypedName, page: TypedName, claim: TypedName, runs: [TypedName], evidence: [TypedName],
        grounds: Set<ChallengeGround>, remedies: Set<ChallengeRemedy>,
        attachments: [TypedName], proofs: [ChallengeProof], slots: [String: JSON]
    ) -> Draft {
        func list(_ names: [TypedName]) -> JSON { .array(names.sorted().map { .string($0.description) }) }
        return Draft(
            .challenge, subjects: [report],
            body: [
                "report": .string(report.description), "page": .string(page.description),
                "claim": .string(claim.description), "runs": list(runs), "evidence": list(evidence),
                "grounds": .array(grounds.sorted().map { .string($0.rawValue) }),
                "remedies": .array(ChallengeRemedy.allCases.filter(remedies.contains).map { .string($0.rawValue) }),
                "attachments": .array(attachments.sorted().map { .string($0.hash.hex) }),
                "proofs": .array(
                    proofs.map {
                        [
                            "ground": .string($0.ground.rawValue), "kind": .string($0.kind.rawValue),
                            "artifact": .string($0.artifact.hash.hex),
                        ]
                    }),
            ], slots: slots)
    }
}
