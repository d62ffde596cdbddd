import Foundation
import Testing

@testable import ExhibitStorage

@Suite("The private database")
struct PrivateStoreTests {
    let folder: Folder
    let store: PrivateStore
    let nameA = String(repeating: "a1", count: 32)
    let nameB = String(repeating: "b2", count: 32)
    let salt = [UInt8](repeating: 3, count: 32)
    let plain = [UInt8](repeating: 9, count: 32)
    let nonce = [UInt8](repeating: 5, count: 16)

    init() throws {
        folder = try Folder()
        store = try PrivateStore(folder: folder.path, mode: .create)
    }

    @Test("Rows of every sort come back as they were recorded, also after closing")
    func rows() throws {
        let picture = PrivateArtifact(name: nameA, salt: salt, key: salt, plain: plain, size: 7, media: "image/jpeg")
        let identity = PrivateArtifact(name: nameB, salt: salt, size: 0)
        let slots = ["body.label", "body.exact", "é"].map {
            PrivateSlot(nonce: nonce, path: $0, salt: salt, value: Array("\"\($0)\"".utf8))
        }
        let path = PicturePath(name: nameA, path: "/pictures/ä b.jpg", size: 7, modified: .max)
        try store.record(
            [.artifact(picture), .artifact(identity), .picture(path), .note(key: "k", value: [1])]
                + slots.map(PrivateRow.slot))
        try store.close()
        #expect(try permissions(of: folder["private.sqlite"]) == 0o600)
        #expect(try permissions(of: folder["wrapping.key"]) == 0o600)
        #expect(try folder.names() == ["private.sqlite", "wrapping.key"])

        let again = try PrivateStore(folder: folder.path, mode: .readOnly)
        #expect(try again.artifact(name: nameA) == picture)
        #expect(try again.artifact(name: nameB) == identity)
        #expect(try again.artifact(name: "") == nil)
        #expect(try again.artifact(plain: plain) == picture)
        #expect(try again.artifact(plain: salt) == nil)
        #expect(try again.slots(nonce: nonce).map(\.path) == ["body.exact", "body.label", "é"])
        #expect(try again.slot(nonce: nonce, path: "body.label") == slots[0])
        #expect(try again.slot(nonce: salt, path: "body.label") == nil)
        #expect(try again.picture(name: nameA) == path)
        #expect(try again.note("k") == [1])
        var names: [String] = []
        try again.forEachArtifact { names.append($0.name) }
        #expect(names == [nameA, nameB])
        #expect(try again.check(thorough: true) == [])
    }

    @Test("All rows of a call are recorded, or none")
    func atomic() throws {
        let good = PrivateRow.note(key: "k", value: [1])
        let bad = PrivateRow.artifact(PrivateArtifact(name: nameA, salt: [1], size: 0))
        #expect(failure { try store.record([good, bad]) }?.kind == .constraint)
        #expect(try store.note("k") == nil)
        try store.record([])
    }

    @Test("Artifacts and slots are written once; pictures and notes are replaced")
    func once() throws {
        let artifact = PrivateRow.artifact(PrivateArtifact(name: nameA, salt: salt, size: 0))
        let slot = PrivateRow.slot(PrivateSlot(nonce: nonce, path: "p", salt: salt, value: [1]))
        try store.record([artifact, slot])
        #expect(failure { try store.record([artifact]) }?.kind == .constraint)
        #expect(failure { try store.record([slot]) }?.kind == .constraint)
        for size in 1...2 as ClosedRange<Int64> {
            let path = PicturePath(name: nameA, path: "p\(size)", size: size, modified: -size)
            try store.record([.picture(path), .note(key: "k", value: [UInt8(size)])])
            #expect(try store.picture(name: nameA) == path)
            #expect(try store.note("k") == [UInt8(size)])
        }
        try store.record([.note(key: "k", value: nil)])
        #expect(try store.note("k") == nil)
    }

    @Test("What is erased is in no file any more")
    func erased() throws {
        let secret = Array("a very private value, long enough to be found".utf8)
        let key = (0..<32).map { UInt8($0 * 7 + 1) }
        try store.record([
            .artifact(PrivateArtifact(name: nameA, salt: key, key: key, size: 1)),
            .slot(PrivateSlot(nonce: nonce, path: "p", salt: salt, value: secret)),
            .slot(PrivateSlot(nonce: nonce, path: "q", salt: salt, value: [1])),
        ])
        func isAnywhere(_ bytes: [UInt8]) throws -> Bool {
            for name in try folder.names() where !name.hasSuffix("-shm") {
                if Data(try ExhibitStorageTests.bytes(of: folder[name])).range(of: Data(bytes)) != nil { return true }
            }
            return false
        }
        // Reading the file of an open database gives up its locks: harmless here, where nobody else has it.
        let wrapping = try ExhibitStorageTests.bytes(of: folder["wrapping.key"])
        let wrapped = try store.database.read { session in
            try session.all("SELECT secrets FROM wrapped_slots ORDER BY path") { try $0.blob(0) }
        }
        try store.close()
        #expect(try isAnywhere(wrapped[0]) && isAnywhere(wrapped[1]) && isAnywhere(wrapping))
        let again = try PrivateStore(folder: folder.path, mode: .readWriteExisting)
        try again.replaceKey(erasing: [nameA], slots: [(nonce: nonce, path: "p")])
        try again.settle()
        try again.emptyLog()
        #expect(try !isAnywhere(wrapped[0]) && !isAnywhere(wrapped[1]) && !isAnywhere(wrapping))
        #expect(try again.slot(nonce: nonce, path: "q")?.value == [1])
        #expect(try again.artifact(name: nameA) == nil)
        #expect(try again.slots(nonce: nonce).map(\.path) == ["q"])
        #expect(try isAnywhere(secret) == false)
        #expect(try isAnywhere(key) == false)
    }

    @Test("Another database, a newer version and an older one to be read only are refused")
    func versions() throws {
        try store.close()
        let path = folder["private.sqlite"]
        let database = try SQLite(path: path, mode: .readWriteExisting)
        #expect(try database.read { try $0.userVersion() } == 2)
        try database.write { try $0.setUserVersion(3) }
        #expect(failure { try PrivateStore(folder: folder.path, mode: .readWriteExisting) }?.kind == .invalid)
        try database.write { try $0.setUserVersion(0) }
        #expect(failure { try PrivateStore(folder: folder.path, mode: .readOnly) }?.kind == .invalid)
        try database.write { session in
            try session.setUserVersion(2)
            try session.setApplicationID(1)
        }
        #expect(failure { try PrivateStore(folder: folder.path, mode: .readOnly) }?.kind == .damaged)
    }

    @Test("An older layout is migrated in place, in one transaction")
    func migration() throws {
        try store.record([.note(key: "k", value: [1])])
        try store.close()
        let database = try SQLite(path: folder["private.sqlite"], mode: .readWriteExisting)
        let next: [StaticString] = PrivateLayout.scripts + ["ALTER TABLE notes ADD COLUMN added INTEGER"]
        #expect(throws: StorageError.self) {
            try PrivateLayout.prepare(database, scripts: next + ["CREATE TABLE notes(again)"]) { _ in }
        }
        #expect(try database.read { try $0.userVersion() } == 2)
        try PrivateLayout.prepare(database, scripts: next) { _ in }
        try PrivateLayout.prepare(database, scripts: next) { _ in }
        #expect(try database.read { try $0.userVersion() } == 3)
        #expect(
            try database.read { try $0.all("SELECT key FROM notes WHERE added IS NULL") { try $0.text(0) } } == ["k"])
    }

    @Test("A row that was changed, or moved to another name, is reported as damage, not used")
    func damagedRow() throws {
        try store.record([
            .artifact(PrivateArtifact(name: nameA, salt: salt, size: 1)),
            .artifact(PrivateArtifact(name: nameB, salt: plain, size: 1)),
            .slot(PrivateSlot(nonce: nonce, path: "p", salt: salt, value: [1])),
        ])
        try store.database.write { session in
            try session.run(
                "UPDATE wrapped_artifacts SET secrets = (SELECT secrets FROM wrapped_artifacts WHERE name = ?) WHERE name = ?",
                [.text(nameB), .text(nameA)])
            try session.run("UPDATE wrapped_slots SET secrets = x'00'")
        }
        #expect(failure { try store.artifact(name: nameA) }?.kind == .damaged)
        #expect(failure { try store.slots(nonce: nonce) }?.kind == .damaged)
        #expect(try store.artifact(name: nameB)?.salt == plain)
    }

    @Test("The first layout, in clear, is wrapped when it is opened for writing, and nothing of it stays in clear")
    func wrapped() throws {
        let old = try Folder()
        let secret = Array("a value that stood in clear, long enough to be found".utf8)
        let made = try SQLite(path: old["private.sqlite"], mode: .create)
        try PrivateLayout.prepare(made, scripts: [PrivateLayout.scripts[0]]) { _ in }
        try made.write { session in
            for number in 0..<200 as Range<UInt8> {
                try session.run(
                    "INSERT INTO slots(nonce, path, salt, value) VALUES(?, 'p', ?, ?)",
                    [.blob([UInt8](repeating: number, count: 16)), .blob(salt), .blob(secret + [number])])
            }
            try session.run(
                "INSERT INTO artifacts(name, salt, key, plain, size) VALUES(?, ?, ?, ?, 1)",
                [.text(nameA), .blob(salt), .blob(salt), .blob(plain)])
            try session.run(
                "INSERT INTO pictures(name, path, size, mtime_ns) VALUES(?, 'a/b.jpg', 1, 2)", [.text(nameA)])
        }
        try made.close()
        #expect(Data(try bytes(of: old["private.sqlite"])).range(of: Data(secret)) != nil)
        #expect(failure { try PrivateStore(folder: old.path, mode: .readOnly) }?.kind == .invalid)
        // Cut short: the key is there, and nothing is under it.
        struct Stopped: Error {}
        let stopped = try SQLite(path: old["private.sqlite"], mode: .readWriteExisting)
        #expect(throws: Stopped.self) {
            try PrivateLayout.prepare(stopped) { _ in
                _ = try WrappingKeyFiles(folder: old.path).makeFirst()
                throw Stopped()
            }
        }
        #expect(try stopped.read { try $0.userVersion() } == 1)
        try stopped.close()

        let store = try PrivateStore(folder: old.path, mode: .readWriteExisting)
        #expect(try store.slot(nonce: [UInt8](repeating: 7, count: 16), path: "p")?.value == secret + [7])
        #expect(try store.artifact(plain: plain)?.key == salt)
        #expect(try store.picture(name: nameA)?.path == "a/b.jpg")
        try store.close()
        #expect(try old.names() == ["private.sqlite", "wrapping.key"])
        for needle in [secret, plain, salt, Array("a/b.jpg".utf8)] {
            #expect(Data(try bytes(of: old["private.sqlite"])).range(of: Data(needle)) == nil)
        }
    }

    @Test("A program that has the case open goes on with the new key that another one made")
    func replacedMeanwhile() throws {
        let other = try PrivateStore(folder: folder.path, mode: .readWriteExisting)
        try other.record([.slot(PrivateSlot(nonce: nonce, path: "p", salt: salt, value: [1]))])
        try store.replaceKey(erasing: [], slots: [])
        try store.settle()
        try other.record([.slot(PrivateSlot(nonce: nonce, path: "q", salt: salt, value: [2]))])
        #expect(try store.slots(nonce: nonce).map(\.value) == [[1], [2]])
        #expect(try other.slots(nonce: nonce).map(\.value) == [[1], [2]])
        try other.close()
    }

    @Test("Without its wrapping key nothing is read, and it is said which file is missing")
    func keyLost() throws {
        try store.record([.slot(PrivateSlot(nonce: nonce, path: "p", salt: salt, value: [1]))])
        try store.close()
        try FileManager.default.removeItem(atPath: folder["wrapping.key"])
        let again = try PrivateStore(folder: folder.path, mode: .readOnly)
        let error = failure { try again.slots(nonce: nonce) }
        #expect(error?.kind == .damaged && error?.path == folder["wrapping.key"])
    }
}
