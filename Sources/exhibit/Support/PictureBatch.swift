import Dispatch
import ExhibitCore
import ExhibitPipeline
import Synchronization

/// Files read and analysed on all cores, in batches, given on in the order in which they were named.
enum PictureBatch {
    struct Read: Sendable {
        let path: String
        let file: StableFile
        let analysis: PictureAnalysis
    }

    /// Bounds what is in memory at a time: so many files, of so many bytes together; a larger file comes alone.
    private static let largestCount = 16
    private static let largestSize: Int64 = 128 << 20

    private static func plan(_ paths: [String]) -> [[String]] {
        var batches: [[String]] = []
        var room: Int64 = 0
        for path in paths {
            let size = FileWalk.size(of: path)
            if let count = batches.last?.count, count < largestCount, size <= room {
                batches[batches.count - 1].append(path)
            } else {
                batches.append([path])
                room = largestSize
            }
            room -= size
        }
        return batches
    }

    /// Calls `body` with each batch. Between batches Ctrl-C ends the work.
    static func forEach(
        _ paths: [String], _ label: String, console: Console,
        _ body: ([(path: String, result: Result<Read, StableFile.Problem>)]) throws -> Void
    ) throws {
        var progress = Progress(label, total: paths.count, console: console)
        defer { progress.finish() }
        for batch in plan(paths) {
            try Interruption.check()
            try body(zip(batch, analyse(batch)).map { ($0, $1) })
            progress.advance(by: batch.count)
        }
    }

    private static func analyse(_ paths: [String]) -> [Result<Read, StableFile.Problem>] {
        let results = Mutex<[Result<Read, StableFile.Problem>?]>(Array(repeating: nil, count: paths.count))
        DispatchQueue.concurrentPerform(iterations: paths.count) { index in
            let result = Result<Read, any Error> {
                let file = try StableFile(paths[index])
                let analysis = PictureAnalysis(of: file.bytes, randomness: SystemRandomness())
                return Read(path: paths[index], file: file, analysis: analysis)
            }.mapError { $0 as? StableFile.Problem ?? StableFile.Problem(description: "\($0)") }
            results.withLock { $0[index] = result }
        }
        return results.withLock { $0.map { $0! } }
    }
}
