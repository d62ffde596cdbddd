import ExhibitCore
import ExhibitVerification

extension Story {
    public static let challenger = FixedKeys.key("somebody")

    /// What somebody makes who has nothing but the report.
    public func object(
        to report: [UInt8], _ grounds: Set<ChallengeGround> = [.subject], text: String = "It was not me.",
        contact: String? = nil, attachment: (name: String, bytes: [UInt8])? = nil,
        proof: (ground: ChallengeGround, kind: ChallengeProof.Kind, bytes: [UInt8])? = nil,
        key: SigningKey = challenger,
        changing change: (Draft) -> Draft = { $0 }
    ) throws -> ChallengeFile {
        let about = try ChallengedReport(report, verdict: ReportVerifier.verify(report, trust: trust))
        let randomness = FixedRandomness("challenge \(text)")
        let file = attachment.map { ChallengeFile.Artifact(sealing: $0.bytes, randomness: randomness) }
        let shown = proof.map { ChallengeFile.Artifact(sealing: $0.bytes, randomness: randomness) }
        var slots: [String: JSON] = ["text": .string(text), "relation": "identified"]
        if let contact { slots["contact"] = .string(contact) }
        if let attachment { slots["attachment_names"] = [.string(attachment.name)] }
        var proofs: [ChallengeProof] = []
        if let proof, let shown { proofs = [.init(ground: proof.ground, kind: proof.kind, artifact: shown.name)] }
        let draft = Challenge.draft(
            report: about.report.statement.name, page: about.page, claim: about.claim.statement.name, runs: about.runs,
            evidence: about.evidence, grounds: grounds, remedies: [.answer],
            attachments: [file].compactMap { $0?.name }, proofs: proofs, slots: slots)
        let head = Head(
            author: key.publicKey, ledger: about.ledger, nonce: randomness.bytes(16),
            time: Hour(milliseconds: publisher.ledger.now),
            seen: .init(root: about.head.root, size: Int64(about.head.size)))
        let (statement, values) = try change(draft).sealed(head: head, randomness: randomness)
        return try ChallengeFile(
            entry: Entry(signing: statement, with: key), artifacts: [file, shown].compactMap { $0 },
            disclosures: values.filter { !$0.value.isNull })
    }

    /// As a publisher does who accepts it: the entry as it was signed.
    @discardableResult
    public func record(_ challenge: ChallengeFile, by key: SigningKey = challenger) throws -> PlacedEntry {
        try publisher.ledger.place(challenge.entry.statement, by: key)
    }

    public func answer(_ challenge: PlacedEntry, _ kind: Kind, by key: SigningKey) throws {
        let name = challenge.statement.name
        try publisher.ledger.append(
            Draft(kind, subjects: [name], body: ["challenge": .string(name.description)]), by: key)
    }
}
