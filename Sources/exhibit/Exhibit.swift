import ArgumentParser
import ExhibitCore
import ExhibitStorage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@main
struct Exhibit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exhibit",
        abstract: "A ledger of evidence for AI identifications: ingest, identify, report, verify.",
        discussion: """
            A case is a folder. Commands act on the case in the current folder or above it, or --case DIR, or \
            $EXHIBIT_CASE. See also: exhibit help exit-codes, exhibit help environment. If you were named by something \
            that nobody can check: exhibit help ask.
            """,
        version: Versions.text,
        groupedSubcommands: [
            CommandGroup(
                name: "The job",
                subcommands: [
                    Init.self, Ingest.self, Gallery.self, Model.self, Calibrate.self, PolicyCommand.self, Identify.self,
                    Review.self, Claim.self, Derive.self, Record.self, ReportCommand.self, Verify.self,
                ]),
            CommandGroup(
                name: "Looking",
                subcommands: [Status.self, Log.self, Show.self, Runs.self, Audit.self, Head.self, Export.self]),
            CommandGroup(
                name: "Proofs",
                subcommands: [
                    Reproduce.self, Prove.self, Consistency.self, MakeBridge.self, Fork.self, AnchorCommand.self,
                    MakeVerifier.self, Pack.self,
                ]),
            CommandGroup(name: "Objections", subcommands: [ChallengeCommand.self, Retract.self]),
            CommandGroup(name: "Privacy", subcommands: [Erase.self]),
            CommandGroup(name: "Trust", subcommands: [Key.self, Trust.self, Adopt.self]),
            CommandGroup(name: "Topics", subcommands: [Ask.self, ExitCodes.self, Environment.self]),
        ])

    static func main() {
        Streams.openMissing()
        signal(SIGPIPE, SIG_IGN)
        var command: any ParsableCommand
        do {
            try checkOrder(CommandLine.arguments.dropFirst())
            command = try parseAsRoot()
        } catch {
            endParsing(error)
        }
        do {
            try command.run()
            end(0)
        } catch {
            end(error)
        }
    }

    /// Many programs take options before the command; this one says where they go.
    private static func checkOrder(_ arguments: ArraySlice<String>) throws {
        guard let first = arguments.first, first.hasPrefix("--"), arguments.count > 1,
            !["--help", "--version", "--", "--generate-completion-script", "--experimental-dump-help"].contains(first)
        else { return }
        throw ValidationError("options follow the command: exhibit COMMAND \(shown(first)) …")
    }

    /// Help and versions are no failures; a command that was used wrongly is.
    private static func endParsing(_ error: any Error) -> Never {
        let code = exitCode(for: error).rawValue
        if code != 0, wantsJSON { emit(message(for: error), code) }
        exit(withError: error)
    }

    /// The one place where errors become exit codes.
    private static func end(_ error: any Error) -> Never {
        if let code = error as? ExitCode { end(code.rawValue) }
        // `help` is a command that ends with the help it was asked for.
        if exitCode(for: error) == .success { exit(withError: error) }
        let code: Int32
        let text: String
        switch error {
        case is Interruption.Interrupted:
            (code, text) = (130, "interrupted. What was recorded stays recorded; run the same command again to go on.")
        case let error as StorageError where error.kind == .interrupted: (code, text) = (130, error.description)
        case let error as UserError: (code, text) = (error.code, error.description)
        case let error as ValidationError: (code, text) = (64, error.message)
        default: (code, text) = (1, "\(error)")
        }
        if wantsJSON { emit(text, code) }
        Console.error("exhibit: \(text)")
        end(code)
    }

    private static func end(_ code: Int32) -> Never {
        if let problem = Output.problem {
            Console.error("exhibit: \(problem)")
            exit(withError: ExitCode(code == 0 ? 1 : code))
        }
        exit(withError: code == 0 ? nil : ExitCode(code))
    }

    /// Asked of the arguments, because a command that could not be parsed has no options.
    private static var wantsJSON: Bool { CommandLine.arguments.prefix { $0 != "--" }.contains("--json") }

    private static func emit(_ message: String, _ code: Int32) {
        Console.emit("error", exitCode: code, ["error": .string(message)])
    }
}
