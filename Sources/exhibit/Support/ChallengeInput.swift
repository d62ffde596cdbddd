import ExhibitCore
import ExhibitVerification

/// A challenge file that a person names.
enum ChallengeInput {
    /// - Throws: what is wrong with it, for people.
    static func read(_ path: String) throws -> ChallengeFile {
        try parse(InputFile.read(path, limit: ChallengeFile.maximumBytes), path)
    }

    static func parse(_ bytes: [UInt8], _ path: String) throws -> ChallengeFile {
        let file: ChallengeFile
        do {
            file = try ChallengeFile(encoded: bytes)
        } catch {
            throw UserError(
                "\(shown(path)): is no challenge: \(shown("\(error)")). Ask whoever sent it for the file itself.",
                code: 2)
        }
        if let reason = ChallengeVerification.reasonRefused(file) {
            throw UserError("\(shown(path)): \(shown(reason)). Ask whoever sent it to send it again.", code: 2)
        }
        return file
    }
}
