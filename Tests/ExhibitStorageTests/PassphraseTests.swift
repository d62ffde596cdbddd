import Foundation
import Synchronization
import Testing

@testable import ExhibitStorage

@Suite("A passphrase")
struct PassphraseTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    /// Answers each question with the next answer, and remembers the questions.
    final class Person: Sendable {
        let state: Mutex<(answers: [String], questions: [String])>
        init(_ answers: String...) { state = Mutex((answers, [])) }
        func ask(_ question: String) -> [UInt8]? {
            state.withLock { state in
                state.questions.append(question)
                return state.answers.isEmpty ? nil : Array(state.answers.removeFirst().utf8)
            }
        }
        var questions: [String] { state.withLock { $0.questions } }
    }

    func resolver(
        file: String? = nil, _ environment: [String: String] = [:], person: Person = Person()
    ) -> Passphrase {
        Passphrase(
            file: file, environment: environment, prompt: { person.ask($0) },
            command: { (command) throws(StorageError) in try Shell.firstLine(of: command, environment: environment) })
    }

    func resolve(_ resolver: Passphrase, new: Bool = false) throws -> String {
        String(decoding: try resolver.resolve(new: new, purpose: "the keys of a"), as: UTF8.self)
    }

    @Test("The option comes before the variables, these before the terminal, and a file before a command")
    func order() throws {
        try put(Array("one\n".utf8), at: folder["1"])
        try put(Array("two\n".utf8), at: folder["2"])
        let person = Person("four")
        var environment = ["EXHIBIT_PASSPHRASE_FILE": folder["2"], "EXHIBIT_PASSPHRASE_COMMAND": "echo three"]
        #expect(try resolve(resolver(file: folder["1"], environment, person: person)) == "one")
        #expect(try resolve(resolver(environment, person: person)) == "two")
        environment["EXHIBIT_PASSPHRASE_FILE"] = ""
        #expect(try resolve(resolver(environment, person: person)) == "three")
        #expect(person.questions == [])
        #expect(try resolve(resolver(person: person)) == "four")
        #expect(person.questions == ["Passphrase for the keys of a: "])
    }

    @Test("A source that fails is not passed over")
    func noFallback() throws {
        let environment = ["EXHIBIT_PASSPHRASE_COMMAND": "echo three"]
        #expect(failure { try resolve(resolver(file: folder["none"], environment)) }?.kind == .notFound)
        #expect(
            failure { try resolve(resolver(["EXHIBIT_PASSPHRASE_COMMAND": "echo x; exit 7"], person: Person("p"))) }?
                .description.contains("exit code 7") == true)
        #expect(failure { try resolve(resolver(["EXHIBIT_PASSPHRASE_COMMAND": "kill -9 $$"])) }?.kind == .invalid)
        #expect(failure { try resolve(resolver(["EXHIBIT_PASSPHRASE_COMMAND": "true"])) }?.kind == .invalid)
    }

    @Test("Without a source the error names the three ways")
    func noSource() throws {
        let error = failure { try resolve(resolver()) }
        #expect(error?.kind == .passphraseNeeded)
        for way in ["--passphrase-file", "EXHIBIT_PASSPHRASE_FILE", "EXHIBIT_PASSPHRASE_COMMAND"] {
            #expect(error?.description.contains(way) == true)
        }
    }

    @Test("A new one is asked for twice, and both must be the same")
    func confirmation() throws {
        let person = Person("abc", "abc")
        #expect(try resolve(resolver(person: person), new: true) == "abc")
        #expect(person.questions.count == 2)
        #expect(failure { try resolve(resolver(person: Person("abc", "abd")), new: true) }?.kind == .invalid)
        #expect(failure { try resolve(resolver(person: Person("")), new: true) }?.kind == .invalid)
    }

    @Test(
        "The first line counts, without its end",
        arguments: [
            ("a b \n", "a b "), ("a", "a"), ("a\r\nb\n", "a"), ("\ta\rb\n", "\ta\rb"), ("a\n\nb", "a"),
            (String(repeating: "x", count: 1_024), String(repeating: "x", count: 1_024)),
            (String(repeating: "x", count: 1_024) + "\r\n", String(repeating: "x", count: 1_024)),
        ])
    func firstLine(content: String, expected: String) throws {
        try put(Array(content.utf8), at: folder["p"])
        #expect(try resolve(resolver(file: folder["p"])) == expected)
        let environment = ["EXHIBIT_PASSPHRASE_COMMAND": "cat '\(folder["p"])'", "PATH": "/usr/bin:/bin"]
        #expect(try resolve(resolver(environment)) == expected)
    }

    @Test(
        "Empty, endless and binary ones are refused",
        arguments: ["", "\n", "\r\n", "a\u{0}b\n", String(repeating: "x", count: 1_025) + "\n"])
    func refused(content: String) throws {
        try put(Array(content.utf8), at: folder["p"])
        #expect(failure { try resolve(resolver(file: folder["p"])) }?.kind == .invalid)
    }

    @Test("An endless source is read no further than a passphrase is long")
    func endless() throws {
        #expect(failure { try resolve(resolver(file: "/dev/zero")) }?.kind == .invalid)
        let environment = ["EXHIBIT_PASSPHRASE_COMMAND": "head -c 9000000 /dev/zero", "PATH": "/usr/bin:/bin"]
        #expect(failure { try resolve(resolver(environment)) }?.kind == .invalid)
    }
}

/// A terminal of our own: what is written to `master` is typed, what is read from it is shown.
private struct Pseudoterminal {
    let master: Int32
    /// Held open: a terminal without any user forgets its settings.
    let keeper: Int32
    let path: String

    init() throws {
        // Not in the headers that Swift imports.
        typealias OpenPTY =
            @convention(c) (
                UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Int32>, UnsafeMutablePointer<CChar>, OpaquePointer?,
                OpaquePointer?
            ) -> Int32
        let openpty = unsafeBitCast(try #require(dlsym(nil, "openpty")), to: OpenPTY.self)
        var ends: (Int32, Int32) = (-1, -1)
        var name = [CChar](repeating: 0, count: 4_096)
        try #require(openpty(&ends.0, &ends.1, &name, nil, nil) == 0)
        (master, keeper) = ends
        path = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// What is shown up to and with `end`.
    func shown(upTo end: String) -> String {
        var text: [UInt8] = []
        var byte: UInt8 = 0
        while !text.suffix(end.utf8.count).elementsEqual(end.utf8), read(master, &byte, 1) == 1 { text.append(byte) }
        return String(decoding: text, as: UTF8.self)
    }

    func type(_ text: String) { _ = Array(text.utf8).withUnsafeBytes { write(master, $0.baseAddress, $0.count) } }

    var showsTyping: Bool {
        var state = termios()
        tcgetattr(master, &state)
        return state.c_lflag & tcflag_t(ECHO) != 0
    }
}

@Suite("A question on the terminal", .serialized)
struct TerminalTests {
    @Test("It is answered without being shown, and typing is shown again after it")
    func answered() async throws {
        let terminal = try Pseudoterminal()
        let path = terminal.path
        let asked = Task.detached { try Terminal.ask("Passphrase: ", path: path) }
        let before = terminal.shown(upTo: "Passphrase: ")
        #expect(before == "Passphrase: ")
        #expect(terminal.showsTyping == false)
        terminal.type("secret word\n")
        #expect(try await asked.value == Array("secret word".utf8))
        #expect(terminal.shown(upTo: "\n") == "\r\n")
        #expect(terminal.showsTyping)
    }

    @Test("Where there is no terminal there is no answer")
    func none() throws {
        #expect(try Terminal.ask("?", path: "/nonexistent/tty") == nil)
        #expect(failure { try Terminal.ask("?", path: "/dev/null") }?.kind != nil)
    }
}
