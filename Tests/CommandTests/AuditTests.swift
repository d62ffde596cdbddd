import Foundation
import Testing

@Suite("exhibit audit")
struct AuditTests {
    @Test("looks at every artifact and private value of a case, and ends")
    func wholeCase() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "exhibit-audit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (place, picture) = (folder.appending(path: "case").path, folder.appending(path: "a.txt"))
        try Data("kept, not compared".utf8).write(to: picture)
        #expect(try exhibit(["init", place, "--no-passphrase"], home: folder).status == 0)
        #expect(try exhibit(["ingest", picture.path, "--case", place], home: folder).status == 0)
        let audit = try exhibit(["audit", "--case", place], home: folder)
        #expect(audit.status == 0, "\(audit.output)")
        #expect(audit.output.contains("every stored artifact is there and is what its name says (1 artifacts)"))

        let blob = try #require(
            FileManager.default.subpathsOfDirectory(atPath: "\(place)/artifacts").first { $0.hasSuffix(where: 64) })
        let file = URL(filePath: "\(place)/artifacts/\(blob)")
        var bytes = try Data(contentsOf: file)
        bytes[bytes.count - 1] ^= 1
        try FileManager.default.removeItem(at: file)
        try bytes.write(to: file)
        let damaged = try exhibit(["audit", "--case", place], home: folder)
        #expect(damaged.status == 2, "\(damaged.output)")
        #expect(damaged.output.contains("sealed:"))
    }

    @Test("looks at artifacts and private values also where a page of the ledger cannot be read")
    func damagedPage() throws {
        let bench = try Bench()
        let made = try bench.run(
            """
            exhibit init c --no-passphrase --publisher P --quiet
            for i in $(seq 20); do echo $i > $i.txt; done
            exhibit ingest *.txt --case c --quiet && exhibit audit --case c --quiet
            """)
        #expect(made.code == 0, "\(made.error)")
        let path = bench.work + "/c/ledger.sqlite"
        var file = try Data(contentsOf: URL(filePath: path))
        let pages = stride(from: 4_096, to: file.count, by: 4_096).filter { page in
            file[page] == 0x0D && file[page..<page + 4_096].firstRange(of: Data("in-toto+json".utf8)) != nil
        }
        let page = try #require(pages.dropFirst(3).first)
        for offset in 0..<8 { file[page + offset] = 0 }
        try file.write(to: URL(filePath: path))
        let blob = try #require(
            FileManager.default.subpathsOfDirectory(atPath: "\(bench.work)/c/artifacts").first {
                $0.hasSuffix(where: 64)
            })
        try FileManager.default.removeItem(atPath: "\(bench.work)/c/artifacts/\(blob)")
        let audit = try bench.run("exhibit audit --case c")
        #expect(audit.code == 2, "\(audit.output)\(audit.error)")
        #expect(audit.output.contains("missing, or not to be read"), "\(audit.output)")
        #expect(audit.output.contains("sealed:\(blob.suffix(64)): is missing"), "\(audit.output)")
        #expect(audit.output.contains("ok     every private value"), "\(audit.output)")
        #expect(audit.output.contains("not compared with what was seen"), "\(audit.output)")
        #expect(!audit.output.contains("another version"), "\(audit.output)")
    }

    /// Runs the program that was built beside the tests, with a home of its own.
    private func exhibit(_ arguments: [String], home: URL) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = Bundle.main.bundleURL.appending(path: "exhibit")
        process.arguments = arguments
        process.environment = ["HOME": home.path, "SWIFT_BACKTRACE": "enable=no"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }
}

extension String {
    /// Whether the last part of a path has this many characters: a blob's name.
    fileprivate func hasSuffix(where count: Int) -> Bool { split(separator: "/").last?.count == count }
}
