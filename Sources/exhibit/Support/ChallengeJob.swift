import ExhibitCore
import ExhibitStorage
import ExhibitVerification

/// Makes an objection, its file and its key.
struct ChallengeJob {
    private let options: ChallengeNew
    private let randomness = SystemRandomness()
    private var keyFile: String { options.output + ".key" }
    private static let largestFiles = 40 << 20

    init(_ options: ChallengeNew) { self.options = options }

    func run(_ console: Console) throws {
        try OutputFile.check(options.output, force: options.force)
        if InputFile.exists(keyFile) {
            throw UserError(
                "\(shown(keyFile)): exists already, and a key is never replaced. Choose another name: -o FILE")
        }
        try OutputFile.check(keyFile, force: false)
        let words = try words()
        let report = try report(console)
        console.say("Report    \(report.verdict.conclusion)")
        let grounds = options.ground.compactMap { ChallengeGround(rawValue: $0) }
        let proofs = try proofs(grounds)
        let files = try files(room: Self.largestFiles - proofs.reduce(0) { $0 + $1.artifact.bytes.count })
        let checks = GroundCheck.all(
            Set(grounds).sorted(), proofs: proofs.map { ($0.ground, $0.kind, $0.artifact.bytes) }, files: files,
            report: report)
        let (file, key) = try made(words, Set(grounds), proofs, attaching(checks, to: files), about: report)
        let encoded = file.encoded
        guard encoded.count <= ChallengeFile.maximumBytes else {
            throw UserError("--evidence: all files together may have \(Self.largestFiles) bytes", code: 64)
        }
        // First: an objection without its key could never be withdrawn.
        try KeyFile.write(seed: key.seed, passphrase: nil, to: keyFile)
        try OutputFile.write(encoded, to: options.output, force: options.force)
        tell(file, encoded, checks, report, console)
    }

    private func words() throws -> String {
        var text = options.text ?? ""
        if let path = options.textFile {
            guard let read = String(validating: try InputFile.read(path, limit: 16_384), as: UTF8.self) else {
                throw UserError("\(shown(path)): is no text in UTF-8")
            }
            text = read
        }
        text = String(
            text.unicodeScalars.filter { $0 != "\r" }.map { $0 == "\t" ? " " : Character($0) })
        while text.last?.isWhitespace == true { text.removeLast() }
        guard !text.isEmpty else { throw UserError("--text: say what is wrong", code: 64) }
        try checkSlotText(text, limit: 4_096, from: options.textFile == nil ? "--text" : "--text-file")
        try checkSlotText(options.contact, limit: 1_024, from: "--contact")
        return text
    }

    private func report(_ console: Console) throws -> ChallengedReport {
        let bytes = try InputFile.read(options.report)
        var verdict = Verification.verify(bytes, trust: try options.trust.policy())
        let isAltered = [1, 2].contains(verdict.exitCode)
        options.standing.judge(bytes, try options.standing.file(), &verdict)
        do {
            let report = try ChallengedReport(bytes, verdict: verdict)
            if isAltered {
                console.warn(
                    "the report does not verify. You can object to it all the same; keep its file: exhibit verify \(word(options.report)) says what is wrong"
                )
            }
            return report
        } catch {
            throw UserError(
                "\(shown(options.report)): \(shown(error.reason)). Nothing can be named that an objection would be about: \(Verification.notAReport)"
            )
        }
    }

    private typealias Proof = (ground: ChallengeGround, kind: ChallengeProof.Kind, artifact: ChallengeFile.Artifact)

    private func proofs(_ grounds: [ChallengeGround]) throws -> [Proof] {
        var proofs: [Proof] = []
        func add(_ ground: ChallengeGround, _ kind: ChallengeProof.Kind, _ bytes: [UInt8]) {
            proofs.append((ground, kind, ChallengeFile.Artifact(sealing: bytes, randomness: randomness)))
        }
        let left = grounds.contains(.pixels) ? .pixels : grounds.first(where: \.isProvable) ?? .pixels
        if let path = options.replay {
            add(.reproduction, .replay, try InputFile.read(path, limit: Entry.maximumBytes))
        }
        if let path = options.entry, let proof = options.entryProof {
            let bytes = try InputFile.read(proof, limit: SignedNote.maximumBytes)
            do {
                let omitted = OmittedEntryProof(
                    leaf: try InputFile.read(path, limit: Entry.maximumBytes), proof: try TlogProof(encoded: bytes))
                add(left, .omittedEntry, omitted.encoded)
            } catch let error as Malformed {
                throw UserError("\(shown(proof)): is no tlog-proof: \(error.reason)")
            }
        }
        if let path = options.errorProof {
            add(left, .indexError, try InputFile.read(path, limit: Self.largestFiles))
        }
        return proofs
    }

    private func files(room: Int) throws -> [GroundCheck.File] {
        var room = room
        return try options.evidence.map { path in
            let bytes = try InputFile.read(path, limit: max(0, room))
            room -= bytes.count
            return GroundCheck.File(name: Self.name(of: path), picture: Verdict.Picture(decoding: bytes))
        }
    }

    /// What this program found goes with the objection: whoever gets it sees what was checked, by which version, of which
    /// file, and can do it again.
    private func attaching(_ checks: [GroundCheck], to files: [GroundCheck.File]) -> [GroundCheck.File] {
        guard checks.contains(where: { $0.ground.isProvable }) else { return files }
        let lines =
            ["Checked by exhibit \(ExhibitVersion.program), on \(Hour(milliseconds: Clock.milliseconds())).", ""]
            + checks.filter(\.ground.isProvable).map { "\($0.ground.rawValue)  \($0.sentence)" }
            + ["", "To check it again: exhibit verify REPORT --challenges FOLDER", ""]
        let picture = Verdict.Picture(
            bytes: Array(lines.joined(separator: "\n").utf8), coefficients: nil, pixels: nil)
        return files + [GroundCheck.File(name: GroundCheck.File.checksName, picture: picture)]
    }

    private func made(
        _ text: String, _ grounds: Set<ChallengeGround>, _ proofs: [Proof], _ given: [GroundCheck.File],
        about report: ChallengedReport
    ) throws -> (ChallengeFile, SigningKey) {
        var files = given.map {
            (artifact: ChallengeFile.Artifact(sealing: $0.picture.bytes, randomness: randomness), name: $0.name)
        }
        files.sort { $0.artifact.name < $1.artifact.name }
        var slots: [String: JSON] = ["text": .string(text)]
        if let contact = options.contact { slots["contact"] = .string(contact) }
        if let relation = options.relation { slots["relation"] = .string(relation) }
        if !files.isEmpty { slots["attachment_names"] = .array(files.map { .string($0.name) }) }
        let draft = Challenge.draft(
            report: report.report.statement.name, page: report.page, claim: report.claim.statement.name,
            runs: report.runs, evidence: report.evidence, grounds: grounds,
            remedies: Set(options.remedy.compactMap { ChallengeRemedy(rawValue: $0) }),
            attachments: files.map(\.artifact.name),
            proofs: proofs.map { ChallengeProof(ground: $0.ground, kind: $0.kind, artifact: $0.artifact.name) },
            slots: slots)
        let key = try SigningKey(seed: randomness.bytes(32))
        let head = ExhibitCore.Head(
            author: key.publicKey, ledger: report.ledger, nonce: randomness.bytes(16),
            time: Hour(milliseconds: Clock.milliseconds()),
            seen: ExhibitCore.Head.Seen(root: report.head.root, size: Int64(report.head.size)))
        let (statement, values) = try draft.sealed(head: head, randomness: randomness)
        let file = try ChallengeFile(
            entry: Entry(signing: statement, with: key), artifacts: files.map(\.artifact) + proofs.map(\.artifact),
            disclosures: values.filter { !$0.value.isNull })
        return (file, key)
    }

    private static func name(of path: String) -> String {
        var name = slotText(path.split(separator: "/").last.map(String.init) ?? path)
        while name.utf8.count > 256 { name.removeLast() }
        return name
    }

    private func tell(
        _ file: ChallengeFile, _ bytes: [UInt8], _ checks: [GroundCheck], _ report: ChallengedReport, _ console: Console
    ) {
        let hints = PersonalData.hints(in: file.text)
        for hint in hints {
            console.warn(
                "the text has what looks like \(hint.what): \(shown(hint.found)). Whoever gets the file reads it; to leave it out, make another objection"
            )
        }
        let statement = file.entry.statement
        console.emit(
            "challenge",
            [
                "file": .string(options.output), "key_file": .string(keyFile), "statement": .string(statement.id.hex),
                "sha256": .string(ContentHash(of: bytes).hex), "report": .string(file.challenge.report.description),
                "report_exit_code": .integer(Int64(report.verdict.exitCode)),
                "checks": .array(
                    checks.map {
                        [
                            "ground": .string($0.ground.rawValue), "outcome": .string($0.outcome.rawValue),
                            "says": .string($0.sentence),
                        ]
                    }), "personal_data": .array(hints.map { .string($0.what) }),
            ])
        let publisher = report.publisher.isEmpty ? "a publisher who gives no name" : shown(report.publisher)
        console.say(
            "It is about claim #\(report.claim.position), \(report.claim.statement.text("status")), of \(publisher)")
        for check in checks { console.say("  \(check.ground.rawValue)  \(shown(check.sentence))") }
        let reach = report.contact.isEmpty ? "whoever gave you the report: it names no contact" : shown(report.contact)
        console.say(
            """
            \(shown(options.output))  the objection, grounds \(file.challenge.groundWords), \(counted(file.artifacts.count, "file")) with it, \(bytes.count) bytes
            \(shown(keyFile))  its key: keep it. Only with it can you withdraw the objection, or show that it is yours
            Fingerprint  \(statement.id.hex)
            Nothing was sent. Next: give \(shown(options.output)) to \(reach)
            and ask for a receipt. Whoever has the report sees it with: exhibit verify \(word(options.report)) --challenges FOLDER
            """)
    }
}
