import ExhibitCore
import ExhibitStorage
import ExhibitVerification

/// The publisher's side of objections.
extension Case {
    /// Records a challenge as it was signed. One that is here already is an outcome.
    func receive(_ file: ChallengeFile, from path: String) throws -> (entry: PlacedEntry, isNew: Bool) {
        let challenge = file.challenge
        func refused(_ reason: String) -> UserError {
            UserError("\(shown(path)): \(reason). Nothing was recorded.", code: 2)
        }
        guard challenge.statement.head.ledger == ledgerID else {
            throw refused("is about a report of another ledger")
        }
        if let known = entry(statement: challenge.statement.id) { return (known, false) }
        guard let report = entry(statement: challenge.report.hash), report.statement.isReport,
            report.statement.name("claim") == challenge.claim,
            let claim = entry(statement: challenge.claim.hash)?.statement, claim.isClaim
        else { throw refused("is not about a report of this case") }
        guard report.statement.name("page") == challenge.page else {
            throw refused(
                "is about another page than report #\(report.position) has. Somebody altered the file that its author was shown: ask for it"
            )
        }
        // Else somebody could put an objection on the lists of evidence that it is not about.
        guard challenge.runs == [claim.name("run")].compactMap({ $0 }),
            challenge.evidence == [claim.name("evidence")].compactMap({ $0 })
        else { throw refused("names other runs or other evidence than the claim of report #\(report.position)") }
        guard challenge.artifacts.allSatisfy({ (entries(referringTo: $0) ?? []).isEmpty }) else {
            throw refused("names something of this case as a file of its own")
        }
        guard challenge.statement.head.seen.map({ $0.size <= Int64(size) }) ?? true else {
            throw refused("says that its author saw more of this ledger than there is")
        }
        let files = file.artifacts.map { ReceivedFile(name: $0.name, salt: $0.salt, bytes: $0.bytes) }
        return (try append(received: file.entry, values: file.disclosures, files: files), true)
    }

    func receive(withdrawal: Entry?, from path: String) throws -> (entry: PlacedEntry, isNew: Bool) {
        guard let withdrawal, withdrawal.isSigned, let name = withdrawal.statement.name("challenge"),
            withdrawal.statement.head.ledger == ledgerID, let challenge = entry(statement: name.hash),
            challenge.statement.isKind(.challenge),
            challenge.statement.head.author == withdrawal.statement.head.author
        else {
            throw UserError(
                "\(shown(path)): withdraws no objection of this case with its own key. Nothing was recorded.", code: 2)
        }
        if let known = entry(statement: withdrawal.statement.id) { return (known, false) }
        return (try append(received: withdrawal), true)
    }

    /// A challenge, by itself or by what names it.
    func challenge(of placed: PlacedEntry) throws -> PlacedEntry {
        if placed.statement.isKind(.challenge) { return placed }
        if let name = placed.statement.name("challenge"), let challenge = entry(statement: name.hash) {
            return challenge
        }
        throw UserError(
            "#\(placed.position) is a \(placed.statement.kindName) entry, not an objection; see: exhibit challenge list"
        )
    }

    func acknowledge(_ challenge: PlacedEntry) throws -> (entry: PlacedEntry, isNew: Bool) {
        let name = challenge.statement.name
        if let known = answers(to: challenge).first(where: { $0.statement.isKind(.acknowledge) }) {
            return (known, false)
        }
        let draft = Draft(.acknowledge, subjects: [name], body: ["challenge": .string(name.description)])
        return (try append([draft])[0], true)
    }

    /// What names it and counts.
    private func answers(to challenge: PlacedEntry) -> [PlacedEntry] {
        (entries(referringTo: challenge.statement.name) ?? []).filter {
            history.reasonVoid($0.statement, at: $0.position) == nil
        }
    }

    /// - Parameter position: only answers before it count.
    func state(of challenge: PlacedEntry, before position: UInt64 = .max) -> ChallengeState {
        let about = ["claim", "report"].compactMap { challenge.statement.name($0) }.compactMap {
            entry(statement: $0.hash)
        }
        return ChallengeState(
            of: challenge.statement, among: about + answers(to: challenge).filter { $0.position < position })
    }

    /// Over an index entry of its own: the proof is in the index that it signs.
    func writeReceipt(of challenge: PlacedEntry, to path: String, force: Bool) throws {
        let receipt = try exclusively {
            let covers = try appendIndex().position
            return try Receipt(of: challenge, in: self, history: history, covers: covers)
        }
        try OutputFile.write(receipt.encoded, to: path, force: force)
    }
}
