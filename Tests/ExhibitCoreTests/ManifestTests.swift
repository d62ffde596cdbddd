import ExhibitCore
import ExhibitTestSupport
import Testing

@Suite("Manifests") struct ManifestTests {
    static let digest = ContentHash(of: "x".bytes)

    private func parse(_ text: String) throws -> Manifest { try Manifest(encoded: text.bytes) }
    private func line(_ path: String) -> String { "\(Self.digest.hex)  \(path)\n" }

    @Test("Lines are sorted by the bytes of their paths")
    func order() throws {
        let paths = ["b", "a/b", "a.b", "a", "é", "e\u{301}", "B", "\u{1F600}", "\u{FFFD}"]
        let manifest = try Manifest(paths.map { Manifest.Line(hash: Self.digest, path: $0) })
        #expect(
            manifest.lines.map { Array($0.path.utf8) }
                == ["B", "a", "a.b", "a/b", "b", "e\u{301}", "é", "\u{FFFD}", "\u{1F600}"].map { Array($0.utf8) })
        #expect(try Manifest(encoded: manifest.encoded).encoded == manifest.encoded)
    }

    @Test(
        "A path that leaves its folder, or that a shell or sha256sum would read otherwise, is refused",
        arguments: [
            "", "/a", "a/", "a//b", ".", "..", "./a", "a/.", "a/..", "../a", "a/../b", "a\\b", "a\u{1}b", "a\tb",
            "a\rb",
            "a\u{7F}", "\u{1F}",
        ])
    func paths(path: String) {
        #expect(throws: Malformed.self) { try parse(line(path)) }
        #expect(throws: Malformed.self) { try Manifest([Manifest.Line(hash: Self.digest, path: path)]) }
    }

    @Test(
        "Dots inside names, spaces, and any letters are permitted",
        arguments: ["...", ".a", "a.", "a b", " ", "..a/b..", "é/😀"])
    func permitted(path: String) throws {
        #expect(try parse(line(path)).lines.map(\.path) == [path])
    }

    @Test("Any other form of a line, or of the whole, is refused")
    func forms() {
        let hex = Self.digest.hex
        let texts = [
            line("b") + line("a"), line("a") + line("a"), String(line("a").dropLast()), line("a") + "\n",
            "\n" + line("a"),
            "\(hex) a\n", "\(hex)   \n/", "\(hex) *a\n", "\(hex.uppercased())  a\n", "\(hex.dropLast())  a\n",
            "\(hex)  \n",
            "\(hex)\u{2002}\u{2002}a\n", "\u{FEFF}\(line("a"))", line("a").replacing("\n", with: "\r\n"),
        ]
        for text in texts { #expect(throws: Malformed.self, "\(text)") { try parse(text) } }
        #expect(throws: Malformed.self) { try Manifest(encoded: line("a").bytes.dropLast(2) + [0xFF, 0x0A]) }
    }
}
