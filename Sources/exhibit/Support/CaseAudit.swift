import ExhibitCore
import ExhibitStorage
import ExhibitVerification

/// Feeds a stored ledger to the audit, and checks what only a case has: artifacts and private values.
enum CaseAudit {
    /// - Parameters:
    ///   - authorities: those whose timestamps are to be verified; nil leaves signatures of tokens unchecked.
    ///   - held: a checkpoint that somebody kept.
    static func verdict(
        of folder: CaseFolder, trust: TrustPolicy, authorities: TimestampAuthorities? = nil, held: SignedNote? = nil
    ) throws -> Verdict {
        var verdict = try verdict(ofLedger: folder.ledger, trust: trust, held: held)
        do {
            let (checks, stamped) = try CaseContents(of: folder).checks(memory: .user(), authorities)
            for check in checks { verdict.add(check) }
            verdict.fix(upTo: stamped)
        } catch {
            var check = Verdict.Check("case", "artifacts and private values are whole")
            check.fail(.incomplete, folder.path, "they were not all checked: \(error)")
            verdict.add(check)
        }
        return verdict
    }

    /// The ledger file alone; reads it and leaves every byte as it was.
    static func verdict(ofLedger path: String, trust: TrustPolicy, held: SignedNote? = nil) throws -> Verdict {
        do {
            return try verdictOfOneReading(path, trust, held)
        } catch let error as StorageError where error.kind == .busy {
            // Another program wrote to a file that was at rest when the reading began: the second time shares its log.
            return try verdictOfOneReading(path, trust, held)
        }
    }

    private static func verdictOfOneReading(
        _ path: String, _ trust: TrustPolicy, _ held: SignedNote?
    ) throws -> Verdict {
        let ledger = try LedgerFile(path: path, mode: .readOnly)
        // Where nothing can be written, all is sorted in memory.
        var feed = AuditFeed(LedgerAudit(trust: trust, held: held, scratch: try? ScratchFile()))
        var form = Verdict.Check("database", "the database is whole, with the tables and triggers it was made with")
        let findings = try ledger.examine { row in
            try feed.add(row)
        } checkpoint: { checkpoint in
            try feed.add(checkpoint)
        }
        for finding in findings { form.fail(.tampered, path, finding) }
        var verdict = try feed.finish()
        verdict.add(form)
        return verdict
    }
}
