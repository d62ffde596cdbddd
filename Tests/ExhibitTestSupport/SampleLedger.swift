import ExhibitCore

/// A ledger with an entry of every kind, the same bytes on every machine: the source of vectors, corpora and schemas'
/// examples. Its story: one picture is compared with a reference set of three, and the result is published as a lead.
public struct SampleLedger {
    public let ledger: MemoryLedger
    public private(set) var byKind: [String: PlacedEntry] = [:]

    public static func sealed(_ label: String) -> TypedName {
        .sealed(Array(label.utf8), salt: ContentHash(of: Array("salt of \(label)".utf8)).bytes)
    }
    public static func open(_ label: String) -> TypedName { .open(Array(label.utf8)) }
    private static func text(_ name: TypedName) -> JSON { .string(name.description) }

    public init() throws {
        ledger = try MemoryLedger(seed: "sample ledger")
        byKind["ledger"] = ledger.entries[0]
        byKind["key"] = ledger.entries[1]
        try recordEvidence()
        try recordRun()
        try publish()
    }

    private mutating func record(_ draft: Draft) throws {
        byKind[draft.kind.name] = try ledger.append([draft])[0]
        ledger.now += 1_800_000
    }

    private func statement(_ kind: Kind) -> JSON { Self.text(byKind[kind.name]!.statement.name) }

    private mutating func recordEvidence() throws {
        let picture = Self.sealed("picture")
        try record(
            Draft(
                .evidence, subjects: [picture],
                body: [
                    "artifact": Self.text(picture), "media_type": "image/jpeg", "outcome": "decoded",
                    "warnings": ["2 bytes after the end of the image"],
                    "coefficients": Self.text(Self.sealed("coefficients")),
                    "pixels": Self.text(Self.sealed("pixels")),
                    "decoder": ["name": "libjpeg-turbo 2.1.5", "settings": "islow, no upsampling", "colour": "sRGB"],
                    "origin": "stated",
                ],
                slots: [
                    "sha256": .string(ContentHash(of: Array("picture".utf8)).hex), "size": 7,
                    "dimensions": ["width": 640, "height": 480, "orientation": 1],
                    "source": "Sent by a reader in “Straßenbild” 📷", "note": "two\nlines",
                    "origin_basis": "The reader showed the camera.", "recorded": .integer(ledger.now),
                ]))
        let (manifest, hashes) = (Self.sealed("gallery manifest"), Self.sealed("gallery hashes"))
        try record(
            Draft(
                .gallery, subjects: [manifest],
                body: [
                    "manifest": Self.text(manifest), "hashes": Self.text(hashes),
                    "operation": ["name": "pdq", "version": "1"], "members": 3, "compared": 3,
                ], slots: ["label": "Agency pictures, 2024"]))
        try record(
            Draft(
                .model, subjects: [Self.open("model manifest")],
                body: [
                    "name": "pdq-copy", "version": "1", "manifest": Self.text(Self.open("model manifest")),
                    "files": [
                        [
                            "path": "pdq/table.bin", "role": "weights", "size": 4_096,
                            "artifact": Self.text(Self.open("table")),
                        ]
                    ], "runner": "built in", "generates_pixels": false,
                    "score": ["name": "distance", "better": "lower", "minimum": "0", "maximum": "256"],
                    "conditions": "Whole pictures of at least 256 × 256 pixels.",
                ]))
    }

    private mutating func recordRun() throws {
        let picture = Self.text(Self.sealed("picture"))
        try record(
            Draft(
                .runOpened, subjects: [Self.sealed("picture")],
                body: [
                    "model": statement(.model), "galleries": [statement(.gallery)],
                    "inputs": [["role": "query", "artifact": picture, "evidence": statement(.evidence)]],
                    "about": "picture", "parameters": [["name": "threshold", "value": "31"]], "tolerance": "R0",
                    "program": ["name": "exhibit", "version": "1.0.0"],
                    "environment": [["name": "arch", "value": "x86_64"]],
                ], slots: ["started": .integer(ledger.now)]))
        try record(
            Draft(
                .step, subjects: [Self.sealed("picture")],
                body: [
                    "run": statement(.runOpened), "number": 0, "operation": ["name": "decode", "version": "1"],
                    "inputs": [["role": "file", "artifact": picture]],
                    "outputs": [["role": "luma", "artifact": Self.text(Self.sealed("luma"))]], "parameters": [],
                    "taint": "T1", "warnings": [],
                ],
                slots: [
                    "geometry": [
                        "map": [1, 0, 0, 1, 0, 1, 0, 1], "width": 16, "height": 16, "source_width": 16,
                        "source_height": 16,
                    ], "started": .integer(ledger.now),
                ]))
        try record(
            Draft(
                .runClosed, subjects: [byKind["run.opened"]!.statement.name],
                body: [
                    "run": statement(.runOpened), "steps": [statement(.step)], "outcome": "completed",
                    "candidates": Self.text(Self.sealed("candidates")),
                ], slots: ["ended": .integer(ledger.now)]))
        try record(
            Draft(
                .claim, subjects: [Self.sealed("picture")],
                body: [
                    "run": statement(.runOpened), "closed": statement(.runClosed), "evidence": statement(.evidence),
                    "policy": Self.text(Self.open("policy")), "about": "picture", "status": "LEAD", "ceiling": "LEAD",
                    "reasons": ["P03"], "taint": "T1", "named": [Self.text(Self.sealed("member 2"))],
                    "facts": [["relation": "same_pixels", "artifact": Self.text(Self.sealed("member 2"))]],
                ]))
    }

    /// Index A, the report, index B: the order in which every report is made.
    private mutating func publish() throws {
        let index = try ledger.appendIndex()
        try record(
            Draft(
                .report, subjects: [ReportFile.pageName(of: Self.page)],
                body: [
                    "claim": statement(.claim), "evidence": statement(.evidence),
                    "index": Self.text(index.statement.name), "page": Self.text(ReportFile.pageName(of: Self.page)),
                    "template": Self.text(Self.open("template")), "view": Self.text(Self.open("view")),
                ], slots: ["made": .integer(ledger.now)]))
        byKind["index"] = try ledger.appendIndex()
        byKind["anchor"] = try anchor()
        byKind[Kind.keySince.label] = try doubt()
        let model = try modelWithRunner()
        byKind[Kind.modelWithRunner.label] = model
        byKind[Kind.modelWithdrawn.label] = try modelWithdrawn(model)
        let measurement = try measurement(model)
        byKind[Kind.measurement.label] = measurement
        byKind[Kind.runOpenedMeasured.label] = try runOpened(measurement)
        byKind[Kind.replay.label] = try replay()
        byKind[Kind.evidenceWithMarks.label] = try evidenceWithMarks()
        byKind[Kind.policy.label] = try policy()
        byKind[Kind.policy.label] = try policy()
        byKind[Kind.calibration.label] = try calibration()
        byKind[Kind.claimWeighed.label] = try claimWeighed()
        byKind[Kind.review.label] = try review()
        byKind[Kind.claimScored.label] = try claimScored()
        let challenge = try challenge()
        byKind[Kind.challenge.label] = challenge
        byKind[Kind.acknowledge.label] = try about(challenge, .acknowledge, by: FixedKeys.ledger)
        byKind[Kind.withdraw.label] = try about(challenge, .withdraw, by: Self.challenger)
        byKind[Kind.ruling.label] = try ruling(on: challenge)
        byKind[Kind.retraction.label] = try retraction(after: challenge)
        byKind[Kind.claimOfSubject.label] = try claimWeighed(of: .documentNamingPersons)
        byKind[Kind.claimScoredOfSubject.label] = try claimScored(of: .thing)
        byKind[Kind.erasure.label] = try erasure()
        byKind[Kind.standing.label] = try standing()
        byKind[Kind.reportSuperseding.label] = try superseding()
        byKind[Kind.claimOfPicture.label] = try claimOfPicture()
    }

    /// Not appended either.
    private func doubt() throws -> PlacedEntry {
        let draft = ledger.doubtDraft(.operator, FixedKeys.operator, since: 6)
        let statement = try ledger.sealed(draft, by: FixedKeys.ledger).statement
        return PlacedEntry(position: ledger.tree.size, entry: try Entry(signing: statement, with: FixedKeys.ledger))
    }

    /// Made for the place after the last one, and not appended: the tree above is that of earlier vectors.
    private func anchor() throws -> PlacedEntry {
        let note = try ledger.checkpoint(size: 10)
        let token = try TimestampToken(encoded: TimestampBytes.token(of: .open(note.encoded)))
        let draft = Anchor.draft(
            of: try Checkpoint(text: note.text), note: note, token: token,
            authority: "CN=Beispiel-Zeitstempel,O=Beispiel",
            tree: ledger.tree)
        let statement = try ledger.sealed(draft, by: FixedKeys.ledger).statement
        return PlacedEntry(position: ledger.tree.size, entry: try Entry(signing: statement, with: FixedKeys.ledger))
    }

    /// A page with nothing but what the format asks for.
    public static let page = Array(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="exhibit-salt" content="\(ContentHash(of: Array("view salt".utf8)).hex)">
        <title>Lead: the same pixels as a picture of the reference set</title>
        </head>
        <body>
        <p>Straßenbild “A” 📷</p>

        """.utf8)
}

/// What goes into a report.
extension SampleLedger {
    private func proven(_ position: UInt64) -> Bundle.ProvenEntry {
        Bundle.ProvenEntry(
            position: position, leaf: ledger.entries[Int(position)].entry.leaf,
            proof: ledger.tree.proveInclusion(of: position, size: ledger.tree.size))
    }

    public func bundle() throws -> Bundle {
        let covers = ledger.tree.size - 1
        let trie = ledger.index(covers: covers)
        let names = [Self.sealed("picture"), Self.sealed("pixels"), Self.sealed("nobody refers to this")]
        let evidence = byKind["evidence"]!.statement.id
        let disclosed = ledger.values[evidence]!.filter { ["body.sha256", "body.note"].contains($0.path) }
        return Bundle(
            checkpoint: try ledger.checkpoint(), entries: ledger.entries.map { proven($0.position) },
            lists: names.map { name in
                Bundle.ReferenceList(
                    name: name, positions: ledger.positions(of: name, covers: covers),
                    proof: trie.prove(IndexLeaf.key(of: name)!).encoded)
            },
            disclosures: disclosed.map { Bundle.Disclosure(statement: evidence, slot: $0) },
            artifacts: [
                .init(name: Self.open("policy"), salt: nil, bytes: Array("policy".utf8)),
                .init(
                    name: Self.sealed("picture"), salt: ContentHash(of: Array("salt of picture".utf8)).bytes, bytes: nil
                ),
            ], report: byKind["report"]!.statement.id)
    }

    public func report() throws -> ReportFile { try ReportFile(page: Self.page, bundle: try bundle().encoded) }

    public func tlogProof(_ position: UInt64) throws -> TlogProof {
        TlogProof(
            index: position, hashes: ledger.tree.proveInclusion(of: position, size: ledger.tree.size),
            checkpoint: try ledger.checkpoint())
    }
}

extension Kind {
    /// "evidence", and "key-v2" of a later version: names of samples and of their files.
    public var label: String { version == 1 ? name : "\(name)-v\(version)" }
}
