import Foundation
import Testing

@Suite("Bystanders are covered by a recorded step")
struct BystanderTests {
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
    }
}
