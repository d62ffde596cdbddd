import ExhibitPipeline
import Foundation
import Testing

/// Only that every file gets an answer within its bounds.
@Suite("Hostile marks")
struct HostileMarksTests {
    private func read(_ file: [UInt8]) {
        let marks = ProvenanceMarks(of: file, kind: ImageKind(sniffing: file))
        let isBounded =
            marks.marks.count <= 100 && marks.marks.allSatisfy { $0.value.utf8.count <= ProvenanceMark.textLimit }
        // An expectation for each of a hundred thousand files would take longer than reading them.
        if !isBounded { Issue.record("more marks or longer ones than the limits") }
        if marks.taint != marks.marks.compactMap(\.taint).max() {
            Issue.record("the class is not that of a listed mark")
        }
    }

    private static let names = ["c2pa-generated.jpg", "c2pa-generated.png", "xmp-extended.jpg"]

    @Test("A file cut at any length has an answer", arguments: names)
    func cut(name: String) throws {
        let file = try MarkFiles.fixture(name)
        for length in file.indices { read(Array(file[..<length])) }
    }

    @Test("A file with any byte changed has an answer", arguments: names)
    func changed(name: String) throws {
        let file = try MarkFiles.fixture(name)
        for k in file.indices {
            var other = file
            other[k] ^= k.isMultiple(of: 2) ? 0x80 : 0x01
            read(other)
        }
    }

    @Test("A damaged file is T3 wherever marks could stand behind the damage")
    func damaged() throws {
        let file = try MarkFiles.fixture("c2pa-captured.jpg")
        #expect(ProvenanceMarks(of: Array(file.prefix(1000)), kind: .jpeg).taint == .learnedOrUnknown)
        let png = try MarkFiles.fixture("c2pa-generated.png")
        #expect(ProvenanceMarks(of: Array(png.dropLast(12)), kind: .png).marks.contains { $0.source == .file })
    }

    @Test("More segments than any writer makes are T3")
    func segments() {
        let file = MarkFiles.jpeg([(UInt8, [UInt8])](repeating: (0xEB, Array("JP".utf8)), count: 5000))
        let marks = ProvenanceMarks(of: file, kind: .jpeg)
        #expect(marks.marks.contains { $0.reason == "too many parts that can hold marks" })
    }

    @Test("Every input that fuzzing kept has an answer")
    func corpus() throws {
        let folder = MarkFiles.fixtures.appending(path: "../../Corpora/marks")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(!names.isEmpty)
        for name in names { read([UInt8](try Data(contentsOf: folder.appending(path: name)))) }
    }
}
