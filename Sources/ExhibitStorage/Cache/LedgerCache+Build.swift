import ExhibitCore
import Synchronization

extension LedgerCache {
    /// Makes the cache of the first entries of a ledger in one pass: what has to be in another order than theirs is sorted
    /// in the scratch space, and every row is written once, in the order of its table.
    static func build(at path: String, from ledger: LedgerFile, size: UInt64, scratch: any ScratchSpace) throws {
        let cache = try LedgerCache(path: path, mode: .create, isDisposable: true)
        try cache.database.write { session in
            var builder = Builder(scratch)
            try builder.read(ledger, size, session)
            try builder.finish(session)
        }
        try cache.close()
    }

    private struct Builder {
        private let scratch: any ScratchSpace
        private var state = State()
        private var frontier = TreeFrontier()
        private var hashes: [ContentHash] = []
        private var hashCount: UInt64 = 0
        private var kinds: [String: [UInt64]] = [:]
        private var index: IndexRoots
        private var references: RecordSorter

        init(_ scratch: any ScratchSpace) {
            self.scratch = scratch
            index = IndexRoots(memory: 40 << 20, scratch: scratch)
            references = RecordSorter(width: PackedReferences.width, memory: 24 << 20, scratch: scratch)
        }

        /// Decodes on all cores.
        mutating func read(_ ledger: LedgerFile, _ size: UInt64, _ session: borrowing SQLite.Session) throws {
            let work = OrderedWork { (leaves: [[UInt8]]) in
                Result { try leaves.map { EntryTail.Item(try Entry(leaf: $0)) } }
            }
            var waiting: [[UInt8]] = []
            try ledger.forEachRow { row in
                guard UInt64(row.position) < size else { return }
                waiting.append(row.leaf)
                guard waiting.count == 256 else { return }
                try work.add(waiting) { try take($0.get(), session) }
                waiting = []
            }
            try work.add(waiting) { try take($0.get(), session) }
            try work.finish { try take($0.get(), session) }
        }

        private mutating func take(_ items: [EntryTail.Item], _ session: borrowing SQLite.Session) throws {
            for item in items {
                hashes += frontier.append(item.id)
                state.chain = Chain.next(after: state.chain, entry: item.id)
                kinds[item.kind, default: []].append(state.size)
                for reference in item.references {
                    try index.add(reference.key, position: state.size, entry: item.id)
                    let name = LedgerCache.bytes(of: reference.name) + state.size.bigEndianBytes
                    try references.add { $0.copyBytes(from: name) }
                }
                state.size += 1
            }
            try writeHashes(
                upTo: hashes.count / Int(TreeChunks.hashesPerChunk) * Int(TreeChunks.hashesPerChunk), session)
            for (kind, positions) in kinds where positions.count > 1_024 {
                try KindLists.append(positions, kind, session)
                kinds[kind] = []
            }
        }

        private mutating func writeHashes(upTo count: Int, _ session: borrowing SQLite.Session) throws {
            try TreeChunks.append(Array(hashes[..<count]), after: hashCount, session)
            hashCount += UInt64(count)
            hashes.removeFirst(count)
        }

        /// Hashes the index on other cores while this one writes.
        mutating func finish(_ session: borrowing SQLite.Session) throws {
            try writeHashes(upTo: hashes.count, session)
            for (kind, positions) in kinds.sorted(by: { $0.key < $1.key }) where !positions.isEmpty {
                try KindLists.append(positions, kind, session)
            }
            let index = try index.sorted()
            let work = OrderedWork { [scratch] (number: Int) in
                Result { () throws -> (IndexPages.Division, PageSpool) in
                    var spool = PageSpool(scratch)
                    let division = try IndexPages.build(division: number, of: index) { try spool.add($0, $1) }
                    return (division, spool)
                }
            }
            let sorted = try references.sorted()
            var packed = try sorted.cursor()
            let share = sorted.count / IndexPages.divisions / 16
            var divisions: [IndexPages.Division] = []
            func take(_ division: IndexPages.Division, _ spool: PageSpool) throws {
                divisions.append(division)
                var pages = spool.reader
                try session.run(Self.insertPage) { try pages.next() }
                var rest = share
                try session.run(Self.insertPacked) {
                    rest -= 1
                    return rest < 0 ? nil : try PackedReferences.nextRow(&packed)
                }
            }
            for number in 0..<IndexPages.divisions { try work.add(number) { try take($0.get().0, $0.get().1) } }
            try work.finish { try take($0.get().0, $0.get().1) }
            try session.run(Self.insertPacked) { try PackedReferences.nextRow(&packed) }
            (state.root, state.keys) = try IndexPages.build(above: divisions) { number, body in
                try session.run(Self.insertPage, [.integer(number), .blob(body)])
            }
            try LedgerCache.write(state, session)
        }

        private static let insertPage: StaticString = "INSERT INTO pages(number, body) VALUES(?, ?)"
        private static let insertPacked: StaticString = "INSERT INTO packed(name, position, body) VALUES(?, ?, ?)"
    }
}
