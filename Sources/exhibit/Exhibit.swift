import ArgumentParser
import ExhibitCore
import ExhibitStorage

@main
struct Exhibit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exhibit",
        abstract: "A ledger of evidence for AI identifications: ingest, identify, report, verify.",
        discussion: """
            A case is a folder. Commands act on the case in the current folder or above it, or --case DIR, or \
            $EXHIBIT_CASE. See also: exhibit help exit-codes, exhibit help environment.
            """,
        version: Versions.text,
        groupedSubcommands: [
            CommandGroup(
                name: "The job:",
                subcommands: [Init.self, Ingest.self, Gallery.self, Identify.self, Report.self, Verify.self]),
            CommandGroup(
                name: "Looking:",
                subcommands: [Status.self, Log.self, Show.self, Runs.self, Audit.self, Head.self, Export.self]),
            CommandGroup(name: "Trust:", subcommands: [Key.self, Trust.self, Adopt.self]),
            CommandGroup(name: "Topics:", subcommands: [ExitCodes.self, Environment.self]),
        ])

    static func main() {
        Interruption.watch()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            end(error)
        }
    }

    /// The one place where errors become exit codes.
    private static func end(_ error: any Error) -> Never {
        if error is ExitCode || error is CleanExit || error is ValidationError { exit(withError: error) }
        if exitCode(for: error) == .validationFailure { exit(withError: error) }
        if error is Interruption.Interrupted || (error as? StorageError)?.kind == .interrupted {
            Console.error("exhibit: interrupted. What was recorded stays recorded; run the same command again to go on.")
            exit(withError: ExitCode(130))
        }
        if CommandLine.arguments.contains("--json") {
            let json: JSON = ["schema": "exhibit-error-v1", "error": .string("\(error)"), "exit_code": 1]
            print(String(decoding: json.encoded, as: UTF8.self))
        }
        Console.error("exhibit: \(error)")
        exit(withError: ExitCode(1))
    }
}
