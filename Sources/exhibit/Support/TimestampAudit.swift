import ExhibitCore
import ExhibitStorage
import ExhibitVerification

/// The tokens of a case: whether they say what their entries say, and whether authorities signed them.
struct TimestampAudit {
    /// Nil leaves the signatures unchecked, and the check says so.
    let authorities: TimestampAuthorities?
    let reader: ArtifactReader

    /// More than any authority's token takes.
    private static let largestToken = 1 << 20

    /// - Parameter history: of the whole ledger.
    /// - Returns: also up to which entry a token was found genuine. Nil where the case has no timestamp.
    func check(
        _ anchors: [(position: Int64, anchor: Anchor)], history: KeyHistory
    ) -> (check: Verdict.Check, stamped: UInt64)? {
        guard !anchors.isEmpty else { return nil }
        var (stamped, read): (UInt64, Int) = (0, 0)
        var check = Verdict.Check(
            "timestamps", "every timestamp token is of the checkpoint and time that its entry states")
        var expired = 0
        for (position, anchor) in anchors {
            let object = "entry \(position)"
            // Artifacts that are missing or damaged are named by the check of artifacts.
            guard let bytes = try? reader.bytes(of: anchor.token, limit: Self.largestToken),
                let note = try? reader.bytes(of: anchor.note, limit: SignedNote.maximumBytes)
            else { continue }
            read += 1
            if let reason = anchor.reasonRefused(note: note, history: history) ?? anchor.reasonRefused(token: bytes) {
                check.fail(.tampered, object, reason)
                continue
            }
            guard let authorities, let token = try? TimestampToken(encoded: bytes) else { continue }
            do {
                let signer = try authorities.check(token, now: Clock.milliseconds() / 1_000)
                stamped = max(stamped, anchor.size)
                if signer.hasExpired { expired += 1 }
                if !signer.name.utf8.elementsEqual(anchor.authority.utf8) {
                    check.fail(
                        .incomplete, object, "it is signed by \(signer.name), and the entry says \(anchor.authority)")
                }
            } catch {
                // A file of certificates may lack an authority; a token whose signature is wrong is another matter.
                check.fail(error.kind == .notAllowed ? .incomplete : .tampered, object, "\(error)")
            }
        }
        let unread = read < anchors.count ? " of \(anchors.count); the others could not be read" : ""
        check.detail =
            authorities == nil
            ? "\(counted(read, "token"))\(unread); their signatures were not checked: exhibit audit --ca FILE"
            : "\(counted(read, "token"))\(unread), signatures and chains too, at their own times; revocation was not checked"
                + (expired > 0 ? "; \(expired) by a certificate that has expired since" : "")
        return (check, stamped)
    }
}
