import ExhibitCore

/// The timestamps that a report carries.
///
/// What is checked here is everything but the authority's signature: the note that was stamped is a checkpoint of this
/// ledger, and the report's tree goes on from it. Whether the token is genuine needs the authority's certificate.
extension ReportVerifier {
    mutating func checkAnchors(
        _ bundle: Bundle, entries: Entries, disclosed: Disclosures, head: Checkpoint, history: KeyHistory
    ) {
        let placed = entries.anchors
        guard !placed.isEmpty else { return }
        var check = Verdict.Check("anchors", "every timestamp stands over a checkpoint that this tree goes on from")
        var sound: [Anchor] = []
        for entry in placed {
            guard let anchor = Anchor(entry.statement) else { continue }
            let object = "entry \(entry.position)"
            guard let note = disclosed.bytes[anchor.note], let token = disclosed.bytes[anchor.token] else {
                check.fail(.incomplete, object, "its signed note or its token is not in the report")
                continue
            }
            let proof = bundle.entries.first { $0.position == entry.position }?.proof ?? []
            let reason =
                anchor.reasonRefused(note: note, history: history)
                ?? Self.reasonRefused(anchor, at: entry.position, proof: proof, head: head)
                ?? anchor.reasonRefused(token: token)
            if let reason {
                check.fail(.tampered, object, reason)
            } else {
                verdict.notChecked.append(Self.remark(anchor))
                sound.append(anchor)
            }
        }
        check.detail = sound.isEmpty ? "" : "\(Anchor.sentence(sound)), if its tokens are genuine"
        verdict.add(check)
    }

    /// The tree of the report's checkpoint, cut before this entry, goes on from the stamped one.
    private static func reasonRefused(
        _ anchor: Anchor, at position: UInt64, proof: [ContentHash], head: Checkpoint
    ) -> String? {
        guard anchor.position == position, anchor.size <= position,
            let root = TreeProofs.rootBefore(position, proof: proof, size: head.size),
            TreeProofs.checkConsistency(
                anchor.consistency, old: anchor.size, oldRoot: anchor.root, size: position, root: root)
        else { return "the tree does not go on from the checkpoint that was stamped" }
        return nil
    }

    private static func remark(_ anchor: Anchor) -> String {
        """
        whether the timestamp token over \(anchor.size) entries is genuine: exhibit-verify --extract DIR REPORT, then \
        openssl ts -verify -token_in -in DIR/\(anchor.tokenFile) -data DIR/\(anchor.noteFile) -attime \(anchor.time.seconds) \
        -CAfile CA.pem, with the authority's root certificate from the authority itself
        """
    }
}

extension ReportVerifier {
    /// Who signed the checkpoints that were stamped.
    func stampedSigners(_ bundle: Bundle, entries: Entries, history: KeyHistory) -> [TypedName] {
        entries.anchors.compactMap { Anchor($0.statement) }.compactMap { anchor in
            guard let bytes = bundle.artifacts.first(where: { $0.name == anchor.note })?.bytes,
                let note = try? SignedNote(encoded: bytes)
            else { return nil }
            return note.signer(among: history.checkpointKeys(atSize: anchor.size), of: history.ledger)
        }
    }
}

extension ReportVerifier.Entries {
    /// The `anchor` entries, by position.
    var anchors: [PlacedEntry] {
        byPosition.values.filter { $0.statement.isKind(.anchor) }.sorted { $0.position < $1.position }
    }
}

extension Anchor {
    /// Why what was stamped is not the checkpoint that the entry states, signed by the key that signed checkpoints at its
    /// size. Without this a genuine token over some other document would date a ledger back.
    public func reasonRefused(note bytes: [UInt8], history: KeyHistory) -> String? {
        let origin = Checkpoint.origin(of: history.ledger)
        guard let note = try? SignedNote(encoded: bytes), note.signatures.count == 1,
            note.signer(among: history.checkpointKeys(atSize: size), of: history.ledger) != nil,
            let checkpoint = try? Checkpoint(text: note.text), checkpoint.origin.utf8.elementsEqual(origin.utf8)
        else { return "what was stamped is no checkpoint that this ledger signed" }
        return checkpoint.size == size && checkpoint.root == root
            ? nil : "what was stamped is a checkpoint of another size or root than it states"
    }

    /// Names for files that other tools read.
    public var noteFile: String { "anchor-\(position).note" }
    public var tokenFile: String { "anchor-\(position).token" }
}

extension ReportVerifier {
    /// The stamped notes and the tokens that a report carries, by name of file; nothing of it is checked but its form.
    public static func timestampFiles(_ bytes: [UInt8]) throws(Malformed) -> [(name: String, bytes: [UInt8])] {
        let bundle = try Bundle(encoded: try ReportFile(encoded: bytes).bundle)
        var files: [String: [UInt8]] = [:]
        for proven in bundle.entries {
            guard let entry = try? Entry(leaf: proven.leaf), let anchor = Anchor(entry.statement) else { continue }
            for (name, file) in [(anchor.note, anchor.noteFile), (anchor.token, anchor.tokenFile)] {
                files[file] = bundle.artifacts.first { $0.name == name }?.bytes
            }
        }
        return files.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
