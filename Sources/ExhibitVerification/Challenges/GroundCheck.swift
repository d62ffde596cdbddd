import ExhibitCore

/// What a program can say to one ground of a challenge: whatever it cannot check is left to people, and said to be.
public struct GroundCheck: Sendable {
    public enum Outcome: String, Sendable {
        /// The report, or what goes with it, shows that the ground is right. It acts at once.
        case proven
        /// Somebody signed that it is so.
        case stated
        /// What was checked does not bear it out, or holds.
        case checked
        case nothing
    }

    public let ground: ChallengeGround
    public let outcome: Outcome
    /// "checked by this program: …", "nothing to check by machine".
    public let sentence: String

    init(_ ground: ChallengeGround, _ outcome: Outcome, _ sentence: String) {
        self.ground = ground
        self.outcome = outcome
        switch outcome {
        case .proven: self.sentence = "PROVEN, checked by this program: \(sentence)"
        case .stated: self.sentence = "stated in the signed file that goes with it, not checked here: \(sentence)"
        case .checked: self.sentence = "checked by this program: \(sentence)"
        case .nothing: self.sentence = "nothing to check by machine\(sentence.isEmpty ? "" : ": \(sentence)")"
        }
    }

    /// In the order of the grounds; a ground with proofs has one answer for each.
    ///
    /// - Parameters:
    ///   - proofs: with their bytes; nil where its author kept them.
    ///   - files: that go with it.
    public static func all(
        _ grounds: [ChallengeGround],
        proofs: [(ground: ChallengeGround, kind: ChallengeProof.Kind, bytes: [UInt8]?)], files: [File] = [],
        report: ChallengedReport
    ) -> [GroundCheck] {
        grounds.flatMap { ground -> [GroundCheck] in
            let own = proofs.filter { $0.ground == ground }.map { proof in
                guard let bytes = proof.bytes else {
                    return GroundCheck(ground, .nothing, "its proof (\(proof.kind.rawValue)) is not in the file")
                }
                return check(ground, proof.kind, bytes, report)
            }
            return own + [byItself(ground, files, report)].filter { own.isEmpty || $0.outcome != .nothing }
        }
    }

    private static func byItself(
        _ ground: ChallengeGround, _ files: [File], _ report: ChallengedReport
    ) -> GroundCheck {
        let claim = report.claim.statement
        let weight = claim.body["weight"].flatMap { $0.isNull ? nil : $0 }
        switch ground {
        case .reproduction:
            return GroundCheck(ground, .nothing, "exhibit reproduce REPORT runs it again, where you have what it takes")
        case .range:
            guard claim.name("calibration") != nil, let cell = weight?["cell"]?.text else {
                return GroundCheck(
                    ground, .checked, "the claim rests on no measured range: no calibration supports a number in it")
            }
            return GroundCheck(
                ground, .checked, "the claim rests on the cell \"\(cell)\" of its calibration; \(recomputed(report))")
        case .numbers:
            guard let weight else {
                return GroundCheck(
                    ground, .checked, "the claim gives no bound: how often this is wrong was not measured for it")
            }
            let expected = weight["coincidences"]?.text.map { "at most \(decimal($0)) expected coincidences" }
            return GroundCheck(
                ground, .checked, "the claim gives \(expected ?? "no bound on coincidences"); \(recomputed(report))")
        case .pixels:
            return GroundCheck(
                ground, .checked,
                "the claim states the class \(claim.text("taint")); \(recomputed(report)). Steps that were never recorded leave no trace"
            )
        case .picture: return picture(files, report)
        case .method: return method(files, report)
        case .subject, .harm, .process: return GroundCheck(ground, .nothing, "")
        }
    }

    /// What verifying the report found of its claim: status word, numbers and class are computed again there.
    static func recomputed(_ report: ChallengedReport) -> String {
        guard let check = report.verdict.checks.first(where: { $0.id == "claim" }) else {
            return "the report does not hold, so nothing was computed again"
        }
        guard let finding = check.findings.first else {
            return "computed again from what the report has, it is the same"
        }
        return "computed again, it does not hold: \(finding.message)"
    }

    /// Without zeros that say nothing.
    private static func decimal(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: ".")) else { return text }
        let cut = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
        return String(String(cut.reversed()))
    }
}

/// Proofs.
extension GroundCheck {
    private static func check(
        _ ground: ChallengeGround, _ kind: ChallengeProof.Kind, _ bytes: [UInt8], _ report: ChallengedReport
    ) -> GroundCheck {
        func failed(_ reason: String) -> GroundCheck {
            GroundCheck(ground, .checked, "its proof (\(kind.rawValue)) shows nothing: \(reason)")
        }
        do throws(Malformed) {
            switch kind {
            case .omittedEntry:
                let proof = try OmittedEntryProof(encoded: bytes)
                var verdict = report.verdict
                verdict.compare(report: report.bytes, entry: proof.leaf, proof: proof.proof.encoded)
                guard let check = verdict.checks.last, let finding = check.findings.first else {
                    return failed("the entry is not left out: \(verdict.checks.last?.detail ?? "")")
                }
                guard finding.severity == .tampered else { return failed(finding.message) }
                return GroundCheck(ground, .proven, "\(finding.object): \(finding.message)")
            case .indexError:
                let proof = try IndexErrorProof(encoded: bytes)
                guard let first = proof.entries.first, (try? Entry(leaf: first.leaf))?.statement.id == report.ledger
                else { return failed("it is about another ledger") }
                guard proof.index < report.head.size else {
                    return failed("this report does not rely on entry \(proof.index): it was recorded later")
                }
                let verdict = IndexErrorVerification.verify(bytes, trust: TrustPolicy(ledgers: [report.ledger]))
                guard let finding = verdict.findings.first(where: { $0.severity == .tampered }),
                    verdict.exitCode == Verdict.Severity.tampered.rawValue
                else { return failed(verdict.findings.first?.message ?? "the index is right") }
                return GroundCheck(
                    ground, .proven,
                    "the ledger's index, on which this report's lists rest, is wrong at entry \(proof.index): \(finding.message)"
                )
            case .replay: return try replay(ground, Entry(leaf: bytes), report, failed)
            }
        } catch {
            return failed("\(error)")
        }
    }

    /// Anybody can sign a replay: it says what its author found, and is to be run again.
    private static func replay(
        _ ground: ChallengeGround, _ entry: Entry, _ report: ChallengedReport, _ failed: (String) -> GroundCheck
    ) -> GroundCheck {
        let statement = entry.statement
        guard statement.isKind(.replay) else { return failed("it is a \(statement.kindName) entry") }
        guard entry.isSigned else { return failed("its signature does not hold") }
        guard statement.text("ledger") == report.ledger.hex,
            report.runs.contains(where: { $0.hash.hex == statement.text("run") })
        else { return failed("it is about another run") }
        let conditions = statement.body["recorded_conditions"] == .bool(true) ? "under" : "not under"
        return GroundCheck(
            ground, .stated,
            "class \(statement.text("class")), \(conditions) the recorded conditions, says \(TypedName(.key, statement.head.author)). Run it again: exhibit reproduce"
        )
    }
}
