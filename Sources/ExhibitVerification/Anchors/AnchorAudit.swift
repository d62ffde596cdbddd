import ExhibitCore

/// Whether the `anchor` entries of a whole ledger name its tree as it was.
struct AnchorAudit {
    private var check = Verdict.Check("anchors", "every timestamp entry names the tree as it was")
    private var isEmpty = true
    private(set) var newest: Anchor?

    /// - Parameter tree: of the entries below this one; nil where some are missing.
    mutating func judge(_ statement: Statement, at place: UInt64, tree: TreeFrontier?) {
        guard let anchor = Anchor(statement) else { return }
        isEmpty = false
        let object = "entry \(place)"
        guard anchor.position == place, anchor.size <= place else {
            check.fail(.tampered, object, "it states another position than its own, or a checkpoint that came after it")
            return
        }
        guard let tree else {
            check.fail(.tampered, object, "it was not compared with the entries below it: some are missing")
            return
        }
        // A proof that leads from one root to the other is the only one: nobody needs the earlier tree itself.
        guard
            TreeProofs.checkConsistency(
                anchor.consistency, old: anchor.size, oldRoot: anchor.root, size: place, root: tree.root)
        else {
            check.fail(
                .tampered, object,
                "its checkpoint is not of this ledger, or its consistency proof does not lead from \(anchor.size) entries to this tree"
            )
            return
        }
        if Anchor.covers(more: anchor, than: newest) { newest = anchor }
    }

    /// Nil where nothing was timestamped.
    var result: Verdict.Check? {
        guard !isEmpty else { return nil }
        var result = check
        result.detail = newest.map { "\($0.sentence), as the entry says" } ?? ""
        return result
    }
}

extension Anchor {
    /// Whether an anchor is over more entries than another one, or over the same at an earlier time.
    public static func covers(more one: Anchor, than other: Anchor?) -> Bool {
        guard let other else { return true }
        return one.size != other.size ? one.size > other.size : one.time < other.time
    }

    /// What a report of an entry carries: of the anchors over it the earliest in time, which says most about the entry,
    /// and the one over most entries.
    public static func relevant(to position: UInt64, among entries: [PlacedEntry]) -> [PlacedEntry] {
        let anchors = entries.compactMap { entry in Anchor(entry.statement).map { (entry, $0) } }
            .filter { $0.1.size > position }
        let earliest = anchors.min { $0.1.time < $1.1.time }
        let newest = anchors.reduce(into: nil as (PlacedEntry, Anchor)?) { best, next in
            if covers(more: next.1, than: best?.1) { best = next }
        }
        let chosen = [earliest, newest].compactMap { $0?.0 }
        return chosen.count == 2 && chosen[0].position == chosen[1].position ? [chosen[0]] : chosen
    }
}
