import ExhibitCore

/// Whether a challenge file is what it says: one signed objection, with the values and files that it commits to.
public enum ChallengeVerification {
    /// Why it is not; nil where it is.
    public static func reasonRefused(_ file: ChallengeFile) -> String? {
        let statement = file.entry.statement
        guard file.entry.isSigned else { return "its signature does not hold" }
        guard statement.head.ledger != nil else { return "it names no ledger" }
        for slot in file.disclosures {
            let member = String(slot.path.dropFirst("body.".count))
            guard slot.commitment(nonce: statement.head.nonce) == statement.name(member) else {
                return "its \(member) is not the one that was signed"
            }
            guard let shape = Kind.challenge.slots[member], (try? shape.check(slot.value, at: slot.path)) != nil else {
                return "its \(member) does not fit its place"
            }
        }
        if let names = file.value("attachment_names"), names.elements?.count != file.challenge.attachments.count {
            return "it does not name as many files as it has"
        }
        for artifact in file.artifacts where TypedName.sealed(artifact.bytes, salt: artifact.salt) != artifact.name {
            return "the file \(artifact.name) is not the one that was signed"
        }
        if let token = file.token, token.imprint != ContentHash(of: file.entry.leaf) {
            return "its timestamp is of something else"
        }
        return nil
    }

    /// A challenge by itself.
    static func verify(_ bytes: [UInt8], trust: TrustPolicy) -> Verdict {
        var verdict = Verdict()
        verdict.notChecked = [
            "the report that it objects to: exhibit verify REPORT --challenges FOLDER",
            "who made it: its key was made for it alone",
            "when: its hour is by its author's own clock",
            "whether what it says is so",
        ]
        var form = Verdict.Check("form", "the file is a challenge, in exactly one spelling")
        let file: ChallengeFile
        do {
            file = try ChallengeFile(encoded: bytes)
        } catch {
            form.fail(.tampered, error.object, error.reason)
            verdict.add(form)
            return verdict
        }
        form.detail = "\(bytes.count) bytes, \(file.artifacts.count) files"
        verdict.add(form)
        var check = Verdict.Check(
            "challenge", "its key signed it, and its values and files are those that it commits to",
            detail: TypedName(.key, file.entry.statement.head.author).description)
        if let reason = reasonRefused(file) { check.fail(.tampered, "the challenge", reason) }
        verdict.add(check)
        let challenge = file.challenge
        verdict.summary = [
            ("challenge", challenge.statement.id.hex), ("ledger", challenge.statement.head.ledger?.hex ?? ""),
            ("report", challenge.report.hash.hex), ("grounds", challenge.groundWords),
        ]
        verdict.challenges = [GivenChallenge(file, from: "the challenge", notes: [], grounds: [])]
        if verdict.exitCode == 0 {
            verdict.ownConclusion =
                "Intact: whoever has its key signed this objection. Whether it is right is for people."
        }
        return verdict
    }
}
