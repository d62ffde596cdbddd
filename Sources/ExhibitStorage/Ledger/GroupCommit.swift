import Dispatch
import Synchronization

/// Lets callers on several threads share one commit: while one is being written, whoever comes next waits, and the first
/// of those then writes for all of them. One caller alone waits for nobody.
final class GroupCommit<Item: Sendable, Outcome: Sendable>: Sendable {
    private struct Waiting: Sendable {
        let item: Item
        let answered: DispatchSemaphore
        let slot: Slot
    }

    /// What becomes of one item: its outcome, or the order to write for those who wait.
    private final class Slot: Sendable {
        let outcome = Mutex<Result<Outcome, any Error>?>(nil)
    }

    private struct Queue {
        var waiting: [Waiting] = []
        var isWriting = false
    }

    private let queue = Mutex(Queue())
    private let largestGroup: Int

    init(largestGroup: Int) { self.largestGroup = largestGroup }

    /// How many wait for the next commit.
    var waitingCount: Int { queue.withLock { $0.waiting.count } }

    /// Returns when a commit that holds `item` has ended.
    ///
    /// - Parameter commit: writes all items or none, and gives an outcome for each, in order. Called on the thread of
    ///   one of the callers, never twice at a time.
    func submit(_ item: Item, commit: ([Item]) -> [Result<Outcome, any Error>]) throws -> Outcome {
        let mine = Waiting(item: item, answered: DispatchSemaphore(value: 0), slot: Slot())
        let leads = queue.withLock { queue in
            queue.waiting.append(mine)
            defer { queue.isWriting = true }
            return !queue.isWriting
        }
        if !leads { mine.answered.wait() }
        if let outcome = mine.slot.outcome.withLock({ $0 }) { return try outcome.get() }

        // Woken, or arrived, without an outcome: this caller writes, for itself first.
        let group = queue.withLock { queue in
            let group = Array(queue.waiting.prefix(largestGroup))
            queue.waiting.removeFirst(group.count)
            return group
        }
        let outcomes = commit(group.map(\.item))
        precondition(outcomes.count == group.count, "every item of a group has an outcome")
        for (waiting, outcome) in zip(group, outcomes) { waiting.slot.outcome.withLock { $0 = outcome } }
        // The next leader, before the others wake: it is the first that no group has taken yet.
        let next = queue.withLock { queue -> Waiting? in
            queue.isWriting = !queue.waiting.isEmpty
            return queue.waiting.first
        }
        next?.answered.signal()
        for waiting in group where waiting.slot !== mine.slot { waiting.answered.signal() }
        guard let outcome = mine.slot.outcome.withLock({ $0 }) else {
            preconditionFailure("whoever leads takes the front of the queue, where it stands itself")
        }
        return try outcome.get()
    }
}
