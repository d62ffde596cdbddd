import ExhibitCore
import ExhibitTestSupport
import Foundation
import Testing

@testable import ExhibitPipeline

@Suite("The pictures of a reference set, for a runner")
struct ReferencePicturesTests {
    private static let salt = [UInt8](repeating: 7, count: 32)

    private func pictures(
        _ files: [(path: String, bytes: [UInt8])], without gone: String? = nil
    ) throws -> (pictures: ReferencePictures, folder: String) {
        let lines = files.map { Manifest.Line(hash: TypedName.sealed($0.bytes, salt: Self.salt).hash, path: $0.path) }
        let folder = FileManager.default.temporaryDirectory.path + "/references-\(UUID().uuidString)"
        let made = try ReferencePictures(of: try Manifest(lines), in: folder) {
            (name) throws(ReferenceUnavailable) in
            guard let file = files.first(where: { TypedName.sealed($0.bytes, salt: Self.salt) == name }),
                file.path != gone
            else { throw ReferenceUnavailable("it is gone") }
            return file.bytes
        }
        return (made, folder)
    }

    private static let plain = PNGWriter(.mondrian(seed: 3, width: 8, height: 8, rectangles: 4)).file
    private static let other = PNGWriter(.mondrian(seed: 4, width: 8, height: 8, rectangles: 4)).file

    @Test("are decoded, numbered by the manifest and written without metadata, each once; the others are counted")
    func whole() throws {
        // What follows the end of a PNG file is no part of its picture.
        let tagged = Self.plain + Array("Jane Doe, Main Street".utf8)
        let (made, folder) = try pictures([
            ("z/jane-doe.png", tagged), ("b.png", Self.other), ("a/copy.png", Self.other), ("notes.txt", [0x6E]),
        ])
        defer { made.files.remove() }
        #expect(made.members == 4 && made.leftOut.map(\.name) == [.sealed([0x6E], salt: Self.salt)])
        #expect(made.names == [.sealed(Self.other, salt: Self.salt), .sealed(tagged, salt: Self.salt)])
        #expect(made.files.files.map(\.path) == ["0.png", "1.png"])
        for (index, source) in [Self.other, tagged].enumerated() {
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(index).png")))
            #expect(!String(decoding: bytes, as: UTF8.self).contains("Jane"))
            #expect(ContentHash(of: bytes) == made.files.files[index].hash)
            let image = try #require(ImageDecoder.decode(bytes).image)
            #expect(image.samples == ImageDecoder.decode(source).image?.samples)
        }
    }

    @Test("are none where one is missing: it could be the one that is more alike")
    func missing() throws {
        let error = #expect(throws: SandboxError.self) {
            try pictures([("a.png", Self.plain), ("b.png", Self.other)], without: "b.png")
        }
        #expect("\(try #require(error))".contains("it is gone"))
    }

    @Test("are none where nothing can be decoded, or there are more than the protocol has")
    func none() throws {
        #expect(throws: SandboxError.self) { try pictures([("a.png", [1]), ("b.png", [2])]) }
        let many = (0..<2_001).map { ("\($0).png", Array("\($0)".utf8)) }
        let error = #expect(throws: SandboxError.self) { try pictures(many) }
        #expect("\(try #require(error))".contains("at most 2000"))
    }
}
