import ExhibitTestSupport
import Foundation
import Testing

@testable import ExhibitStorage

@Suite("Whoever holds a lock too long")
struct LockHolderTests {
    @Test("is found in the kernel's list, and nobody else")
    func list() {
        let locks = """
            1: POSIX  ADVISORY  WRITE 4711 08:01:131 120 120
            1: -> POSIX  ADVISORY  WRITE 4712 08:01:131 120 120
            2: POSIX  ADVISORY  READ  4713 08:01:131 123 123
            3: FLOCK  ADVISORY  WRITE 4714 08:01:132 0 EOF
            4: OFDLCK ADVISORY  WRITE -1 08:01:131 0 EOF
            5: POSIX  ADVISORY  WRITE 99999999999 08:01:133 0 EOF
            6: POSIX  ADVISORY
            """
        #expect(LockHolder.process(in: locks, inode: 131, byte: 120) == 4711)
        #expect(LockHolder.process(in: locks, inode: 131, byte: 123) == nil)
        #expect(LockHolder.process(in: locks, inode: 131, byte: nil) == nil)
        #expect(LockHolder.process(in: locks, inode: 132, byte: nil) == 4714)
        #expect(LockHolder.process(in: locks, inode: 133, byte: 5) == nil)
        #expect(LockHolder.process(in: "", inode: 131, byte: 120) == nil)
    }

    @Test("is named when a database cannot be written")
    func database() throws {
        let folder = try Folder()
        var options = SQLite.Options()
        options.busyTimeout = 100
        let first = try SQLite(path: folder["a.sqlite"], mode: .create, options: options)
        try first.write { try $0.script("CREATE TABLE t(n)") }
        let second = try SQLite(path: folder["a.sqlite"], mode: .readWriteExisting, options: options)
        try first.write { _ in
            let error = failure { try second.write { try $0.run("INSERT INTO t VALUES (1)") } }
            #expect(error?.kind == .busy)
            #expect(error?.reason.contains("(process \(ProcessInfo.processInfo.processIdentifier))") == true)
        }
        try second.write { try $0.run("INSERT INTO t VALUES (1)") }
    }

    @Test("is named when a case is being worked on")
    func exclusive() throws {
        let folder = try Folder()
        let one = try newCase(in: folder)
        let other = try reopened(folder)
        try one.exclusively {
            let error = failure { try other.exclusively(waitingFor: .milliseconds(50)) {} }
            #expect(error?.kind == .busy)
            #expect(error?.reason.contains("(process \(ProcessInfo.processInfo.processIdentifier))") == true)
        }
        try other.exclusively {}
    }
}
