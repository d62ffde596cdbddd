import ExhibitCore
import ExhibitPipeline
import Foundation
import Testing

@Suite("Environment of a run")
struct EnvironmentFactsTests {
    private let workshop: Workshop

    init() throws { workshop = try Workshop() }

    @Test("The machine is told in rows that fit a statement and name nobody")
    func machine() {
        let facts = EnvironmentFacts.machine()
        #expect(facts.map(\.name) == ["operating system", "kernel", "processor", "instruction sets", "processors"])
        #expect(facts.allSatisfy { (1...512).contains($0.value.utf8.count) })
    }

    @Test("A program's digest is the one of the file behind its links")
    func program() throws {
        let file = try workshop.newFile("program text")
        let link = try workshop.newFolder() + "/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
        #expect(
            try EnvironmentFacts.program(link) == [
                .init("program", "program"),
                .init("program digest", "sha256:\(try Pictures.sha256(Array("program text".utf8)))"),
            ])
        #expect(throws: SandboxError.self) { try EnvironmentFacts.program("/nowhere/program") }
    }

    @Test("A Python environment is told by its lists of files, and by what they leave open")
    func python() throws {
        let folder = try workshop.newFolder()
        let packages = "lib/python3.11/site-packages"
        func write(_ path: String, _ text: String) throws {
            let file = URL(filePath: "\(folder)/\(path)")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        func row(_ path: String, _ text: String) -> String {
            let digest = Base64.encode(ContentHash(of: Array(text.utf8)).bytes).dropLast()
            return "\(path),sha256=\(digest.map { $0 == "+" ? "-" : $0 == "/" ? "_" : String($0) }.joined()),1\n"
        }
        try write("pyvenv.cfg", "home = /usr/bin\n")
        try write("bin/python", "interpreter")
        try write("bin/tool", "tool")
        for (name, text) in [
            ("a.py", "a"), ("b,c.py", "b"), ("changed.py", "c"), ("extra.py", "x"), ("extra.pyc", "y"),
        ] {
            try write("\(packages)/\(name)", text)
        }
        let record =
            row("a.py", "a") + row("\"b,c.py\"", "b") + row("changed.py", "before") + row("../../../bin/tool", "tool")
            + "one-1.dist-info/RECORD,,\n"
        try write("\(packages)/one-1.dist-info/RECORD", record)

        let environment = try #require(PythonEnvironment(program: folder + "/bin/python"))
        #expect(environment.base == nil && environment.binds.map(\.host) == [folder])
        let facts = try environment.facts()
        #expect(facts.first?.value == "sha256:\(try Pictures.sha256(Array("interpreter".utf8)))")
        #expect(facts[1] == .init("python package one-1", "RECORD sha256:\(try Pictures.sha256(Array(record.utf8)))"))
        #expect(facts[2] == .init("python files that differ from their list", "1: \(packages)/changed.py"))
        #expect(
            facts[3] == .init("python files not hashed", "3: bin/python, \(packages)/extra.py, pyvenv.cfg"))
        #expect(facts[4] == .init("python compiled files not hashed", "1: \(packages)/extra.pyc"))
        #expect(PythonEnvironment(program: "/usr/bin/env") == nil)
    }
}
