import ExhibitCore

/// Whether an entry that somebody holds was left out of a report's lists.
extension Verdict {
    /// Adds the answer to the verdict on the report.
    ///
    /// - Parameters:
    ///   - leaf: the entry's bytes.
    ///   - proof: a tlog-proof that it stands in the ledger, under any checkpoint of it.
    public mutating func compare(report bytes: [UInt8], entry leaf: [UInt8], proof: [UInt8]) {
        var check = Check("omission", "the entry given is where this report's lists say")
        defer { add(check) }
        guard !findings.contains(where: { [.tampered, .couldNotJudge].contains($0.severity) }),
            let report = try? ReportFile(encoded: bytes), let bundle = try? Bundle(encoded: report.bundle),
            let head = try? Checkpoint(text: bundle.checkpoint.text)
        else {
            check.fail(.couldNotJudge, "this file", "it is no report that holds, so nothing can be missing in it")
            return
        }
        let entry: Entry
        let inclusion: TlogProof
        do {
            entry = try Entry(leaf: leaf)
            inclusion = try TlogProof(encoded: proof)
        } catch {
            check.fail(.couldNotJudge, error.object, error.reason)
            return
        }
        let object = "entry \(inclusion.index)"
        guard inclusion.check(leaf: leaf, keys: Self.checkpointKeys(of: bundle, for: inclusion)) else {
            check.fail(.couldNotJudge, object, "the proof does not show that this report's ledger has this entry")
            return
        }
        check.detail = object
        checkWithdrawal(entry.statement, object, Published(bundle), &check)
        let covers = head.size - 1
        guard inclusion.index < covers else {
            check.detail += ", recorded after the report's index entry \(covers)"
            guard Self.retracts(entry, bundle) else { return }
            guard let cause = Self.retraction(entry, at: inclusion.index, of: bundle) else {
                check.fail(
                    .incomplete, object,
                    "it retracts this report or its claim, by a key that this report does not know: ask the publisher")
                return
            }
            check.fail(.contested, object, "it retracts this report (\(entry.statement.head.time), cause: \(cause))")
            ownConclusion = "RETRACTED: its publisher has taken this report back."
            overrule(by: .retracted, shown: "by the entry given")
            return
        }
        if let other = bundle.entries.first(where: { $0.position == inclusion.index }), other.leaf != leaf {
            check.fail(.tampered, object, "the report has another entry in this place: the ledger was forked")
        }
        let lists = bundle.lists.filter { entry.statement.references.contains($0.name) }
        if lists.isEmpty {
            check.detail += ", which refers to nothing that this report has a list of: it belongs on none"
        }
        for list in lists where !list.positions.contains(inclusion.index) {
            check.fail(
                .tampered, "the list of \(list.name)",
                "\(object) refers to it, was recorded before, and is not on it: the index is wrong, or the ledger forked"
            )
        }
        guard check.findings.contains(where: { $0.severity == .tampered }) else { return }
        ownConclusion =
            "PROVEN: an entry of this ledger that belongs on this report's lists was left out. Keep all three files."
    }

    /// No list of a report shows what became of its model: whoever has the withdrawal can hold it against the report.
    private func checkWithdrawal(_ entry: Statement, _ object: String, _ published: Published, _ check: inout Check) {
        guard entry.isKind(.modelWithdrawn), let model = published.model, entry.name("model") == model else { return }
        check.detail += ", which withdraws the model that was asked"
        guard published.isIdentification else { return }
        check.fail(
            .incomplete, object, "it withdraws the model that was asked: by rule P18 the report is at most a LEAD now")
    }

    /// Of one claim there can be several reports.
    private static func retracts(_ entry: Entry, _ bundle: Bundle) -> Bool {
        let statement = entry.statement
        guard statement.isKind(.retraction) else { return false }
        return statement.name("report")?.hash == bundle.report
            || statement.name("claim") == Published(bundle).claim?.name
    }

    /// Why it takes the report back; nil where it counts for nothing.
    private static func retraction(_ entry: Entry, at position: UInt64, of bundle: Bundle) -> String? {
        guard entry.isSigned, history(of: bundle)?.reasonVoid(entry.statement, at: position) == nil
        else { return nil }
        return entry.statement.text("cause")
    }

    private static func history(of bundle: Bundle) -> KeyHistory? {
        let entries = bundle.entries.compactMap { proven in
            (try? Entry(leaf: proven.leaf)).map { PlacedEntry(position: proven.position, entry: $0) }
        }
        guard let genesis = entries.first, genesis.position == 0,
            var history = try? KeyHistory(genesis: genesis.statement)
        else { return nil }
        for entry in entries { history.apply(entry.entry, at: entry.position) }
        return history
    }

    /// The keys that signed at the size of the proof's checkpoint, by the entries of the report.
    private static func checkpointKeys(of bundle: Bundle, for proof: TlogProof) -> [VerifierKey] {
        guard let head = try? Checkpoint(text: proof.checkpoint.text), let history = history(of: bundle) else {
            return []
        }
        let origin = Checkpoint.origin(of: history.ledger)
        guard head.origin.utf8.elementsEqual(origin.utf8) else { return [] }
        return history.checkpointKeys(atSize: head.size).compactMap { try? VerifierKey(name: origin, key: $0) }
    }
}
