import ExhibitCore
import ExhibitPipeline
import Foundation
import Testing

@Suite("Sealed copies")
struct SealedCopyTests {
    private let workshop: Workshop
    private let folder: String

    init() throws {
        workshop = try Workshop()
        folder = workshop.folder + "/copy"
    }

    private func permissions(_ path: String) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    @Test("The digests are those of the files in the folder, which nobody may write")
    func digests() throws {
        let file = try workshop.newFile(String(repeating: "weights", count: 400_000))
        let copy = try SealedCopy(
            of: [("model.bin", .file(file)), ("text/labels.txt", .bytes(Array("a\n".utf8)))], in: folder)
        #expect(copy.files.map(\.path) == ["model.bin", "text/labels.txt"])
        #expect(copy.files.map(\.size) == [2_800_000, 2])
        for each in copy.files {
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(each.path)")))
            #expect(each.hash == ContentHash(of: bytes))
            #expect(try permissions("\(folder)/\(each.path)") == 0o400)
        }
        #expect(try permissions(folder) == 0o500 && permissions(folder + "/text") == 0o500)
        #expect(try copy.manifest().lines.count == 2)
        copy.remove()
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test("A program that reads the copy cannot change it")
    func sealed() throws {
        let copy = try SealedCopy(of: [("a", .bytes([1]))], in: folder)
        var sandbox = try workshop.sandbox(
            python: """
                import os
                for change in (lambda: open("/model/a", "w"), lambda: open("/model/b", "w"), lambda: os.unlink("/model/a"),
                               lambda: os.chmod("/model/a", 0o600), lambda: os.rename("/model", "/tmp/model")):
                    try: change(); print("changed")
                    except OSError: pass
                print(open("/model/a", "rb").read())
                """)
        sandbox.readOnly.append(.init(host: copy.folder, inside: "/model"))
        let run = sandbox.lines()
        #expect(run.value == ["b'\\x01'"], "\(run.said)")
    }

    @Test("Links, folders, pipes, paths that climb, and paths that come twice are refused, and nothing stays")
    func refused() throws {
        let file = try workshop.newFile("file")
        let place = try workshop.newFolder()
        let (link, pipe) = (place + "/link", place + "/pipe")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
        #expect(mkfifo(pipe, 0o600) == 0)
        let wrong: [[(path: String, content: SealedCopy.Content)]] = [
            [("a", .file(link))], [("a", .file(place))], [("a", .file(pipe))], [("a", .file("/dev/zero"))],
            [("a", .file(place + "/missing"))], [("../a", .bytes([]))], [("/a", .bytes([]))], [("a//b", .bytes([]))],
            [("a", .bytes([1])), ("a", .bytes([2]))], [("a", .bytes([])), ("a/b", .bytes([]))],
        ]
        for sources in wrong {
            #expect(throws: SandboxError.self, "\(sources)") { try SealedCopy(of: sources, in: folder) }
            #expect(!FileManager.default.fileExists(atPath: folder))
        }
        #expect(throws: SandboxError.self) { try SealedCopy(of: [("a", .file(file))], in: folder, limit: 3) }
        #expect(throws: SandboxError.self) { try SealedCopy(of: [], in: place) }
    }

    @Test("A file that grows while it is read is refused")
    func changing() throws {
        let file = try workshop.newFile(String(repeating: "x", count: 3 << 20))
        var asked = 0
        #expect(throws: SandboxError.self) {
            try SealedCopy(of: [("a", .file(file))], in: folder) {
                asked += 1
                if asked == 2, let handle = FileHandle(forWritingAtPath: file) {
                    _ = try? handle.seekToEnd()
                    try? handle.write(contentsOf: Data([1]))
                    try? handle.close()
                }
                return false
            }
        }
        #expect(asked > 2)
    }
}
