import ExhibitCore
import ExhibitPipeline

/// Files read and analysed on all cores, in batches, given on in the order in which they were named.
enum PictureBatch {
    struct Read: Sendable {
        let path: String
        let file: StableFile
        let analysis: PictureAnalysis
    }

    /// Bounds what is in memory: two batches of so many files, of so many bytes together; a larger file comes alone.
    private static let largestCount = 64
    private static let largestSize: Int64 = 64 << 20

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

    /// Calls `body` with each batch, while the next one is analysed. Between batches Ctrl-C ends the work.
    static func forEach(
        _ paths: [String], _ label: String, console: Console,
        _ body: ([(path: String, result: Result<Read, StableFile.Problem>)]) throws -> Void
    ) throws {
        var progress = Progress(label, total: paths.count, console: console)
        defer { progress.finish() }
        let batches = plan(paths)
        ImageDecoder.expectMany()
        let ahead = WorkAhead(batches, analyse)
        defer { ahead.stop() }
        for (number, batch) in batches.enumerated() {
            try Interruption.check()
            try body(Array(zip(batch, ahead.results(of: number))))
            progress.advance(by: batch.count)
        }
    }

    private static func analyse(_ path: String) -> Result<Read, StableFile.Problem> {
        Result<Read, any Error> {
            let file = try StableFile(path)
            let analysis = PictureAnalysis(of: file.bytes, randomness: SystemRandomness())
            return Read(path: path, file: file, analysis: analysis)
        }.mapError { $0 as? StableFile.Problem ?? StableFile.Problem(description: "\($0)") }
    }
}
