import Foundation
import Testing

/// Answers that the protocol permits and that could do harm where they are shown.
@Suite("exhibit identify --model, where the answers are odd")
struct OddAnswerTests {
    private static let runners = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Runners").path

    /// Asks a model about a picture, reports, and has both programs judge the report.
    private func asked(
        _ runner: String, model: String = "model", match: String = "0.5"
    ) throws -> (bench: Bench, said: Bench.Result) {
        let bench = try Bench()
        let made = try bench.run(
            """
            exhibit init c --publisher Someone --no-passphrase -q && cp "$FIXTURES/baseline.jpg" p.jpg && cd c && exhibit ingest ../p.jpg -q &&
            exhibit model add m '\(Self.runners)/\(model)' --runner "python3 '\(Self.runners)/\(runner).py'" --match \(match)
            """)
        #expect(made.code == 0, "\(made.output)\(made.error)")
        let said = try bench.run("cd c; exhibit identify ../p.jpg --model m --about thing")
        let judged = try bench.run(
            """
            cd c && exhibit report --last -o r.html && exhibit verify r.html && exhibit-verify r.html && exhibit audit -q
            """)
        #expect(judged.code == 0, "\(judged.output)\(judged.error)")
        return (bench, said)
    }

    private func page(_ bench: Bench) throws -> String {
        try String(contentsOfFile: bench.work + "/c/r.html", encoding: .utf8)
    }

    @Test("shows markup in labels as text, on the page and in the terminal")
    func markup() throws {
        let (bench, said) = try asked("markup-in-labels", model: "model-markup")
        #expect(said.code == 0, "\(said.error)")
        let page = try page(bench)
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        for harm in ["<script>alert", "<img src=x", "<b>runner", "\u{202E}", "\u{200B}"] {
            #expect(!page.contains(harm), "\(harm)")
        }
        let shown = try bench.run("cd c; exhibit model show m; exhibit runs ../p.jpg; exhibit log")
        for text in [said.output, shown.output] {
            #expect(!text.contains("\u{202E}") && !text.contains("\u{200B}"))
        }
    }

    @Test("records NaN and the infinities by their bits, and claims nothing from them")
    func notANumber() throws {
        let (bench, said) = try asked("nan-score", match: "0.75")
        #expect(said.code == 0 && said.output.contains("INCONCLUSIVE"), "\(said.output)\(said.error)")
        for bits in ["7f800000", "ff800000", "7fc00000", "ffc12345"] {
            #expect(said.output.contains("(f32:\(bits))"), "\(said.output)")
        }
        #expect(try page(bench).contains("f32:ffc12345"))
    }

    @Test("keeps the line feed of a runner's reason from starting a line of its own")
    func lineFeed() throws {
        let (bench, said) = try asked("refuses")
        #expect(said.code == 1 && said.output.contains("REFUSED"), "\(said.output)\(said.error)")
        #expect(said.output.contains("answered with an error: this model\\u{a}reads no such picture\n"))
        // It may be private.
        #expect(try !page(bench).contains("reads no such picture"))
        let shown = try bench.run("cd c; exhibit runs ../p.jpg; for n in $(seq 4 12); do exhibit show $n; done")
        #expect(!(said.output + said.error + shown.output).contains("\nreads no such picture"))
    }
}
