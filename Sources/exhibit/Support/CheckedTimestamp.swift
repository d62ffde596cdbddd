import ExhibitCore
import ExhibitStorage

/// A reply that was held against this ledger, against what was asked, and against the authority's certificate.
struct CheckedTimestamp {
    let token: TimestampToken
    let checkpoint: Checkpoint
    let note: SignedNote
    let signer: TimestampAuthorities.Signer
    /// What was seen on the way, a line each.
    let remarks: [String]

    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    init(reply bytes: [UInt8], ca: String, case opened: Case) throws {
        let authorities = try TimestampAuthorities(certificates: InputFile.read(ca, limit: 4 << 20), path: shown(ca))
        let reply = try TimestampReply(encoded: bytes)
        token = reply.token
        guard let found = try opened.checkpoint(named: token.imprint) else {
            throw Refusal(
                description:
                    "it stamps \(token.imprint), which is no checkpoint of this ledger. Send the query that `exhibit anchor request` writes."
            )
        }
        (checkpoint, note) = found
        var remarks: [String] = []
        if reply.isBare { remarks.append("a bare token, without the reply around it") }
        let asked = try opened.nonces(askedFor: token.imprint)
        if asked.isEmpty {
            remarks.append("its query was not made here, so no nonce was compared")
        } else if let nonce = token.nonce, asked.contains(nonce) {
            remarks.append("it answers the query that was made here (nonce)")
        } else {
            let nonce = token.nonce == nil ? "no nonce" : "another nonce"
            throw Refusal(
                description:
                    "it has \(nonce), so it answers another query. Send the file that `exhibit anchor request` wrote, and add the reply to it."
            )
        }
        signer = try authorities.check(token, now: Clock.milliseconds() / 1_000)
        remarks.append("signature and certificates hold at that time, up to \(shown(ca)); revocation was not checked")
        if signer.hasExpired {
            remarks.append("the authority's certificate has expired since: that takes nothing away")
        }
        self.remarks = remarks
    }

    /// What happened, for people: errors about other files name these themselves.
    static func explain(_ error: any Error, file: String) -> String {
        let reason: String
        switch error {
        case let error as Malformed:
            reason =
                "no timestamp reply that can be read (\(error.object): \(error.reason)). Ask again: exhibit anchor request"
        case let error as TimestampReply.Refused:
            reason = "the authority did not grant it (\(shown(error.description))). Ask again, or ask another one."
        case let error as Refusal: reason = error.description
        case let error as StorageError where error.path == TimestampAuthorities.tokenTitle: reason = error.description
        default: return "\(error)"
        }
        return "\(shown(file)): \(reason)"
    }

    /// Under the lock: somebody else may have added the same reply meanwhile.
    func record(in opened: Case) throws -> (entry: PlacedEntry, isNew: Bool) {
        if let known = try opened.anchor(holding: .open(token.encoded)) { return (known, false) }
        let entry = try opened.appendAnchor(of: checkpoint, note: note, token: token, authority: signer.name)
        return (entry, true)
    }

    func say(_ entry: PlacedEntry, isNew: Bool, file: String, _ console: Console) {
        console.emit(
            "anchor",
            [
                "file": .string(file), "entry": .integer(Int64(entry.position)), "recorded": .bool(isNew),
                "size": .integer(Int64(checkpoint.size)), "gen_time": .string(token.time.description),
                "authority": .string(signer.name), "remarks": .array(remarks.map { .string($0) }),
            ])
        guard isNew else {
            console.say("already recorded as #\(entry.position)  \(shown(file))")
            return console.say("Next: exhibit audit --ca FILE")
        }
        console.say("#\(entry.position)  recorded  \(shown(file))")
        if let anchor = Anchor(entry.statement) { console.say("  \(shown(anchor.sentence))") }
        for remark in remarks { console.say("  \(remark)") }
        console.say("Next: exhibit report CLAIM -o FILE      reports of earlier claims carry it from now on")
    }
}
