import ExhibitCore
import ExhibitTestSupport
import Foundation
import Testing

/// Everything that fuzzing starts from, and everything it ever found, goes through its parser in every run.
@Suite("Corpora") struct CorpusTests {
    @Test("Every input that is kept is refused or comes out as it went in", arguments: WireFormat.allCases)
    func inputs(format: WireFormat) throws {
        let files = TestFiles.files(in: TestFiles.corpora.appending(path: format.rawValue), suffix: "")
        #expect(!files.isEmpty)
        for file in files {
            let bytes = try TestFiles.bytes(file)
            guard let again = try? format.reencode(bytes) else { continue }
            #expect(again == bytes, "\(file.lastPathComponent)")
        }
    }

    @Test("Each corpus starts from the vectors of its format")
    func seeds() throws {
        var seeds: [String: [UInt8]] = [:]
        for (name, vector) in try GoldenVectors().files {
            let parts = name.dropLast(".vec".count).split(separator: "/")
            seeds["\(vector.format.rawValue)/seed-\(vector.expect.rawValue)-\(parts[1])"] = vector.bytes
        }
        for (index, sample) in try Samples.valid(.json).enumerated() { seeds["json/seed-accepted-\(index)"] = sample }
        for (name, bytes) in seeds.sorted(by: { $0.key < $1.key }) {
            let difference = try Recording.difference(bytes, from: TestFiles.corpora.appending(path: name))
            #expect(difference == nil)
        }
        #expect(seeds.count > 150)
    }

    @Test("No corpus is of a format that nothing parses")
    func directories() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: TestFiles.corpora.path)
        // Marks are read from pictures and never written: the pipeline's tests try them.
        #expect(Set(names) == Set(WireFormat.allCases.map(\.rawValue) + ["marks"]))
    }
}
