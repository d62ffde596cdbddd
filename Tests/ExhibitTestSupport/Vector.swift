import ExhibitCore
import Foundation

/// The directories of the test data, found from this file so that tests run from any working directory.
public enum TestFiles {
    public static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    public static let repository = root.deletingLastPathComponent()
    public static let vectors = root.appending(path: "Vectors")
    public static let corpora = root.appending(path: "Corpora")
    public static let schemas = repository.appending(path: "Schemas")

    public static func bytes(_ url: URL) throws -> [UInt8] { Array(try Data(contentsOf: url)) }

    /// Regular files below a directory, sorted by path; empty where there is no such directory.
    public static func files(in directory: URL, suffix: String) -> [URL] {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: directory.path)) ?? []
        return names.filter { $0.hasSuffix(suffix) }.sorted().map { directory.appending(path: $0) }.filter { file in
            var isDirectory: ObjCBool = false
            return FileManager.default.fileExists(atPath: file.path, isDirectory: &isDirectory)
                && !isDirectory.boolValue
        }
    }
}

/// One case in a file that any language can read: `name: value` lines, an empty line, then the bytes.
public struct Vector: Sendable {
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    public enum Expectation: String, Sendable, CaseIterable { case accepted, refused }

    public var format: WireFormat
    public var expect: Expectation
    /// Only for payloads: what the kind's JSON Schema says, which cannot see all that the parser sees.
    public var schema: Expectation?
    public var comment: String
    public var bytes: [UInt8]

    public init(
        _ format: WireFormat, _ expect: Expectation, schema: Expectation? = nil, _ comment: String, _ bytes: [UInt8]
    ) {
        self.format = format
        self.expect = expect
        self.schema = schema
        self.comment = comment
        self.bytes = bytes
    }

    /// Base64 where an editor or a version control system could change the bytes, else as they are.
    public var encoded: [UInt8] {
        let plain = bytes.allSatisfy { ($0 >= 0x20 && $0 < 0x7F) || $0 == 0x0A }
        var header = ["parser: \(format.rawValue)", "expect: \(expect.rawValue)"]
        if let schema { header.append("schema: \(schema.rawValue)") }
        if !plain { header.append("encoding: base64") }
        header.append("comment: \(comment)")
        let text = Array((header.joined(separator: "\n") + "\n\n").utf8)
        return text + (plain ? bytes : Base64.encodeToBytes(bytes))
    }

    public init(encoded: [UInt8]) throws {
        var fields: [String: String] = [:]
        var rest = encoded[...]
        while true {
            guard let end = rest.firstIndex(of: 0x0A) else { throw Failure(description: "no empty line") }
            let line = String(decoding: rest[..<end], as: UTF8.self)
            rest = rest[(end + 1)...]
            if line.isEmpty { break }
            guard let colon = line.firstRange(of: ": ") else { throw Failure(description: "not a header: \(line)") }
            let name = String(line[..<colon.lowerBound])
            guard ["parser", "expect", "schema", "encoding", "comment"].contains(name), fields[name] == nil else {
                throw Failure(description: "an unknown or repeated header: \(name)")
            }
            fields[name] = String(line[colon.upperBound...])
        }
        guard let format = fields["parser"].flatMap({ WireFormat(rawValue: $0) }) else {
            throw Failure(description: "an unknown parser: \(fields["parser"] ?? "none")")
        }
        guard let expect = fields["expect"].flatMap({ Expectation(rawValue: $0) }) else {
            throw Failure(description: "an unknown outcome: \(fields["expect"] ?? "none")")
        }
        let schema = try fields["schema"].map { text in
            guard let value = Expectation(rawValue: text) else {
                throw Failure(description: "an unknown outcome: \(text)")
            }
            return value
        }
        guard let comment = fields["comment"], !comment.isEmpty else { throw Failure(description: "no comment") }
        switch fields["encoding"] {
        case nil: self.init(format, expect, schema: schema, comment, Array(rest))
        case "base64":
            guard let bytes = Base64.decode(rest) else { throw Failure(description: "its bytes are not base64") }
            self.init(format, expect, schema: schema, comment, bytes)
        case let other?: throw Failure(description: "an unknown encoding: \(other)")
        }
    }
}
