/// What an insider could still have changed.
extension Verdict {
    /// Entries below a checkpoint that somebody else holds, or that an authority stamped, are fixed: says which are not.
    public mutating func fix(upTo size: UInt64) {
        guard let entries, size >= fixed ?? 0 else { return }
        if fixed.map({ $0 < entries }) ?? false { notChecked.removeFirst() }
        fixed = size
        guard size < entries else { return }
        // Entry 0 is what the ledger id names.
        notChecked.insert(
            """
            whether whoever holds the keys rewrote entries from #\(max(size, 1)) on, before anyone else held a checkpoint \
            over them
            """, at: 0)
    }
}

/// What somebody gave beside the file that is judged.
extension Verdict {
    public enum Given: String, Sendable {
        case picture = "the picture"
        case entry = "the entry"
        case bridge = "the bridge"
        case challenges = "the objections"
        case receipt = "the receipt"
        case standing = "the standing"
    }

    /// Says that it was not compared with the file: silence would be taken for a yes.
    public mutating func leaveAside(_ given: Given, _ reason: String) {
        var check = Check("given", "\(given.rawValue) that you gave was compared with the file")
        check.fail(.couldNotJudge, given.rawValue, "it was not compared with this file: \(reason)")
        add(check)
    }
}
