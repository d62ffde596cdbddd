extension Kind {
    /// A timestamp of one of the ledger's own checkpoints. Note and token are open artifacts: whoever has them and the
    /// authority's certificate can check the time without the ledger.
    public static let anchor = Kind(
        name: "anchor", version: 1, role: .ledger,
        body: [
            /// The checkpoint that was stamped, raw.
            "checkpoint": .record(["root": .hex(32), "size": .integer(1...9_007_199_254_740_991)]),
            /// The signed note; its SHA-256 is what the authority stamped.
            "note": .name([.open]),
            /// DER of the TimeStampToken, RFC 3161.
            "token": .name([.open]),
            /// What the token says: its time, the policy it was made under, its serial number.
            "gen_time": .moment,
            "policy": .text(128),
            "serial": .text(64),
            /// The subject of the certificate that signed the token, RFC 2253.
            "authority": .text(512),
            /// The position of this entry, and the RFC 6962 consistency proof from the checkpoint's size to it.
            "position": .count,
            "consistency": .list(.hex(32), 0...63),
        ])
}

/// An `anchor` entry: the entries below `size` existed when an authority stamped a checkpoint over them.
public struct Anchor: Sendable {
    public let size: UInt64
    public let root: ContentHash
    public let note: TypedName
    public let token: TypedName
    public let time: TimestampTime
    public let policy: String
    public let serial: String
    public let authority: String
    public let position: UInt64
    public let consistency: [ContentHash]

    /// Nil for a statement of another kind.
    public init?(_ statement: Statement) {
        guard statement.isKind(.anchor) else { return nil }
        let body = statement.body
        guard let size = body["checkpoint"]?["size"]?.number,
            let root = body["checkpoint"]?["root"]?.text.flatMap({ ContentHash(hex: $0) }),
            let note = statement.name("note"), let token = statement.name("token"),
            let time = TimestampTime(statement.text("gen_time")), let position = body["position"]?.number
        else { return nil }
        self.size = UInt64(size)
        self.root = root
        self.note = note
        self.token = token
        self.time = time
        policy = statement.text("policy")
        serial = statement.text("serial")
        authority = statement.text("authority")
        self.position = UInt64(position)
        consistency = (body["consistency"]?.elements ?? []).compactMap { $0.text.flatMap { ContentHash(hex: $0) } }
    }

    /// - Parameters:
    ///   - tree: of all entries so far: the new one comes next.
    ///   - authority: of the certificate that signed the token.
    public static func draft<Tree: SubtreeHashes>(
        of checkpoint: Checkpoint, note: SignedNote, token: TimestampToken, authority: String, tree: Tree
    ) throws(Tree.Failure) -> Draft {
        let name = TypedName.open(note.encoded)
        let proof = try tree.proveConsistency(from: checkpoint.size, to: tree.size)
        return Draft(
            .anchor, subjects: [name],
            body: [
                "checkpoint": ["root": .string(checkpoint.root.hex), "size": .integer(Int64(checkpoint.size))],
                "note": .string(name.description), "token": .string(TypedName.open(token.encoded).description),
                "gen_time": .string(token.time.description), "policy": .string(token.policy),
                "serial": .string(token.serial), "authority": .string(authority),
                "position": .integer(Int64(tree.size)), "consistency": .array(proof.map { .string($0.hex) }),
            ])
    }

    /// Why the token does not say what this entry says of it; nil where it does.
    public func reasonRefused(token bytes: [UInt8]) -> String? {
        guard TypedName.open(bytes) == token else { return "its bytes are not those that the entry names" }
        let read: TimestampToken
        do { read = try TimestampToken(encoded: bytes) } catch { return error.reason }
        guard read.imprint == note.hash else { return "it stamps something else than the checkpoint's note" }
        guard read.time == time, read.policy.utf8.elementsEqual(policy.utf8),
            read.serial.utf8.elementsEqual(serial.utf8)
        else { return "the entry states another time, policy or serial number than the token" }
        return nil
    }

    /// "entries up to #17 existed by 2026-01-01T12:00:00Z according to CN=…": what anchors are for. Empty for none.
    public static func sentence(_ anchors: [Anchor]) -> String {
        guard !anchors.isEmpty else { return "" }
        let parts = anchors.sorted { $0.size < $1.size }.map {
            "entries up to #\($0.size - 1) existed by \($0.time) according to \($0.authority)"
        }
        return (parts + ["later ones are not anchored"]).joined(separator: "; ")
    }

    public var sentence: String { Self.sentence([self]) }
}

extension Statement {
    /// Where kinds whose content depends on their place say that they stand; nil for other kinds.
    public var ownPosition: Int64? {
        if isKind(.index) { return body["covers"]?.number }
        return isKind(.anchor) ? body["position"]?.number : nil
    }
}
