import Foundation
import Testing

@testable import ExhibitStorage

@Suite("A durable file")
struct DurableFileTests {
    let folder: Folder
    let path: String

    init() throws {
        folder = try Folder()
        path = folder["head"]
    }

    @Test(
        "It has the bytes and exactly the permissions, and nothing stays beside it", arguments: [0o600, 0o644, 0o400])
    func writes(mode: Int) throws {
        try DurableFile.write([1, 2, 3], to: path, permissions: UInt32(mode))
        #expect(try bytes(of: path) == [1, 2, 3])
        #expect(try permissions(of: path) == mode)
        #expect(try folder.names() == ["head"])
    }

    @Test("What is there is replaced only when asked")
    func replacing() throws {
        try DurableFile.write([1], to: path)
        let error = failure { try DurableFile.write([2], to: path) }
        #expect(error?.kind == .alreadyExists)
        #expect(error?.path == path)
        #expect(try bytes(of: path) == [1])
        try DurableFile.write([3], to: path, replacing: true)
        #expect(try bytes(of: path) == [3])
        #expect(try folder.names() == ["head"])
    }

    @Test("A link is neither followed nor written through")
    func links() throws {
        try put([9], at: folder["target"])
        symlink("target", path)
        #expect(failure { try DurableFile.write([1], to: path) }?.kind == .alreadyExists)
        try DurableFile.write([1], to: path, replacing: true)
        #expect(try bytes(of: folder["target"]) == [9])
        #expect(try FileState.ofRegularFile(path).size == 1)
    }

    @Test("A writer that is given up leaves nothing")
    func givenUp() throws {
        struct Stop: Error {}
        func begin() throws {
            var writer = try DurableFile.Writer(to: path)
            try writer.append([1, 2])
            #expect(try folder.names().count == 1)
            throw Stop()
        }
        #expect(throws: Stop.self) { try begin() }
        #expect(try folder.names() == [])
        // A folder in the way: the rename fails after the bytes are written.
        try DurableFile.makeFolder(path)
        #expect(throws: StorageError.self) { try DurableFile.write([1], to: path, replacing: true) }
        #expect(try folder.names() == ["head"])
    }

    @Test("A missing folder is an error that names the file")
    func missingFolder() throws {
        let error = failure { try DurableFile.write([1], to: folder["none/head"]) }
        #expect(error?.kind == .notFound)
        #expect(error?.path == folder["none/head"])
    }

    @Test("Folders are made with those above them, and kept when they are there")
    func folders() throws {
        try DurableFile.makeFolder(folder["a/b/c"])
        try DurableFile.makeFolder(folder["a/b/c"])
        #expect(try permissions(of: folder["a/b"]) == 0o700)
        try put([], at: folder["file"])
        #expect(failure { try DurableFile.makeFolder(folder["file"]) }?.kind == .notAllowed)
        symlink("a", folder["link"])
        try DurableFile.makeFolder(folder["link"])
        #expect(throws: StorageError.self) { try DurableFile.syncFolder(folder["file"]) }
    }

    @Test(
        "The folder of a path is what comes before its last part",
        arguments: [("a", "."), ("/a", "/"), ("a/b", "a"), ("/a/b/", "/a"), ("./a", ".")])
    func folderOf(path: String, expected: String) {
        #expect(DurableFile.folder(of: path) == expected)
    }

    @Test("Bounded reading refuses more than its limit, pipes and folders")
    func bounded() throws {
        try put([UInt8](repeating: 1, count: 100), at: path)
        #expect(try BoundedFile.read(path, limit: 100).count == 100)
        #expect(failure { try BoundedFile.read(path, limit: 99) }?.kind == .tooLarge)
        mkfifo(folder["pipe"], 0o600)
        #expect(failure { try BoundedFile.read(folder["pipe"], limit: 99) }?.kind == .notAllowed)
        #expect(failure { try BoundedFile.read(folder.path, limit: 99) }?.kind == .notAllowed)
        #expect(failure { try BoundedFile.read(folder["none"], limit: 99) }?.kind == .notFound)
    }
}
