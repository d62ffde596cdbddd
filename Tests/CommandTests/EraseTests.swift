import Foundation
import Testing

@Suite("Erasing")
struct EraseTests {
    private static let source = "from the informant Klaus Muster"

    /// A case in which a picture was searched, claimed and reported, and what its private half says of it.
    private func prepare() throws -> Bench {
        let bench = try Bench()
        let made = try bench.run(
            """
            mkdir set; photo Garden set/garden.jpg; photo Aqua set/aqua.jpg; photo Garden anna.jpg 70; photo Dune dune.jpg 70
            exhibit init c --no-passphrase --publisher P --contact C -q; export EXHIBIT_CASE=c
            exhibit ingest anna.jpg --source '\(Self.source)' -q; exhibit ingest dune.jpg -q
            exhibit gallery add g set -q; exhibit identify anna.jpg --gallery g -q; exhibit report --last -o before.html -q
            exhibit identify dune.jpg --gallery g -q; exhibit report --last -o other.html -q
            exhibit log --kind evidence --csv | head -n 2 | tail -n 1 | cut -d, -f1 >number
            exhibit log --kind run.opened --csv | head -n 2 | tail -n 1 | cut -d, -f1 >run
            exhibit log --kind claim --csv | head -n 2 | tail -n 1 | cut -d, -f1 >claim
            exhibit show "$(cat number)" --json >shown.json; exhibit verify before.html
            """)
        try #require(made.code == 0, "\(made.output)\(made.error)")
        return bench
    }

    private func erase(_ bench: Bench, _ more: String = "") throws -> Bench.Result {
        try bench.run("exhibit erase anna.jpg --reason data-subject-request --yes --case c \(more)")
    }

    @Test("says what rests on it and what it cannot reach, and does nothing before it is agreed to")
    func asks() throws {
        let bench = try prepare()
        let asked = try bench.run(
            "exhibit erase anna.jpg --reason court-order --case c; echo \"code $?\"; exhibit audit --case c -q")
        #expect(asked.output.contains("code 64") && asked.error.contains("nothing was erased"), "\(asked.error)")
        for word in ["What rests on it:", "run.opened", "claim", "report", "cannot be called back", "backups", "SSD"] {
            #expect(asked.output.contains(word), "\(word): \(asked.output)")
        }
        #expect(asked.code == 0)
        #expect(try bench.run("exhibit log --kind erasure --case c").output.contains("No such entry"))
        for wrong in [
            "anna.jpg --reason shame", "'#1' --reason mistake", "'#2/nothing' --reason mistake",
            "sealed:zz --reason mistake", "sealed:\(String(repeating: "0", count: 64)) --reason mistake",
        ] {
            #expect(try bench.run("exhibit erase \(wrong) --yes --case c").code != 0)
        }
    }

    @Test("leaves every earlier report and the other evidence as they were, and is shown as ERASED everywhere")
    func shown() throws {
        let bench = try prepare()
        let erased = try erase(bench, "--approver 'the privacy officer'")
        #expect(erased.code == 0 && erased.output.contains("erased"), "\(erased.output)\(erased.error)")
        let after = try bench.run(
            """
            export EXHIBIT_CASE=c
            exhibit verify before.html >v1 && exhibit verify other.html >v2 && exhibit audit >audit || echo BAD
            exhibit show "$(cat number)"; exhibit show "$(cat number)" --json
            exhibit reproduce "$(cat run)"; echo "reproduce $?"
            exhibit report "$(cat claim)" -o after.html && exhibit verify after.html; echo "verify $?"
            exhibit-verify after.html --ledger "$(exhibit key show | sed -n 2p | tr -d ' ')" >/dev/null; exhibit reproduce after.html; echo "report $?"
            exhibit export bag after.html -o bag -q; cat bag/*.json bag/*.txt bag/*/*.json 2>/dev/null | grep -c ERASED
            exhibit ingest anna.jpg; exhibit log --kind erasure; cat audit
            """)
        #expect(!after.output.contains("BAD"), "\(after.output)\(after.error)")
        #expect(after.output.contains("ERASED by entry"))
        for words in [
            "reproduce 3\n", "RX", "missing: ", "verify 3\n", "historic", "at most a LEAD", "data-subject-request",
            "erased", "\"erased\":[",
        ] {
            #expect(after.output.contains(words), "\(words): \(after.output)\(after.error)")
        }
        #expect(!after.output.contains("(missing here)") && !after.output.contains("should be here"), "\(after.output)")
        let page = try String(contentsOfFile: bench.work + "/after.html", encoding: .utf8)
        #expect(page.contains("ERASED by entry") && page.contains("the picture is gone"))
        #expect(
            try bench.run("exhibit audit --case c -q && exhibit verify before.html").output.contains("Verified"))
    }

    @Test("leaves no byte, no digest, no value and no key of it in any file of the case")
    func residue() throws {
        let bench = try prepare()
        let picture = try Data(contentsOf: URL(fileURLWithPath: bench.work + "/anna.jpg"))
        let json =
            try JSONSerialization.jsonObject(
                with: Data(contentsOf: URL(fileURLWithPath: bench.work + "/shown.json"))) as? [String: Any]
        let values = try #require(json?["private"] as? [[String: Any]])
        func value(_ name: String) -> Any? { values.first { $0["path"] as? String == "body.\(name)" }?["value"] }
        let digest = try #require(value("sha256") as? String)
        let pdq = try #require((value("pdq") as? [String: Any])?["hash"] as? String)
        func bytes(_ hex: String) -> [UInt8] {
            stride(from: 0, to: hex.count, by: 2).compactMap { UInt8(hex.dropFirst($0).prefix(2), radix: 16) }
        }
        let secrets = [
            Secret("the picture", [UInt8](picture.dropFirst(600).prefix(64))), Secret(Self.source), Secret("anna.jpg"),
            Secret("SHA-256", bytes(digest)), Secret("perceptual hash", bytes(pdq)),
        ]
        // The control: what the same search finds where these are in clear.
        #expect(secrets[0].spelling(in: picture) == "clear")
        let shown = try Data(contentsOf: URL(fileURLWithPath: bench.work + "/shown.json"))
        #expect(secrets.dropFirst().allSatisfy { $0.spelling(in: shown) != nil })
        let before = try bench.run("cat c/private/wrapping.key; find c/artifacts -type f | sort")
        let lines = before.output.split(separator: "\n").map(String.init)
        let key = Secret("the old wrapping key", bytes(try #require(lines.first)))
        #expect(
            key.spelling(in: try Data(contentsOf: URL(fileURLWithPath: bench.work + "/c/private/wrapping.key")))
                == "hex")

        #expect(try erase(bench, "-q").code == 0)
        let files = try #require(FileManager.default.enumerator(atPath: bench.work + "/c"))
        var count = 0
        for case let file as String in files {
            guard let data = FileManager.default.contents(atPath: "\(bench.work)/c/\(file)"), !data.isEmpty else {
                continue
            }
            count += 1
            for layer in layers(data) {
                for secret in secrets + [key] {
                    #expect(secret.spelling(in: layer) == nil, "\(secret) stands in \(file)")
                }
            }
        }
        #expect(count > 5)
        let left = Set(try bench.run("find c/artifacts -type f").output.split(separator: "\n").map(String.init))
        #expect(lines.dropFirst().contains { !left.contains($0) } && !left.isEmpty)
    }

    @Test("waits for what is decided about an objection, but not where the person or a court asks for it")
    func objections() throws {
        let bench = try prepare()
        let result = try bench.run(
            """
            export EXHIBIT_CASE=c; echo 'my passport' >passport.txt
            exhibit challenge new before.html --ground C7 --text 'It was not me' --evidence passport.txt -o my.challenge -q
            exhibit challenge receive my.challenge -q; exhibit log --kind challenge --csv | sed -n 2p | cut -d, -f1 >objection
            for what in anna.jpg "$(cat number)/source" "$(cat run)/started" "$(cat objection)" "$(cat objection)/text"; do
              exhibit erase "$what" --reason retention --yes; echo "open $?"; done
            exhibit erase anna.jpg --reason court-order; echo "ordered $?"
            exhibit erase "$(cat objection)" --reason data-subject-request --yes; echo "asked $?"
            exhibit show "$(cat objection)"; exhibit audit -q; echo "audit $?"
            exhibit erase "$(cat objection)" --reason data-subject-request --yes; echo "again $?"
            exhibit challenge withdraw my.challenge -o my.withdrawal -q; exhibit challenge receive my.withdrawal -q
            exhibit erase anna.jpg --reason retention --yes -q; echo "withdrawn $?"
            exhibit challenge receive my.challenge; exhibit show "$(cat objection)" | grep -c 'ERASED by'
            """)
        #expect(result.output.components(separatedBy: "open 5\n").count == 6, "\(result.output)\(result.error)")
        #expect(result.error.contains("was not decided") && result.error.contains("--reason data-subject-request"))
        for words in [
            "ordered 64\n", "Words in other entries, which stay until you erase them too:", "/attachment_names",
            "/text",
            "wrote and attached", "1 artifact and", "asked 0\n", "ERASED by entry", "audit 0\n", "again 0\n",
            "withdrawn 0\n", "recorded before",
        ] {
            #expect(result.output.contains(words), "\(words): \(result.output)\(result.error)")
        }
        #expect(!result.output.hasSuffix("\n0\n"), "\(result.output.suffix(200))")
    }

    @Test("of one private value leaves the picture, and the report goes on to hold")
    func value() throws {
        let bench = try prepare()
        let result = try bench.run(
            """
            export EXHIBIT_CASE=c
            exhibit erase "$(cat number)/source" --reason rights-of-others --yes --json; exhibit show "$(cat number)" | grep source
            exhibit report "$(cat claim)" -o after.html -q; exhibit verify after.html; echo "verify $?"
            exhibit reproduce "$(cat run)" | tail -n 1; exhibit audit -q; echo "audit $?"
            exhibit erase "$(cat number)/source" --reason rights-of-others --yes; echo "again $?"
            """)
        for words in [
            "\"schema\":\"exhibit-erase-v1\"", "ERASED by entry", "verify 0\n", "R0", "audit 0\n", "again 0\n",
        ] {
            #expect(result.output.contains(words), "\(words): \(result.output)\(result.error)")
        }
    }
}
