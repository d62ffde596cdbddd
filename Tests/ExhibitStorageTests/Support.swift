import ExhibitCore
import ExhibitTestSupport
import Foundation
import Testing

@testable import ExhibitStorage

/// A folder of one test's own, gone after it.
final class Folder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/exhibit-storage-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    subscript(_ name: String) -> String { path + "/" + name }

    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
}

func bytes(of path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }

func put(_ bytes: [UInt8], at path: String) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }

func permissions(of path: String) throws -> Int {
    try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
}

/// The error that `body` throws, so that a test can look at its parts.
func failure<T>(_ body: () throws -> T, sourceLocation: SourceLocation = #_sourceLocation) -> StorageError? {
    do {
        _ = try body()
        Issue.record("nothing was thrown", sourceLocation: sourceLocation)
    } catch let error as StorageError {
        return error
    } catch {
        Issue.record("another error was thrown: \(error)", sourceLocation: sourceLocation)
    }
    return nil
}

/// Runs a program found on PATH. A program that is not there fails the test: what it would have checked is unchecked.
@discardableResult
func run(_ program: String, _ arguments: [String], input: [UInt8] = []) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let output = Pipe()
    let stdin = Pipe()
    process.standardOutput = output
    process.standardError = output
    process.standardInput = stdin
    try process.run()
    stdin.fileHandleForWriting.write(Data(input))
    try stdin.fileHandleForWriting.close()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
}

/// Random bytes that are the same in each run.
struct Repeatable: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        // splitmix64 (Steele, Lea, Flood 2014).
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) } }
}

/// A new case with fixed keys and a clock that stands still; the memory of heads is the folder's own.
func newCase(in folder: Folder, randomness: String = "storage") throws -> Case {
    try Case.create(
        CaseFolder(path: folder["case"]), publisher: "Example Archive", contact: "", passphrase: nil,
        memory: LedgerMemory(folder: folder["heads"]),
        seeds: [
            .ledger: FixedKeys.ledger.seed, .checkpoint: FixedKeys.checkpoint.seed, .operator: FixedKeys.operator.seed,
        ], randomness: FixedRandomness(randomness), now: { 1_767_225_600_000 })
}

/// The same case again, for writing.
func reopened(_ folder: Folder, memory: String = "heads") throws -> Case {
    let place = CaseFolder(path: folder["case"])
    return try Case(
        place, keyring: Keyring(folder: place) { [] }, memory: LedgerMemory(folder: folder[memory]),
        now: { 1_767_225_600_000 })
}

/// A piece of evidence that nothing was stored of, another one for each number.
func evidenceDraft(_ number: Int) -> Draft {
    let name = TypedName(.sealed, ContentHash(of: Array("evidence \(number)".utf8)))
    return Draft(
        .evidence, subjects: [name],
        body: [
            "artifact": .string(name.description), "media_type": "image/png", "outcome": "undecodable",
            "warnings": [], "coefficients": .null, "pixels": .null, "decoder": .null, "origin": "unknown",
        ])
}

extension LedgerFile {
    func rowForTest(at position: UInt64) throws -> Row? {
        var found: Row?
        try forEachRow(from: position) { if found == nil { found = $0 } }
        return found
    }
}
