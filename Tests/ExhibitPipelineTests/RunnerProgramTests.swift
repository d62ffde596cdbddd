import ExhibitCore
import Foundation
import Testing

@testable import ExhibitPipeline

@Suite("The program of a runner")
struct RunnerProgramTests {
    private let workshop: Workshop

    init() throws { workshop = try Workshop() }

    private func digest(_ path: String) throws -> String {
        "sha256:\(ContentHash(of: [UInt8](try Data(contentsOf: URL(filePath: path)))).hex)"
    }

    private func facts(
        _ command: [String], _ confinement: Sandbox.Confinement = .bubblewrap
    ) throws -> [Sandbox.Fact] {
        try RunnerProgram(command: command, scratch: workshop.newFolder(), confinement: confinement).facts
    }

    private func environment() throws -> String {
        let folder = try workshop.newFolder()
        try FileManager.default.createDirectory(atPath: folder + "/bin", withIntermediateDirectories: false)
        try Data("home = /usr/bin\n".utf8).write(to: URL(filePath: folder + "/pyvenv.cfg"))
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/bin/python", withDestinationPath: "/usr/bin/python3")
        return folder
    }

    @Test("is told with every file that its command names, once, wherever it stands")
    func named() throws {
        let (script, beside) = (try workshop.newFile("a", "r.py"), "/usr/bin/env")
        let folder = try environment()
        try Data("b".utf8).write(to: URL(filePath: folder + "/inside.py"))
        let link = try workshop.newFolder() + "/link.py"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: script)
        let command = [folder + "/bin/python", script, beside, folder + "/inside.py", link, script, "/nowhere/x.py"]
        let named = try facts(command).filter { $0.name.hasPrefix("runner file ") }
        #expect(named.map(\.name).sorted() == ["env", "inside.py", "link.py", "r.py"].map { "runner file \($0)" })
        for (name, path) in [
            ("r.py", script), ("env", beside), ("inside.py", folder + "/inside.py"), ("link.py", script),
        ] {
            #expect(named.first { $0.name == "runner file \(name)" }?.value == (try digest(path)), "\(name)")
        }
    }

    @Test("changes with a script in its environment or below the system's folders")
    func changed() throws {
        let folder = try environment()
        let command = [folder + "/bin/python", folder + "/r.py"]
        var seen: Set<[Sandbox.Fact]> = []
        for text in ["one", "two"] {
            try Data(text.utf8).write(to: URL(filePath: folder + "/r.py"))
            seen.insert(try facts(command))
        }
        #expect(seen.count == 2)
    }

    @Test("without a sandbox runs where it stands, and the record says so")
    func unconfined() throws {
        let command = ["/usr/bin/python3", try workshop.newFile("a", "r.py")]
        let (confined, free) = (try facts(command), try facts(command, .unconfined))
        let note = free.filter { !confined.contains($0) }
        #expect(note.map(\.name) == ["runner files"] && note[0].value.hasPrefix("hashed where they stand"))
        #expect(free.count == confined.count + 1 && note[0].value.utf8.count <= 512)
        #expect(try facts(["/usr/bin/python3"], .unconfined) == facts(["/usr/bin/python3"]))
    }

    @Test("stops being looked at when somebody presses Ctrl-C")
    func cancelled() throws {
        let folder = try environment()
        let packages = folder + "/lib/python3.11/site-packages/one-1.dist-info"
        try FileManager.default.createDirectory(atPath: packages, withIntermediateDirectories: true)
        let row = "one-1.dist-info/x,sha256=\(String(repeating: "A", count: 43)),1\n"
        try Data(row.utf8).write(to: URL(filePath: packages + "/RECORD"))
        let command = [folder + "/bin/python"]
        _ = try facts(command)
        #expect(throws: SandboxError.self) {
            try RunnerProgram(command: command, scratch: workshop.newFolder(), isCancelled: { true })
        }
        let script = ["/usr/bin/python3", try workshop.newFile("a", "r.py")]
        #expect(throws: SandboxError.self) {
            try RunnerProgram(command: script, scratch: workshop.newFolder(), isCancelled: { true })
        }
    }
}
