import ArgumentParser
import ExhibitCore
import ExhibitReport

struct MakeVerifier: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verifier",
        abstract: "Write verify.html, on which anybody checks a report with a browser.",
        discussion: """
            One HTML file that needs no program and no network: whoever was handed a report opens it, drops the report on \
            it, and is told what holds and what was not checked. It can also write a signed objection. Give it away \
            from another place than the reports: a page cannot vouch for itself. It neither weighs an answer again nor \
            renders the page again; exhibit-verify does.
            """)

    @Option(name: .shortAndLong, help: "Where to write it; - is standard output.")
    var output: String

    @Flag(help: "Replace a file of that name.")
    var force = false

    @OptionGroup var outputOptions: OutputOptions

    func validate() throws {
        if output == "-" && outputOptions.json {
            throw ValidationError("-o - prints the page itself, without --json")
        }
    }

    func run() throws {
        try OutputFile.check(output, force: force)
        let page = Array(VerifierPage.html().utf8)
        try OutputFile.write(page, to: output, force: force)
        if output == "-" { return }
        let digest = ContentHash(of: page).hex
        let console = outputOptions.console
        console.emit("verifier-made", ["file": .string(output), "sha256": .string(digest)])
        console.say(
            """
            \(shown(output))  sha256 \(digest)
            Every exhibit of this version writes the same bytes. Next: open it in a browser, and drop a report on it.
            """)
    }
}
