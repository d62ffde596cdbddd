import ExhibitCore

/// Judges whatever file somebody was handed: a report, a ledger export or a proof; anything else gets a helpful no.
public enum Verification {
    /// - Parameters:
    ///   - entry: the bytes of the entry that a tlog-proof is about, where the reader has them.
    ///   - held: a checkpoint of a whole ledger, where the reader kept one.
    ///   - bridge: leads from a report to a later checkpoint of its ledger, where the reader has it.
    public static func verify(
        _ bytes: [UInt8], trust: TrustPolicy, entry: [UInt8]? = nil, held: SignedNote? = nil, bridge: [UInt8]? = nil
    ) -> Verdict {
        guard bytes.starts(with: Array("<!DOCTYPE html>".utf8)) else {
            var verdict = other(bytes, trust: trust, entry: entry, held: held)
            if bridge != nil { verdict.leaveAside(.bridge, "it goes with a report") }
            if entry != nil, !TlogProof.isProof(bytes) { verdict.leaveAside(.entry, "it goes with a tlog-proof of it") }
            return verdict
        }
        var verdict = ReportVerifier.verify(bytes, trust: trust, bridge: bridge)
        if entry != nil {
            verdict.leaveAside(.entry, "whether a report leaves it out takes a proof of it too: --entry-proof FILE")
        }
        return verdict
    }

    private static func other(
        _ bytes: [UInt8], trust: TrustPolicy, entry: [UInt8]?, held: SignedNote?
    ) -> Verdict {
        if LedgerExport.isExport(bytes) { return audit(bytes, trust: trust, held: held) }
        if TlogProof.isProof(bytes) { return TlogProofVerification.verify(bytes, entry: entry, trust: trust) }
        if ConsistencyProof.isProof(bytes) { return ConsistencyVerification.verify(bytes, trust: trust) }
        if IndexErrorProof.isProof(bytes) { return IndexErrorVerification.verify(bytes, trust: trust) }
        if Bridge.isBridge(bytes) { return BridgeVerification.verify(bytes, trust: trust) }
        if ChallengeFile.isChallenge(bytes) { return ChallengeVerification.verify(bytes, trust: trust) }
        if ForkProof.isProof(bytes) { return ForkVerification.verify(bytes, trust: trust) }
        if StandingFile.isStanding(bytes) { return StandingVerification.verify(bytes, trust: trust) }
        if Receipt.isReceipt(bytes) { return ReceiptVerification.verify(bytes, trust: trust) }
        var verdict = Verdict()
        var check = Verdict.Check("form", "the file is a report or a ledger")
        check.fail(.couldNotJudge, "this file", notAReport)
        verdict.add(check)
        return verdict
    }

    public static let notAReport = """
        it is no Exhibit report, so there is nothing in it to check. Ask whoever published it for the report file \
        (one .html file), or for the model, its inputs, every run on the picture, and how often it is wrong on such pictures.
        """

    private static func audit(_ bytes: [UInt8], trust: TrustPolicy, held: SignedNote?) -> Verdict {
        do {
            let export = try LedgerExport(encoded: bytes)
            var audit = LedgerAudit(trust: trust, held: held)
            audit.add(export)
            return audit.finish()
        } catch {
            var verdict = Verdict()
            var check = Verdict.Check("form", "the file is a whole ledger")
            check.fail(.tampered, error.object, error.reason)
            verdict.add(check)
            return verdict
        }
    }
}
