import ExhibitCore

/// The files as a power cut could leave them.
struct CrashState: Sendable {
    let files: [String: [UInt8]]
    /// The last mark before the cut.
    let mark: Int
    let outside: [UInt8]
    /// Which cut, and what was lost of it.
    let title: String
}

/// Every state at every sync, just before and just after it, and wherever a caller was told something.
enum CrashStates {
    struct Tally: Sendable {
        var points = 0
        var states = 0
        /// States that are different in files or in what they must hold.
        var distinct = 0
        /// Those in which a durable page of a database is torn.
        var torn = 0
    }

    private static let randomSubsets = 64

    /// - Parameters:
    ///   - ignored: files whose syncs do nothing from the first mark on.
    ///   - step: of a point's single losses and cuts, every how many-th is tried.
    ///   - body: gets each distinct state after the first mark.
    static func forEach(
        _ events: [DiskRecorder.Recorded], ignoringSyncsOf ignored: Set<String> = [], step: Int = 1,
        _ body: (CrashState) throws -> Void
    ) rethrows -> Tally {
        var disk = Disk()
        var tally = Tally()
        var seen: Set<ContentHash> = []
        var mark: Int?
        var outside: [UInt8] = []
        var random = Repeatable(state: 1)

        func cut(_ title: String) throws {
            guard let mark else { return }
            tally.points += 1
            try survivors(of: disk, step: step, &random) { files, loss, isTorn in
                tally.states += 1
                guard seen.insert(digest(files, mark, outside)).inserted else { return }
                tally.distinct += 1
                if isTorn { tally.torn += 1 }
                try body(CrashState(files: files, mark: mark, outside: outside, title: "\(title), \(loss)"))
            }
        }
        for (index, recorded) in events.enumerated() {
            if case .synced(let file) = recorded.event { try cut("before sync \(index) of \(file)") }
            disk.take(recorded.event, ignoringSyncsOf: mark == nil ? [] : ignored)
            outside = recorded.outside
            switch recorded.event {
            case .synced(let file): try cut("after sync \(index) of \(file)")
            case .deleted(let file, _): try cut("after deletion \(index) of \(file)")
            case .mark(let number):
                mark = number
                try cut("after mark \(number)")
            default: break
            }
        }
        return tally
    }

    private static func survivors(
        of disk: Disk, step: Int, _ random: inout Repeatable,
        _ body: (_ files: [String: [UInt8]], _ loss: String, _ isTorn: Bool) throws -> Void
    ) rethrows {
        let names = disk.namingCount
        for count in 0...names {
            try body(disk.files(namings: count) { _, _ in nil }, "nothing unsynced left, \(count) names", false)
            try body(disk.files(namings: count) { _, change in change }, "everything left, \(count) names", false)
        }
        var turn = Int(random.next() % UInt64(step))
        func isTurn() -> Bool {
            turn += 1
            return turn % step == 0
        }
        for (lost, change) in disk.changes.enumerated() {
            if isTurn() {
                try body(disk.files(namings: names) { $0 == lost ? nil : $1 }, "change \(lost) lost", false)
            }
            let isPage = disk.overwritesPages(change)
            for cut in change.cuts where isTurn() {
                let (head, tail) = (change.keeping(first: cut), change.losing(first: cut))
                let title = "change \(lost) torn at byte \(cut)"
                try body(disk.files(namings: names) { $0 == lost ? head : $1 }, "\(title), end lost", isPage)
                try body(disk.files(namings: names) { $0 == lost ? tail : $1 }, "\(title), start lost", isPage)
                // The order in which a disk most often writes.
                try body(
                    disk.files(namings: names) { $0 < lost ? $1 : $0 == lost ? head : nil },
                    "\(title), all after it lost", isPage)
            }
        }
        guard !disk.changes.isEmpty else { return }
        for number in 0..<randomSubsets where isTurn() {
            let kept = disk.changes.map { _ in Bool.random(using: &random) }
            let count = Int.random(in: 0...names, using: &random)
            try body(disk.files(namings: count) { kept[$0] ? $1 : nil }, "random subset \(number)", false)
        }
    }

    private static func digest(_ files: [String: [UInt8]], _ mark: Int, _ outside: [UInt8]) -> ContentHash {
        var all = Array("\(mark)\n".utf8) + outside
        for (name, content) in files.sorted(by: { $0.key < $1.key }) {
            all += Array("\n\(name) \(ContentHash(of: content).hex)".utf8)
        }
        return ContentHash(of: all)
    }
}
