import ExhibitCore
import ExhibitStorage
import ExhibitVerification
import ExhibitWeight

/// The calibrations of a case: whether what each states follows from its scores.
struct CalibrationAudit {
    let reader: ArtifactReader
    /// Of the case, by their statements.
    let models: [ContentHash: Statement]

    /// As many bytes as scores have at most.
    private static let largest = 16 << 20

    /// Nil where the case has none.
    func check(_ calibrations: [(position: Int64, statement: Statement)]) -> Verdict.Check? {
        guard !calibrations.isEmpty else { return nil }
        var read = 0
        var check = Verdict.Check("calibrations", "what every calibration found follows from its scores")
        for (position, statement) in calibrations {
            // Artifacts that are missing or damaged are named by the check of artifacts.
            guard let scores = bytes("scores", of: statement), let findings = bytes("findings", of: statement) else {
                continue
            }
            read += 1
            do {
                let model = statement.name("model").flatMap { models[$0.hash] }
                _ = try Calibration(of: statement, model: model, scores: scores, findings: findings)
            } catch {
                check.fail(.tampered, "entry \(position)", error.reason)
            }
        }
        let unread = read < calibrations.count ? " of \(calibrations.count); the others could not be read" : ""
        check.detail = "\(counted(read, "calibration"))\(unread)"
        return check
    }

    private func bytes(_ member: String, of statement: Statement) -> [UInt8]? {
        statement.name(member).flatMap { try? reader.bytes(of: $0, limit: Self.largest) }
    }
}
