import Foundation
import Testing

@testable import ExhibitStorage

@Suite("The memory of ledgers")
struct LedgerMemoryTests {
    let folder: Folder
    let memory: LedgerMemory
    let ledger = [UInt8](repeating: 0xab, count: 32)

    init() throws {
        folder = try Folder()
        memory = LedgerMemory(folder: folder["state/exhibit/heads"])
    }

    func head(_ size: UInt64, _ root: UInt8 = 1) -> LedgerMemory.Head {
        LedgerMemory.Head(size: size, root: [UInt8](repeating: root, count: 32))
    }

    @Test("A head is remembered in one line, and raised")
    func remembers() throws {
        #expect(try memory.head(of: ledger) == nil)
        try memory.remember(head(7), of: ledger)
        let file = folder["state/exhibit/heads/" + String(repeating: "ab", count: 32)]
        #expect(
            String(decoding: try bytes(of: file), as: UTF8.self) == "7 " + String(repeating: "01", count: 32) + "\n")
        #expect(try permissions(of: file) == 0o600)
        try memory.remember(head(7), of: ledger)
        try memory.remember(head(.max, 2), of: ledger)
        #expect(try memory.head(of: ledger) == head(.max, 2))
        #expect(try memory.head(of: [UInt8](repeating: 1, count: 32)) == nil)
    }

    @Test("A head is never lowered, nor exchanged")
    func neverLowered() throws {
        try memory.remember(head(7), of: ledger)
        let lower = failure { try memory.remember(head(6), of: ledger) }
        #expect(lower?.kind == .notAllowed)
        #expect(lower?.description.contains("has seen 7 entries") == true)
        let fork = failure { try memory.remember(head(7, 2), of: ledger) }
        #expect(fork?.kind == .notAllowed)
        #expect(fork?.description.contains("two versions") == true)
        #expect(try memory.head(of: ledger) == head(7))
    }

    @Test(
        "Anything but exactly one head is damage",
        arguments: [
            "", "7", "7 \n", "+7 R\n", "07 R\n", "7 R", "7 R\r\n", "7 R\n\n", "7  R\n", " 7 R\n", "-1 R\n", "7 r\n",
            "18446744073709551616 R\n", "7 R\n7 R\n", "٧ R\n",
        ])
    func strict(text: String) throws {
        try DurableFile.makeFolder(memory.folder)
        let file = text.replacingOccurrences(of: "R", with: String(repeating: "0f", count: 32))
            .replacingOccurrences(of: "r", with: String(repeating: "0F", count: 32))
        try put(Array(file.utf8), at: memory.path(of: ledger))
        #expect(failure { try memory.head(of: ledger) }?.kind == .damaged)
        #expect(failure { try memory.remember(head(9), of: ledger) }?.kind == .damaged)
    }

    @Test("It is where the XDG specification says")
    func places() throws {
        #expect(try LedgerMemory(environment: ["HOME": "/h"]).folder == "/h/.local/state/exhibit/heads")
        #expect(try LedgerMemory(environment: ["HOME": "/h", "XDG_STATE_HOME": "/s"]).folder == "/s/exhibit/heads")
        #expect(
            try LedgerMemory(environment: ["HOME": "/h", "XDG_STATE_HOME": "s"]).folder
                == "/h/.local/state/exhibit/heads")
        #expect(failure { try LedgerMemory(environment: [:]) }?.kind == .notFound)
        #expect(try TrustFile(environment: ["HOME": "/h"]).path == "/h/.config/exhibit/trusted")
        #expect(try TrustFile(environment: ["XDG_CONFIG_HOME": "/c"]).path == "/c/exhibit/trusted")
    }

    @Test("Heads remembered at the same time end with the highest")
    func concurrent() async throws {
        let heads = (1...40).map { head($0) }
        await withTaskGroup(of: Void.self) { [memory, ledger] group in
            for head in heads {
                group.addTask { try? memory.remember(head, of: ledger) }
            }
        }
        #expect(try memory.head(of: ledger) == head(40))
    }
}

@Suite("The file of trusted ledgers")
struct TrustFileTests {
    let folder: Folder
    let trust: TrustFile
    let a = String(repeating: "a1", count: 32)
    let b = String(repeating: "b2", count: 32)

    init() throws {
        folder = try Folder()
        trust = TrustFile(path: folder["config/exhibit/trusted"])
    }

    func write(_ text: String) throws {
        try DurableFile.makeFolder(folder["config/exhibit"])
        try DurableFile.write(Array(text.utf8), to: trust.path, replacing: true)
    }

    func text() throws -> String { String(decoding: try bytes(of: trust.path), as: UTF8.self) }

    @Test("Ledgers are added once, listed in order, and removed")
    func addAndRemove() throws {
        #expect(try trust.list() == [])
        #expect(try trust.remove(ledger: a) == false)
        let own = TrustFile.Entry(ledger: a, origin: .own)
        let added = TrustFile.Entry(ledger: b, origin: .added, label: "Archive of ü, 2nd floor")
        #expect(try trust.add(own))
        #expect(try trust.add(added))
        #expect(try trust.add(TrustFile.Entry(ledger: a, origin: .added)) == false)
        #expect(try trust.list() == [own, added])
        #expect(try text() == "\(a) own\n\(b) added Archive of ü, 2nd floor\n")
        #expect(try permissions(of: trust.path) == 0o600)
        #expect(try trust.remove(ledger: a))
        #expect(try trust.list() == [added])
    }

    @Test("Comments, empty lines and other ledgers stay byte for byte")
    func kept() throws {
        try write("# mine\n\n#\(a) own\n\(a) own  two spaces \n# last, without a line end")
        try trust.add(TrustFile.Entry(ledger: b, origin: .added))
        let withBoth = "# mine\n\n#\(a) own\n\(a) own  two spaces \n# last, without a line end\n\(b) added\n"
        #expect(try text() == withBoth)
        #expect(try trust.list().map(\.label) == [" two spaces ", nil])
        try trust.remove(ledger: a)
        #expect(try text() == "# mine\n\n#\(a) own\n# last, without a line end\n\(b) added\n")
    }

    @Test(
        "A line that is not understood is an error with its number, and nothing is changed",
        arguments: [
            "A", "A own\r", "A  own", "A\town", "A Own", "A owner", "A own ", "A added\u{7}", " A own", "AA own",
            "own A",
            "A own x\u{7f}", "G own", "hello", " # comment", "A own \u{85}",
        ])
    func strict(line: String) throws {
        let text = line.replacingOccurrences(of: "A", with: a)
            .replacingOccurrences(of: "G", with: a.uppercased())
        let before = "# first\n\(b) own\n\(text)\n"
        try write(before)
        let error = failure { try trust.list() }
        #expect(error?.kind == .invalid)
        #expect(error?.description.contains("line 3 ") == true)
        #expect(failure { try trust.add(TrustFile.Entry(ledger: a, origin: .own)) }?.kind == .invalid)
        #expect(failure { try trust.remove(ledger: b) }?.kind == .invalid)
        #expect(try self.text() == before)
    }

    @Test("A ledger named twice, and bytes that are not UTF-8, are errors")
    func duplicates() throws {
        try write("\(a) own\n# x\n\(a) added x\n")
        #expect(failure { try trust.list() }?.description.contains("line 3 ") == true)
        try DurableFile.write(Array("\(a) own ".utf8) + [0xff, 10], to: trust.path, replacing: true)
        #expect(failure { try trust.list() }?.description.contains("line 1 ") == true)
    }

    @Test(
        "A label that would not stay on its line is refused",
        arguments: ["", "a\nb", "a\r", String(repeating: "x", count: 201)])
    func labels(label: String) throws {
        #expect(failure { try trust.add(TrustFile.Entry(ledger: a, origin: .own, label: label)) }?.kind == .invalid)
        #expect(failure { try trust.add(TrustFile.Entry(ledger: "\(a) own", origin: .own)) }?.kind == .invalid)
        #expect(try trust.list() == [])
    }

    @Test("A file that others may write is not believed")
    func permissionsMatter() throws {
        try write("\(a) own\n")
        chmod(trust.path, 0o664)
        let error = failure { try trust.list() }
        #expect(error?.kind == .unsafePermissions)
        #expect(error?.description.contains("chmod 600") == true)
    }
}
