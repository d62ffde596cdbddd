import ExhibitCore
import ExhibitTestSupport
import Foundation
import Testing

/// Every file below Tests/Vectors/negative goes through its parser and has the outcome that it states.
@Suite("Vector files") struct GoldenVectorTests {
    static let directory = TestFiles.vectors.appending(path: "negative")
    static let files = TestFiles.files(in: directory, suffix: ".vec")

    private func name(_ file: URL) -> String { file.pathComponents.suffix(2).joined(separator: "/") }

    @Test("Every vector has the outcome that it states, and what is accepted comes out as it went in")
    func outcomes() throws {
        #expect(Self.files.count >= 60)
        for file in Self.files {
            let vector = try Vector(encoded: TestFiles.bytes(file))
            #expect(file.deletingLastPathComponent().lastPathComponent == vector.format.rawValue)
            let again = try? vector.format.reencode(vector.bytes)
            #expect((again == nil ? .refused : .accepted) == vector.expect, "\(name(file)): \(vector.comment)")
            if let again { #expect(again == vector.bytes, "\(name(file))") }
        }
    }

    @Test("Every parser has vectors that it accepts and vectors that it refuses")
    func coverage() throws {
        let vectors = try Self.files.map { try Vector(encoded: TestFiles.bytes($0)) }
        for format in WireFormat.allCases where format != .json {
            for expect in Vector.Expectation.allCases {
                #expect(vectors.contains { $0.format == format && $0.expect == expect }, "\(format) \(expect)")
            }
        }
    }

    @Test("The files are those that the table makes, byte for byte")
    func recorded() throws {
        let golden = try GoldenVectors().files
        for (name, vector) in golden.sorted(by: { $0.key < $1.key }) {
            let difference = try Recording.difference(vector.encoded, from: Self.directory.appending(path: name))
            #expect(difference == nil)
        }
        #expect(Set(Self.files.map(name)).subtracting(golden.keys) == [], "files that the table does not make")
    }

    @Test("A vector comes out of its file as it went in")
    func vectorFiles() throws {
        for bytes in [[], [0x0A], [0x0A, 0x0A], [0xFF, 0], Array("parser: x\n\n".utf8)] as [[UInt8]] {
            let vector = Vector(.note, .refused, schema: .accepted, "a: b", bytes)
            let read = try Vector(encoded: vector.encoded)
            #expect(read.bytes == bytes)
            #expect(read.schema == .accepted)
            #expect(read.comment == "a: b")
        }
    }

    @Test(
        "A vector with an unknown, repeated or missing header is an error",
        arguments: [
            "parser: note\nexpect: refused\ncomment: a\nseverity: high\n\n",
            "parser: note\nexpect: maybe\ncomment: a\n\n",
            "parser: letter\nexpect: refused\ncomment: a\n\n", "parser: note\nexpect: refused\n\n",
            "expect: refused\ncomment: a\n\n", "parser: note\ncomment: a\n\n",
            "parser: note\nparser: note\nexpect: refused\ncomment: a\n\n",
            "parser: note\nexpect: refused\ncomment: a\n",
            "parser: note\nexpect: refused\nencoding: rot13\ncomment: a\n\n", "parser note\n\n", "",
            "parser: note\nexpect: refused\nencoding: base64\ncomment: a\n\nQR==",
            "parser: payload\nexpect: refused\nschema: perhaps\ncomment: a\n\n",
        ])
    func headers(text: String) {
        #expect(throws: Vector.Failure.self) { try Vector(encoded: text.bytes) }
    }
}
