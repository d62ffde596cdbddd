import ExhibitCore
import Foundation

/// A timestamping authority of the openssl command, in a folder of its own: see Tests/Fixtures/Timestamps/authority.
public final class TestAuthority {
    public let folder: URL
    private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/Timestamps/authority")

    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    public init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "exhibit-authority-\(UUID().uuidString)")
        try run(["make", folder.path])
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// PEM of the root.
    public func root() throws -> [UInt8] { try read("root.pem") }
    /// PEM of another certificate: "tsa".
    public func certificate(_ name: String) throws -> [UInt8] { try read("\(name).pem") }

    /// What the authority answers, now.
    public func reply(to query: [UInt8]) throws -> [UInt8] {
        try write(query, "query")
        try run(["reply", folder.path, path("query"), path("reply")])
        return try read("reply")
    }

    /// A token around any TSTInfo, by "tsa", "expired", "web" or "loose".
    public func token(_ info: [UInt8], by signer: String = "tsa") throws -> [UInt8] {
        try write(info, "info")
        try run(["sign", folder.path, signer, path("info"), path("token")])
        return try read("token")
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path }
    private func read(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: folder.appending(path: name))) }
    private func write(_ bytes: [UInt8], _ name: String) throws {
        try Data(bytes).write(to: folder.appending(path: name))
    }

    private func run(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [Self.script.path] + arguments
        let problems = Pipe()
        process.standardError = problems
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let said = problems.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(description: "openssl: \(String(decoding: said, as: UTF8.self))")
        }
    }
}
