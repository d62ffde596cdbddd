import ArgumentParser
import ExhibitCore
import ExhibitStorage
import ExhibitVerification

struct Audit: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check the whole case from its stored bytes, and name every damaged entry.")

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var trust: TrustOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let console = output.console
        let folder = try caseOptions.folder()
        let verdict = try CaseAudit.verdict(of: folder, trust: trust.policy())
        if console.json { Output.line(String(decoding: verdict.json(of: folder.path).encoded, as: UTF8.self)) }
        console.say(verdict.lines.joined(separator: "\n"))
        throw ExitCode(verdict.exitCode)
    }
}
