/// What the entries of a ledger say of statements, brought together by statement id, in memory that does not grow with
/// the ledger.
public struct StatementRecords {
    /// 32 id ‖ u64 position ‖ u8 mention.
    private static let width = 41
    private var sorter: RecordSorter

    public enum Mention: UInt8, Sendable {
        /// The statement stands there.
        case stands
        /// It stands there, and opens a run.
        case opens
        /// An entry there refers to it.
        case reference
        /// An entry there closes the run that it opened.
        case closes
    }

    public typealias Item = (position: UInt64, mention: Mention)

    /// - Parameters:
    ///   - memory: bytes for records before they are sorted through the scratch space.
    ///   - scratch: nil keeps all in memory.
    public init(memory: Int, scratch: (any ScratchSpace)?) {
        sorter = RecordSorter(width: Self.width, memory: memory, scratch: scratch)
    }

    public mutating func add(_ id: ContentHash, at position: UInt64, _ mention: Mention) throws {
        try sorter.add { record in
            id.store(in: record, at: 0)
            record.store(position, at: 32)
            record[40] = mention.rawValue
        }
    }

    /// Hands over each mention, by statement and by position; nothing may be added after it.
    public mutating func read(_ body: (_ id: ContentHash, _ item: Item) -> Void) throws {
        var cursor = try sorter.sorted().cursor()
        while let record = try cursor.next() {
            guard let mention = Mention(rawValue: record[40]) else { preconditionFailure("a record of its own") }
            body(record.hash(at: 0), (record.number(at: 32), mention))
        }
    }
}
