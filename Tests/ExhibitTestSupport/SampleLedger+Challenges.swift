import ExhibitCore
import ExhibitVerification

/// An objection to the sample's report, its publisher's answer, and its end.
extension SampleLedger {
    static let challenger = FixedKeys.key("challenger")

    func notAppended(_ draft: Draft, by key: SigningKey) throws -> (PlacedEntry, [SlotValue]) {
        let (statement, values) = try ledger.sealed(draft, by: key)
        return (PlacedEntry(position: ledger.tree.size, entry: try Entry(signing: statement, with: key)), values)
    }

    /// With an attachment that is in the file, and a proof that its author kept.
    public func challengeFile() throws -> ChallengeFile {
        let salt = ContentHash(of: Array("salt of alibi".utf8)).bytes
        let alibi = ChallengeFile.Artifact(
            name: .sealed(Array("alibi".utf8), salt: salt), salt: salt, bytes: Array("alibi".utf8))
        let report = byKind["report"]!.statement
        let claim = byKind["claim"]!.statement
        let draft = Challenge.draft(
            report: report.name, page: report.name("page")!, claim: claim.name, runs: [claim.name("run")!],
            evidence: [claim.name("evidence")!], grounds: [.numbers, .subject, .reproduction],
            remedies: [.answer, .retract], attachments: [alibi.name],
            proofs: [.init(ground: .reproduction, kind: .replay, artifact: Self.sealed("replay"))],
            slots: [
                "text": "It was not me.\nI was in “Straßenbild” 📷 that day.", "contact": "a@example.org",
                "relation": "mistaken", "attachment_names": ["alibi.jpg"],
            ])
        let (placed, values) = try notAppended(draft, by: Self.challenger)
        return try ChallengeFile(
            entry: placed.entry, artifacts: [alibi], disclosures: values.filter { $0.path != "body.contact" })
    }

    func challenge() throws -> PlacedEntry {
        PlacedEntry(position: ledger.tree.size, entry: try challengeFile().entry)
    }

    func about(_ challenge: PlacedEntry, _ kind: Kind, by key: SigningKey) throws -> PlacedEntry {
        let name = challenge.statement.name
        return try notAppended(
            Draft(kind, subjects: [name], body: ["challenge": .string(name.description)]), by: key
        ).0
    }

    func ruling(on challenge: PlacedEntry) throws -> PlacedEntry {
        let draft = Ruling.draft(
            on: try Challenge(challenge.statement),
            answers: [
                (.numbers, true, "The gallery has more entries than were counted."),
                (.reproduction, false, "It was run again, and is the same."), (.subject, false, "Nothing supports it."),
            ], slots: ["recorded": .integer(ledger.now)])
        return try notAppended(draft, by: FixedKeys.key("reviewer")).0
    }

    func retraction(after challenge: PlacedEntry) throws -> PlacedEntry {
        let report = byKind["report"]!.statement
        let draft = Draft(
            .retraction, subjects: [report.name],
            body: [
                "report": .string(report.name.description), "claim": report.body["claim"] ?? .null,
                "challenge": .string(challenge.statement.name.description), "cause": "objection",
            ], slots: ["reasons": "Coincidences were counted wrongly.", "recorded": .integer(ledger.now)])
        return try notAppended(draft, by: FixedKeys.ledger).0
    }

    /// Of a ledger whose third entry was written twice.
    public static func fork() throws -> ForkProof {
        let sides = try [FixedKeys.key("one"), FixedKeys.key("other")].map { key in
            let ledger = try MemoryLedger(seed: "sample fork")
            try ledger.grant(.reviewer, to: key)
            return Bundle(
                checkpoint: try ledger.checkpoint(),
                entries: ledger.entries.map {
                    .init(
                        position: $0.position, leaf: $0.entry.leaf,
                        proof: ledger.tree.proveInclusion(of: $0.position, size: ledger.tree.size))
                }, lists: [], disclosures: [], artifacts: [], report: .zero)
        }
        guard let proof = ForkProof(comparing: sides[0], sides[1]) else {
            throw Vector.Failure(description: "no fork was found")
        }
        return proof
    }

    /// Of a ledger that has little else than a challenge.
    public static func receipt() throws -> Receipt {
        let publisher = try MemoryCase(seed: "sample receipt")
        let ledger = publisher.ledger
        func name(_ label: String) -> TypedName { TypedName(.statement, ContentHash(of: Array(label.utf8))) }
        func text(_ name: TypedName) -> JSON { .string(name.description) }
        let report = try ledger.append([
            Draft(
                .report, subjects: [ReportFile.pageName(of: page)],
                body: [
                    "claim": text(name("claim")), "evidence": text(name("evidence")), "index": text(name("index")),
                    "page": text(ReportFile.pageName(of: page)), "template": text(open("template")),
                    "view": text(open("view")),
                ])
        ])[0]
        let draft = Challenge.draft(
            report: report.statement.name, page: ReportFile.pageName(of: page), claim: name("claim"),
            runs: [name("run")], evidence: [name("evidence")], grounds: [.subject], remedies: [],
            attachments: [], proofs: [], slots: ["text": "It was not me."])
        let placed = try ledger.append(draft, by: challenger)
        try ledger.append([
            Draft(
                .acknowledge, subjects: [placed.statement.name], body: ["challenge": text(placed.statement.name)])
        ])
        let covers = try publisher.appendIndex().position
        return try Receipt(of: placed, in: publisher, history: ledger.history, covers: covers)
    }

    public func omittedEntry() throws -> OmittedEntryProof {
        OmittedEntryProof(leaf: ledger.entries[2].entry.leaf, proof: try tlogProof(2))
    }
}

extension GoldenVectors {
    mutating func addChallenges() throws {
        let file = try sample.challengeFile()
        let bytes = file.encoded
        add("objection", .challenge, .accepted, "with a file, and a proof that its author kept", bytes)
        let leaf = Base64.encode(file.entry.leaf)
        for (name, comment, old, new) in [
            ("version", "another version", "challenge-v1", "challenge-v2"),
            ("member", "a member that the format lacks", #","leaf":"#, #","kept":1,"leaf":"#),
            ("no-text", "its text is not opened", #""path":"body.text""#, #""path":"body.texts""#),
            ("other-file", "a file that its statement does not name", #""name":"sealed:"#, #""name":"sealed:0"#),
            ("open-file", "a file under an open name", #""name":"sealed:"#, #""name":"sha256:"#),
            ("short-salt", "a salt of 31 bytes", #""salt":""#, #""salt":"00"#),
            ("no-token", "no word on a timestamp", #","token":null"#, ""),
            ("token", "a timestamp that is none", #""token":null"#, #""token":"AAAA""#),
            ("space", "white space", #","leaf""#, #", "leaf""#),
            (
                "other-kind", "the entry of another statement", leaf,
                Base64.encode(sample.byKind["evidence"]!.entry.leaf)
            ),
        ] { add(name, .challenge, .refused, comment, Self.change(bytes, old, new)) }
        // Its schema cannot see that the grounds are out of order.
        let swapped = Self.change(file.entry.statement.payload, #""C3","C5""#, #""C5","C3""#)
        let entry = try Entry(signing: Statement(payload: swapped), with: SampleLedger.challenger)
        add(
            "grounds", .challenge, .refused, "grounds out of order",
            Self.change(bytes, leaf, Base64.encode(entry.leaf)))

        let omitted = try sample.omittedEntry().encoded
        add("entry-2", .omittedEntry, .accepted, "an entry with its proof", omitted)
        for (name, comment, old, new) in [
            ("version", "another version", "omitted-entry-v1", "omitted-entry-v2"),
            ("no-proof", "no proof", #""proof":"#, #""prove":"#),
            ("member", "a member that the format lacks", #","proof":"#, #","place":1,"proof":"#),
        ] { add(name, .omittedEntry, .refused, comment, Self.change(omitted, old, new)) }

        let fork = try SampleLedger.fork().encoded
        add("third-entry", .fork, .accepted, "two third entries", fork)
        for (name, comment, old, new) in [
            ("version", "another version", "fork-v1", "fork-v2"),
            ("no-sides", "no sides", #""sides":["#, #""side":["#),
            ("member", "a member that the format lacks", #","sides":"#, #","kept":1,"sides":"#),
            ("position-twice", "a position twice", #""position":1,"#, #""position":0,"#),
            ("space", "white space", #","sides""#, #", "sides""#),
        ] { add(name, .fork, .refused, comment, Self.change(fork, old, new)) }

        let receipt = try SampleLedger.receipt().encoded
        add("acknowledged", .receipt, .accepted, "of a challenge that was acknowledged", receipt)
        for (name, comment, old, new) in [
            ("version", "another version", "receipt-v1", "receipt-v2"),
            ("member", "a member that the format lacks", #","lists":"#, #","kept":1,"lists":"#),
            ("no-challenge", "no challenge", #"{"challenge":"statement:"#, #"{"challenge":"sha256:"#),
            ("no-lists", "no lists", #""lists":["#, #""list":["#),
            ("position-twice", "a position twice", #""position":3,"#, #""position":4,"#),
            ("space", "white space", #","lists""#, #", "lists""#),
        ] { add(name, .receipt, .refused, comment, Self.change(receipt, old, new)) }
    }
}
