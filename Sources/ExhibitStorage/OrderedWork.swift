import Dispatch
import Synchronization

/// Work on pieces that come one after the other, done on all cores; the results are taken in order, by the thread that
/// brings the pieces.
package final class OrderedWork<Piece: Sendable, Result: Sendable> {
    private let work: @Sendable (Piece) -> Result
    private var running: [Place] = []
    /// Bounds what is in memory, and leaves every core a piece while one is taken.
    private let limit: Int

    private final class Place: Sendable {
        let result = Mutex<Result?>(nil)
        let isDone = DispatchSemaphore(value: 0)
    }

    package init(_ work: @escaping @Sendable (Piece) -> Result) {
        self.work = work
        limit = System.coreCount + 2
    }

    /// Starts on a piece. Where enough are under way it waits for the first of them, and hands its result over.
    package func add(_ piece: Piece, take: (Result) throws -> Void) throws {
        if running.count >= limit { try takeFirst(take) }
        let place = Place()
        running.append(place)
        DispatchQueue.global().async { [work] in
            let result = work(piece)
            place.result.withLock { $0 = result }
            place.isDone.signal()
        }
    }

    /// Hands over the rest.
    package func finish(take: (Result) throws -> Void) throws {
        while !running.isEmpty { try takeFirst(take) }
    }

    private func takeFirst(_ take: (Result) throws -> Void) throws {
        let place = running.removeFirst()
        place.isDone.wait()
        if let result = place.result.withLock({ $0 }) { try take(result) }
    }
}
