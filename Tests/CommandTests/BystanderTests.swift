import Foundation
import Testing

@Suite("Bystanders are covered by a recorded step")
struct BystanderTests {
    /// How many files below a folder begin as a JPEG or a PNG does.
    private static let pictures =
        "pictures() { for f in $(find $1 -type f); do head -c 2 $f | od -An -tx1; done | grep -c 'ff d8\\|89 50'; }"

    @Test(
        "A report on a masked picture shows the masked one, and no copy of the original, though that was searched too")
    func masked() throws {
        let bench = try Bench()
        let made = try bench.run(
            """
            photos refs; photo Garden street.jpg; exhibit init case --no-passphrase -q
            exhibit ingest street.jpg --case case -q; exhibit gallery add refs refs --case case -q
            exhibit identify street.jpg --gallery refs --case case -q
            exhibit derive street.jpg --mask 0,0,160x100 -o masked.png --case case -q
            exhibit identify masked.png --gallery refs --case case -q
            exhibit report --last -o r.html --case case -q; exhibit pack r.html -o pack -q
            """)
        try #require(made.code == 0, "\(made.output)\(made.error)")
        // The corner of every disclosed picture but the references', which are of the set.
        let pictures = try bench.run("cd pack/disclosed; ls | grep 'jpg$\\|png$' | grep -v ^reference-")
        #expect(pictures.output == "evidence-reduced.jpg\n", "\(pictures.output)")
        let pixels = try bench.run("djpeg -pnm pack/disclosed/evidence-reduced.jpg").outputBytes
        let header = Array("255\n".utf8)
        let start = try #require((0..<32).first { pixels.dropFirst($0).starts(with: header) }) + header.count
        #expect(pixels[start..<start + 30].allSatisfy { $0 < 24 })
        // No bytes of the original, nor of its reduced copy, stand in the report.
        let bundle = try bench.run(
            "sed -n 's/.*id=\"exhibit-bundle\">\\([^<]*\\)<.*/\\1/p' r.html | base64 -d | grep -o '\"bytes\":\"/9j/' | wc -l"
        )
        let named = try bench.run("ls pack/disclosed | grep -c '^reference-.*jpg$'").output
        let references = try #require(Int(named.trimmingCharacters(in: .newlines)))
        #expect(bundle.output == "\(references + 1)\n")
        // Nor in a bag, unless somebody asks for it.
        let bags = try bench.run(
            """
            sha256sum < street.jpg | cut -d' ' -f1 > original; sha256sum < masked.png | cut -d' ' -f1 > shown
            exhibit export bag r.html -o bag --case case; exhibit export bag r.html -o whole --include evidence --case case -q
            for bag in bag whole; do for what in original shown; do
                find $bag -type f -exec sha256sum {} + | grep -c "$(cat $what)"; done; done
            exhibit reproduce whole | tail -n 1
            """)
        #expect(bags.output.contains("it shows what a recorded step masked"), "\(bags.output)\(bags.error)")
        #expect(bags.output.contains("\n0\n1\n1\n1\n"), "\(bags.output)\(bags.error)")
    }

    @Test(
        "A run on a masked picture can be run again, though the mask makes cells of luminance a little less than black")
    func runAgain() throws {
        let bench = try Bench()
        let made = try bench.run(
            """
            photos refs; photo Garden street.jpg; exhibit init case --no-passphrase -q; export EXHIBIT_CASE=case
            exhibit ingest street.jpg -q; exhibit gallery add refs refs -q
            for mask in 40,35,70x57 0,0,97x61 11,7,45x83; do
                exhibit derive street.jpg --mask $mask -o masked.png --force -q; exhibit identify masked.png --gallery refs -q
                exhibit reproduce "$(exhibit log --kind run.opened --csv | tail -n 1 | cut -d, -f1)" | tail -n 1
            done
            """)
        let words = made.output.split(separator: "\n").map { String($0.prefix(3)) }
        #expect(words == ["R0 ", "R0 ", "R0 "], "\(made.output)\(made.error)")
    }

    @Test("A bag of a report on a protected subject holds no picture of it, unless somebody asks for it")
    func protected() throws {
        let bench = try Bench()
        let made = try bench.run(
            """
            \(Self.pictures); photos refs; photo Garden child.jpg; exhibit init case --no-passphrase -q; export EXHIBIT_CASE=case
            exhibit ingest child.jpg -q; exhibit gallery add refs refs -q
            exhibit identify child.jpg --gallery refs --subject protected -q; exhibit report --last -o r.html -q
            sha256sum < child.jpg | cut -d' ' -f1 > original
            exhibit export bag r.html -o bag; exhibit export bag r.html -o whole --include evidence -q
            for bag in bag whole; do find $bag -type f -exec sha256sum {} + | grep -c "$(cat original)"; done
            pictures bag
            """)
        let other = try bench.run(
            """
            \(Self.pictures); export EXHIBIT_CASE=case; wrjpgcom -comment twin child.jpg > twin.jpg; exhibit ingest twin.jpg -q
            exhibit identify twin.jpg --gallery refs --about person -q; exhibit report --last -o other.html -q
            exhibit export bag other.html -o otherbag -q; grep -o 'data:image/jpeg' other.html | wc -l
            pictures otherbag
            """)
        #expect(other.output == "0\n0\n", "\(other.output)\(other.error)")
        #expect(made.output.contains("one of whom nothing is published"), "\(made.output)\(made.error)")
        #expect(made.output.hasSuffix("\n0\n1\n0\n"), "\(made.output)\(made.error)")
    }
}
