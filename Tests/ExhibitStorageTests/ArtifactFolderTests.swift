import Crypto
import ExhibitCore
import Foundation
import Testing

@testable import ExhibitStorage

@Suite("The folder of artifacts")
struct ArtifactFolderTests {
    let folder: Folder
    let artifacts: ArtifactFolder
    let secrets = ArtifactSecrets.random()

    init() throws {
        folder = try Folder()
        artifacts = ArtifactFolder(path: folder["artifacts"])
    }

    func plain(_ count: Int) -> [UInt8] { (0..<count).map { UInt8($0 % 253) } }

    @Test("A sealed artifact comes back whole, and its file shows nothing of it", arguments: [0, 5, 65_536, 300_000])
    func sealed(size: Int) throws {
        let bytes = plain(size)
        let name = try artifacts.storeSealed(bytes, secrets: secrets)
        let hex = Hex.encode(name)
        let path = folder["artifacts/\(hex.prefix(2))/\(hex)"]
        #expect(artifacts.sealedPath(name) == path)
        #expect(try permissions(of: path) == 0o600)
        #expect(try permissions(of: folder["artifacts"]) == 0o700)
        #expect(try artifacts.readSealed(name, secrets: secrets, limit: size) == bytes)
        let file = try ExhibitStorageTests.bytes(of: path)
        #expect(file == EncryptedBlob.encode(bytes, key: secrets.key, name: name))
        if size > 0 {
            #expect(failure { try artifacts.readSealed(name, secrets: secrets, limit: size - 1) }?.kind == .tooLarge)
        }
    }

    @Test("A file is stored as its bytes are, and exported again", arguments: [0, 65_536, 1_000_000])
    func files(size: Int) throws {
        let bytes = plain(size)
        try put(bytes, at: folder["picture"])
        var pending = ArtifactFolder.PendingFolders()
        let name = try artifacts.storeSealed(fileAt: folder["picture"], secrets: secrets, pending: &pending)
        try pending.sync()
        #expect(name == SealedNameHasher.name(of: bytes, salt: secrets.salt))
        #expect(try artifacts.readSealed(name, secrets: secrets, limit: size) == bytes)
        try artifacts.exportSealed(name, secrets: secrets, to: folder["copy"])
        #expect(try ExhibitStorageTests.bytes(of: folder["copy"]) == bytes)
    }

    @Test("A file is stored in clear piece by piece, once, and only where it is the one that was hashed")
    func openFiles() throws {
        let bytes = plain(300_000)
        let digest = Array(SHA256.hash(data: bytes))
        try put(bytes, at: folder["weights"])
        var pending = ArtifactFolder.PendingFolders()
        try artifacts.storeOpen(fileAt: folder["weights"], digest: digest, pending: &pending)
        try pending.sync()
        #expect(try artifacts.readOpen(digest, limit: bytes.count) == bytes)
        // A damaged one is replaced, and one that is there is not written again.
        try put([1], at: artifacts.openPath(digest))
        try artifacts.storeOpen(fileAt: folder["weights"], digest: digest, pending: &pending)
        #expect(try artifacts.readOpen(digest, limit: bytes.count) == bytes)
        try put([1], at: folder["weights"])
        try artifacts.storeOpen(fileAt: folder["weights"], digest: digest, pending: &pending)

        let other = Array(SHA256.hash(data: [2]))
        #expect(
            failure { try artifacts.storeOpen(fileAt: folder["weights"], digest: other, pending: &pending) }?.kind
                == .damaged)
        #expect(try artifacts.list().open == [Hex.encode(digest)] && artifacts.list().others.isEmpty)
    }

    @Test("Missing and damaged are different findings")
    func findings() throws {
        let name = try artifacts.storeSealed(plain(100_000), secrets: secrets)
        let path = artifacts.sealedPath(name)
        var file = try bytes(of: path)
        file[file.count - 1] ^= 1
        try put(file, at: path)
        #expect(failure { try artifacts.readSealed(name, secrets: secrets, limit: 1 << 20) }?.kind == .damaged)
        #expect(failure { try artifacts.exportSealed(name, secrets: secrets, to: folder["copy"]) }?.kind == .damaged)
        #expect(try folder.names() == ["artifacts"])
        try artifacts.removeSealed(name)
        try artifacts.removeSealed(name)
        let missing = failure { try artifacts.readSealed(name, secrets: secrets, limit: 1 << 20) }
        #expect(missing?.kind == .notFound)
        #expect(missing?.path == path)
        #expect(failure { try artifacts.readOpen(name, limit: 9) }?.kind == .notFound)
        mkfifo(path, 0o600)
        #expect(failure { try artifacts.readSealed(name, secrets: secrets, limit: 9) }?.kind == .notAllowed)
    }

    @Test("An authentic blob whose bytes do not have the name is refused")
    func otherBytes() throws {
        let name = try artifacts.storeSealed([1, 2, 3], secrets: secrets)
        try put(EncryptedBlob.encode([1, 2, 4], key: secrets.key, name: name), at: artifacts.sealedPath(name))
        let error = failure { try artifacts.readSealed(name, secrets: secrets, limit: 9) }
        #expect(error?.kind == .damaged)
        #expect(error?.reason.contains("other bytes") == true)
    }

    @Test("A name is stored once")
    func once() throws {
        try artifacts.storeSealed([1], secrets: secrets)
        #expect(failure { try artifacts.storeSealed([1], secrets: secrets) }?.kind == .alreadyExists)
        #expect(try artifacts.storeSealed([1], secrets: .random()) != artifacts.storeSealed([2], secrets: secrets))
    }

    @Test("An open artifact is stored in clear under its digest, and checked when read")
    func open() throws {
        let bytes = Array("{\"policy\":1}\n".utf8)
        let digest = try artifacts.storeOpen(bytes)
        #expect(digest == Array(SHA256.hash(data: bytes)))
        #expect(try ExhibitStorageTests.bytes(of: folder["artifacts/open/\(Hex.encode(digest))"]) == bytes)
        #expect(try artifacts.readOpen(digest, limit: bytes.count) == bytes)
        #expect(failure { try artifacts.readOpen(digest, limit: bytes.count - 1) }?.kind == .tooLarge)
        #expect(try artifacts.storeOpen(bytes) == digest)

        for damaged in [[], [7], bytes + [0]] {
            try put(damaged, at: artifacts.openPath(digest))
            #expect(failure { try artifacts.readOpen(digest, limit: 1_000) }?.kind == .damaged)
            // The right bytes are at hand: they take the damaged file's place.
            try artifacts.storeOpen(bytes)
            #expect(try artifacts.readOpen(digest, limit: 1_000) == bytes)
        }
    }

    @Test("A listing has every name, and names what does not belong")
    func listing() throws {
        #expect(try artifacts.list() == ArtifactFolder.Listing())
        var pending = ArtifactFolder.PendingFolders()
        let sealed = try (0..<20).map { index in
            Hex.encode(try artifacts.storeSealed([UInt8(index)], secrets: .random(), pending: &pending))
        }
        let open = Hex.encode(try artifacts.storeOpen([1], pending: &pending))
        try pending.sync()
        try put([], at: folder["artifacts/note"])
        try put([], at: folder["artifacts/open/.exhibit-1.tmp"])
        let misplaced = "open/\(sealed[0].uppercased())"
        try put([], at: folder["artifacts/\(misplaced)"])
        let listing = try artifacts.list()
        #expect(listing.sealed == sealed.sorted())
        #expect(listing.open == [open])
        #expect(Set(listing.others) == ["note", "open/.exhibit-1.tmp", misplaced])
    }

    @Test("Failures leave no descriptor open")
    func descriptors() throws {
        func count() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
        mkfifo(folder["pipe"], 0o600)
        let before = try count()
        for _ in 0..<200 {
            _ = failure { _ = try FileReader(folder["pipe"]) }
            _ = failure { try DurableFile.write([1], to: folder["pipe"]) }
            _ = failure { try BoundedFile.read(folder["pipe"], limit: 1) }
            _ = failure { try SQLite(path: folder["pipe"], mode: .readOnly) }
        }
        // Other tests run beside this one and hold some.
        #expect(try count() < before + 150)
    }
}
