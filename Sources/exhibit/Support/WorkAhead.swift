import Dispatch
import Foundation
import Synchronization

/// Work on batches of items, on all cores: the batch after the one that is being used is made meanwhile, and no more.
final class WorkAhead<Item: Sendable, Made: Sendable>: Sendable {
    private let batches: [[Item]]
    private let make: @Sendable (Item) -> Made
    private let next = Mutex((batch: 0, index: 0))
    private let made: Mutex<[(results: [Made?], missing: Int)]>
    // Semaphores that start at zero, because those that end below their start, and groups that were not left, end the
    // program: work that is cut short leaves both so.
    private let isMade: [DispatchSemaphore]
    private let room = DispatchSemaphore(value: 0)
    private let workers = DispatchGroup()
    private let isStopped = Atomic(false)

    /// - Parameter batches: none of them empty.
    init(_ batches: [[Item]], _ make: @escaping @Sendable (Item) -> Made) {
        self.batches = batches
        self.make = make
        made = Mutex(batches.map { ([Made?](repeating: nil, count: $0.count), $0.count) })
        isMade = batches.map { _ in DispatchSemaphore(value: 0) }
        // Two batches may be in memory.
        for _ in 0..<2 { room.signal() }
        for _ in 0..<min(ProcessInfo.processInfo.activeProcessorCount, batches.map(\.count).reduce(0, +)) {
            DispatchQueue.global().async(group: workers) { self.work() }
        }
    }

    /// To be called once for each batch, in order. Waits until it is made; the one before is not needed any more.
    func results(of batch: Int) -> [Made] {
        if batch > 0 { room.signal() }
        isMade[batch].wait()
        return made.withLock { made in
            defer { made[batch].results = [] }
            return made[batch].results.compactMap { $0 }
        }
    }

    /// Returns when nothing is being made any more. Items that nobody has begun stay undone.
    func stop() {
        isStopped.store(true, ordering: .relaxed)
        room.signal()
        workers.wait()
    }

    private func work() {
        while let (batch, index) = take() {
            let result = make(batches[batch][index])
            let isLast = made.withLock { made in
                made[batch].results[index] = result
                made[batch].missing -= 1
                return made[batch].missing == 0
            }
            if isLast { isMade[batch].signal() }
        }
    }

    private func take() -> (batch: Int, index: Int)? {
        next.withLock { next in
            guard next.batch < batches.count else { return nil }
            // Waits with the lock held: whoever comes meanwhile would have to wait for the same.
            if next.index == 0 { room.wait() }
            if isStopped.load(ordering: .relaxed) {
                room.signal()
                next.batch = batches.count
                return nil
            }
            defer {
                next.index += 1
                if next.index == batches[next.batch].count { next = (next.batch + 1, 0) }
            }
            return next
        }
    }
}
