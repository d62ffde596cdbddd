import ExhibitCore

/// Checkpoints that come without their ledger's first entry.
extension TrustPolicy {
    /// Judges the signature of a checkpoint by the keys that the reader named.
    ///
    /// - Parameter object: how findings name it: "the older checkpoint".
    /// - Returns: what it says, also where its signer is not known: what else is wrong is still worth saying. Nil where it
    ///   says nothing about an Exhibit ledger, or its signature does not hold.
    func judge(_ note: SignedNote, as object: String, in verdict: inout Verdict) -> (head: Checkpoint, isSigned: Bool)?
    {
        var check = Verdict.Check("checkpoint", "\(object) is signed by the ledger's checkpoint key")
        defer { verdict.add(check) }
        guard let claimed = try? Checkpoint(text: note.text), let ledger = Checkpoint.ledger(ofOrigin: claimed.origin)
        else {
            check.fail(.couldNotJudge, object, "it is no checkpoint of an Exhibit ledger")
            return nil
        }
        check.detail = "\(claimed.size) entries, root \(claimed.root.hex)"
        let known = keys.filter { $0.name.utf8.elementsEqual(claimed.origin.utf8) }
        if note.open(with: Array(known)) != nil { return (claimed, true) }
        let isForged = note.signatures.contains { signature in
            known.contains { $0.id == signature.keyID && $0.name.utf8.elementsEqual(signature.name.utf8) }
        }
        if isForged {
            check.fail(.tampered, object, "its signature does not hold")
            return nil
        }
        check.fail(
            .incomplete, object,
            known.isEmpty
                ? """
                which key signs the checkpoints of ledger \(ledger.hex) does not stand in this file, so the signature was \
                not checked. Give the verifier key, which the publisher's `exhibit key show` prints: --key VKEY
                """
                : """
                signed by another key than the ones given for ledger \(ledger.hex). After a change of keys there is \
                another verifier key; `exhibit key show` prints those in force. Give both: --key VKEY --key VKEY
                """)
        return (claimed, false)
    }
}

extension SignedNote {
    /// Which of these checkpoint keys of a ledger signed it. The key's list is required wherever the note counts.
    func signer(among keys: [ContentHash], of ledger: ContentHash) -> TypedName? {
        let origin = Checkpoint.origin(of: ledger)
        return keys.first { key in
            (try? VerifierKey(name: origin, key: key)).map { open(with: [$0]) != nil } ?? false
        }.map { TypedName(.key, $0) }
    }
}
