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
