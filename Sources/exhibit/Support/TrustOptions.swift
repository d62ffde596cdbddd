import ArgumentParser
import ExhibitCore
import ExhibitStorage
import ExhibitVerification

struct TrustOptions: ParsableArguments {
    @Option(
        name: .customLong("key"),
        help: "Trust this ledger: its id, a verifier key, or a file of them. May be given again.")
    var keys: [String] = []

    /// The ledgers named here, or else those of the user's list.
    func policy() throws -> TrustPolicy {
        if keys.isEmpty {
            return TrustPolicy(ledgers: try TrustFile.user().list().compactMap { ContentHash(hex: $0.ledger) })
        }
        return TrustPolicy(naming: try keys.flatMap(Self.names))
    }

    static func ledgers(_ text: String) throws -> [ContentHash] {
        try names(text).compactMap(TrustPolicy.ledger(named:))
    }

    /// The ledger ids and verifier keys that a text is, or that the file of that name has as its lines' first words.
    private static func names(_ text: String) throws -> [String] {
        if TrustPolicy.ledger(named: text) != nil { return [text] }
        guard let bytes = try? InputFile.read(text, limit: 1 << 20) else {
            throw UserError(
                "\(shown(text)): neither a ledger id (64 hex digits), nor a verifier key, nor a file of them", code: 64)
        }
        let names = bytes.split(separator: 0x0A).compactMap { line in
            String(decoding: line, as: UTF8.self).split(separator: " ").first.map(String.init)
        }.filter { TrustPolicy.ledger(named: $0) != nil }
        guard !names.isEmpty else { throw UserError("\(shown(text)): the file names no ledger", code: 64) }
        return names
    }
}
