/// The running value that SQLite rows carry: c[i] = H(02 ‖ c[i−1] ‖ entry id[i]), c[−1] = 32 zero bytes.
///
/// Derived and never trusted: it lets ten lines of script find the first damaged row.
public enum Chain {
    public static let start = ContentHash.zero

    public static func next(after previous: ContentHash, entry: ContentHash) -> ContentHash {
        ContentHash(Domain.chain, previous, entry)
    }
}
