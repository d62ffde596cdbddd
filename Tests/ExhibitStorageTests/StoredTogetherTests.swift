import ExhibitCore
import ExhibitTestSupport
import Foundation
import Synchronization
import Testing

@testable import ExhibitStorage

@Suite("Artifacts that are stored together")
struct StoredTogetherTests {
    private func keep(_ count: Int, in made: Case) throws -> [(name: TypedName, bytes: [UInt8])] {
        try (0..<count).map { number in
            let bytes = Array("picture \(number)".utf8)
            let sealing = Sealing(bytes, randomness: made.randomness)
            return (try made.keep(sealing, bytes: bytes, media: "image/png", stable: true), bytes)
        }
    }

    @Test("are all there, each under its name", arguments: [1, 2, 7, 100])
    func all(count: Int) throws {
        let folder = try Folder()
        let made = try newCase(in: folder)
        let kept = try keep(count, in: made)
        try made.flush()
        for item in kept { #expect(try made.bytes(of: item.name) == item.bytes) }
        #expect(try made.artifacts.list().sealed == kept.map(\.name.hash.hex).sorted())
        #expect(try made.artifacts.list().others == [])
        try made.close()
    }

    @Test("leave no row behind where one of them could not be stored, and the case goes on")
    func failed() throws {
        let folder = try Folder()
        let made = try newCase(in: folder)
        let kept = try keep(40, in: made)
        // A file in place of the folder that one of them needs.
        let blocked = made.artifacts.path + "/" + kept[20].name.hash.hex.prefix(2)
        try FileManager.default.createDirectory(atPath: made.artifacts.path, withIntermediateDirectories: true)
        try put([], at: blocked)
        _ = failure { try made.flush() }
        try FileManager.default.removeItem(atPath: blocked)
        try made.flush()
        for item in kept { #expect(try made.store.artifact(name: item.name.hash.hex) == nil) }

        let again = try keep(40, in: made)
        try made.flush()
        for item in again { #expect(try made.bytes(of: item.name) == item.bytes) }
        try made.close()
    }

    @Test("Several threads do every piece of work once, and none after a failure", arguments: [0, 1, 2, 9, 1_000])
    func lanes(count: Int) throws {
        let done = Mutex<[Int]>([])
        try Lanes.forEach(count) { index throws(StorageError) in done.withLock { $0.append(index) } }
        #expect(done.withLock { $0.sorted() } == Array(0..<count))

        let begun = Atomic(0)
        guard count > 0 else { return }
        let error = failure {
            try Lanes.forEach(count) { _ throws(StorageError) in
                begun.add(1, ordering: .relaxed)
                throw StorageError(.full, path: "disk", reason: "is full", remedy: "Make room.")
            }
        }
        #expect(error?.kind == .full)
        #expect(begun.load(ordering: .relaxed) <= 8)
    }
}
