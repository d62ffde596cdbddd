import ExhibitCore

/// Leaves, signatures, roles, checkpoint and inclusion.
extension ReportVerifier {
    mutating func checkEntries(_ bundle: Bundle) -> Entries {
        var parsing = Verdict.Check("leaves", "every entry's bytes are one well-formed statement")
        var signing = Verdict.Check("signatures", "every entry is signed by the key that it names")
        var entries = Entries()
        for proven in bundle.entries {
            let object = "entry \(proven.position)"
            do {
                let entry = PlacedEntry(position: proven.position, entry: try Entry(leaf: proven.leaf))
                entries.byPosition[proven.position] = entry
                if entries.byStatement.updateValue(entry, forKey: entry.statement.id) != nil {
                    parsing.fail(.tampered, object, "the same statement stands at two positions")
                }
                if !entry.entry.isSigned { signing.fail(.tampered, object, "its signature does not hold") }
                if entry.statement.kind == nil {
                    parsing.fail(
                        .incomplete, object, "\(entry.statement.predicateType) is not interpreted by this version")
                }
            } catch {
                parsing.fail(.tampered, object, "\(error)")
            }
        }
        parsing.detail = "\(entries.byPosition.count) of \(bundle.entries.count)"
        signing.detail = parsing.detail
        verdict.add(parsing)
        verdict.add(signing)
        return entries
    }

    mutating func checkRoles(_ entries: Entries) -> KeyHistory? {
        var check = Verdict.Check("roles", "every entry was written under a key that held its role")
        defer { verdict.add(check) }
        guard let genesis = entries.byPosition[0], genesis.entry.isSigned,
            var history = try? KeyHistory(genesis: genesis.statement)
        else {
            check.fail(.tampered, "entry 0", "it is missing, or does not found a ledger")
            return nil
        }
        let ordered = entries.byPosition.values.sorted { $0.position < $1.position }
        for entry in ordered {
            if let reason = history.reasonVoid(entry.statement, at: entry.position) {
                check.fail(.tampered, "entry \(entry.position)", "\(entry.statement.kindName): \(reason)")
            } else if entry.entry.isSigned {
                history.apply(entry.statement, at: entry.position)
            }
        }
        check.detail = "\(ordered.count) entries"
        let statement = genesis.statement
        verdict.summary.append(("ledger", history.ledger.hex))
        verdict.summary.append(("publisher", statement.text("publisher")))
        verdict.summary.append(("contact", statement.text("contact")))
        return history
    }

    /// The checkpoint, and the key that signed it.
    mutating func checkCheckpoint(
        _ bundle: Bundle, entries: Entries, history: KeyHistory
    ) -> (head: Checkpoint, signer: TypedName)? {
        var check = Verdict.Check("checkpoint", "the ledger's checkpoint key signed the tree")
        let origin = Checkpoint.origin(of: history.ledger)
        var signed: (head: Checkpoint, signer: TypedName)?
        if let head = Self.claimedHead(bundle), bundle.checkpoint.signatures.count == 1 {
            for key in history.checkpointKeys(atSize: head.size) {
                if let verifier = try? VerifierKey(name: origin, key: key),
                    let text = bundle.checkpoint.open(with: [verifier]), let opened = try? Checkpoint(text: text),
                    opened.origin.utf8.elementsEqual(origin.utf8)
                {
                    signed = (opened, TypedName(.key, key))
                }
            }
        }
        guard let signed, signed.head.size > 0 else {
            check.fail(
                .tampered, "checkpoint", "it is not signed by the checkpoint key of ledger \(history.ledger.hex)")
            verdict.add(check)
            return nil
        }
        check.detail = "\(signed.head.size) entries, root \(signed.head.root.hex)"
        verdict.add(check)

        verdict.add(trust.check(history.ledger))
        return signed
    }

    /// Its size picks the keys to try; nothing else is believed before the signature holds.
    private static func claimedHead(_ bundle: Bundle) -> Checkpoint? { try? Checkpoint(text: bundle.checkpoint.text) }

    mutating func checkInclusion(_ bundle: Bundle, head: Checkpoint) {
        var check = Verdict.Check("inclusion", "every entry stands at its place in the signed tree")
        for proven in bundle.entries {
            let holds = TreeProofs.checkInclusion(
                proven.proof, leaf: MerkleTree.leafHash(proven.leaf), position: proven.position, size: head.size,
                root: head.root)
            if !holds {
                check.fail(.tampered, "entry \(proven.position)", "its inclusion proof does not reach the root")
            }
        }
        check.detail = "\(bundle.entries.count) proofs"
        verdict.add(check)
    }
}
