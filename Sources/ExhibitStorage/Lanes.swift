import Dispatch
import Synchronization

/// Work that mostly waits for the disk, on a few threads: syncs that are asked for at the same moment share one write of
/// the file system's journal.
enum Lanes {
    private static let count = 8

    /// Calls `body` with 0 ..< `count`, and returns when all calls have ended. After a failure no further one begins; the
    /// first failure is thrown.
    static func forEach(_ count: Int, _ body: @Sendable (Int) throws(StorageError) -> Void) throws(StorageError) {
        let failure = Mutex<StorageError?>(nil)
        let next = Atomic(0)
        @Sendable func work() {
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < count, failure.withLock({ $0 == nil }) else { return }
                do throws(StorageError) {
                    try body(index)
                } catch {
                    failure.withLock { $0 = $0 ?? error }
                }
            }
        }
        withoutActuallyEscaping(work) { work in
            let done = DispatchGroup()
            // A serial queue has a thread of its own; a shared pool has as many as there are cores, and these wait.
            for number in 1..<max(1, min(Self.count, count)) {
                DispatchQueue(label: "exhibit.lane.\(number)").async(group: done) { work() }
            }
            work()
            done.wait()
        }
        if let failure = failure.withLock({ $0 }) { throw failure }
    }
}
