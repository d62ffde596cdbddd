import Foundation
import Testing

@Suite("On a terminal there is a bar, bold text and a question; elsewhere there are plain lines")
struct TerminalTests {
    /// Runs a command on a pseudo-terminal of so many columns; returns what the terminal was sent.
    private func onTerminal(_ bench: Bench, _ command: String, columns: Int = 100, typing: String = "") throws -> String
    {
        let quoted = command.replacingOccurrences(of: "'", with: "'\\''")
        let input = typing.isEmpty ? "" : "(\(typing)) | "
        let result = try bench.run("\(input)script -qec 'stty cols \(columns); \(quoted)' /dev/null")
        return result.output
    }

    private func bench(_ pictures: Int) throws -> Bench {
        let bench = try Bench()
        try bench.makePictures(pictures, in: "many")
        try #require(try bench.run("exhibit init mycase --no-passphrase --publisher P --contact C").code == 0)
        return bench
    }

    @Test("The bar has a rate and the time left, fits the terminal, and is gone at the end")
    func bar() throws {
        let bench = try bench(64)
        let sent = try onTerminal(bench, "exhibit ingest many --case mycase", columns: 44)
        #expect(sent.contains("/s, ") && sent.contains(" left") && sent.contains("#"))
        let pieces = sent.split(whereSeparator: { $0 == "\r" || $0 == "\n" || $0 == "\r\n" })
        let bars = pieces.filter { $0.hasPrefix("ingest ") }
        #expect(!bars.isEmpty)
        for bar in bars { #expect(bar.replacingOccurrences(of: "\u{1B}[K", with: "").count < 44) }
        let last = try #require(sent.range(of: "ingest ", options: .backwards))
        #expect(sent[last.upperBound...].contains("\r\u{1B}[K"))
    }

    @Test("Elsewhere and with --quiet no control character is printed")
    func plain() throws {
        let bench = try bench(64)
        for flags in ["", "--quiet", "--json"] {
            let result = try bench.run("exhibit ingest many --case mycase \(flags)")
            #expect(result.code == 0)
            #expect(
                !(result.output + result.error).contains("\u{1B}") && !(result.output + result.error).contains("\r"))
        }
        let quiet = try onTerminal(bench, "exhibit ingest many --case mycase --quiet")
        #expect(quiet.isEmpty, "\(quiet)")
    }

    @Test("The status word is bold, unless NO_COLOR is set")
    func bold() throws {
        let bench = try bench(1)
        try #require(
            try bench.run("exhibit ingest many --case mycase; exhibit gallery add g many --case mycase").code == 0)
        let identify = "exhibit identify many/000000.jpg --gallery g --case mycase"
        #expect(try onTerminal(bench, identify).contains("\u{1B}[1mLEAD"))
        #expect(try !onTerminal(bench, "NO_COLOR=1 \(identify)").contains("\u{1B}[1m"))
        #expect(try !bench.run(identify).output.contains("\u{1B}"))
    }

    @Test("A publisher's name fills no line so that its end would pass for the program's own verdict")
    func forgedLine() throws {
        let bench = try Bench()
        let line = "Verified: everything required was checked and holds."
        try bench.makePictures(1, in: "many")
        for filler in [" ", "_"] {
            let name = "Gazette" + String(repeating: filler, count: 60) + line
            let made = try bench.run(
                """
                rm -rf c; exhibit init c --no-passphrase --publisher '\(name)' -q; export EXHIBIT_CASE=c
                exhibit ingest many -q; exhibit gallery add g many -q; exhibit identify many/000000.jpg --gallery g -q
                exhibit report --last -o r.html --force -q
                """)
            try #require(made.code == 0, "\(made.error)")
            for program in ["exhibit verify --key X", "exhibit-verify --key X"] {
                let other = String(repeating: "0", count: 64)
                let command = program.replacingOccurrences(of: "X", with: other) + " r.html"
                let sent = try onTerminal(bench, command, columns: 80)
                #expect(sent.contains("Gazette"), "\(sent)")
                let lines = sent.split(whereSeparator: { $0 == "\r" || $0 == "\n" || $0 == "\r\n" })
                #expect(!lines.contains { $0.hasPrefix("Verified") }, "\(sent)")
            }
        }
    }

    @Test("The passphrase is asked for twice, is not shown, and opens the case")
    func passphrase() throws {
        let bench = try Bench()
        try bench.makePictures(1, in: "many")
        let typing = "sleep 1; echo horse battery; sleep 1; echo horse battery; sleep 2"
        let made = try onTerminal(bench, "exhibit init mycase --publisher P --contact C", typing: typing)
        #expect(made.contains("New passphrase") && made.contains("The same again") && made.contains("Made the case"))
        #expect(!made.contains("horse"))
        let wrong = try onTerminal(bench, "exhibit ingest many --case mycase", typing: "sleep 1; echo wrong; sleep 2")
        #expect(wrong.contains("Passphrase for") && wrong.contains("the passphrase is wrong"))
        let right = try onTerminal(
            bench, "exhibit ingest many --case mycase", typing: "sleep 1; echo horse battery; sleep 2")
        #expect(right.contains("Recorded 1 file"))
    }

    @Test("Ctrl-C at the question shows typing again before it takes its course")
    func interrupted() throws {
        let bench = try Bench()
        let script = "$FIXTURES/../interrupted-question.py"
        let result = try bench.run("python3 \"\(script)\" exhibit init mycase --publisher P; ls")
        #expect(result.output == "signal 2 hidden shown\n", "\(result.output)\(result.error)")
    }
}
