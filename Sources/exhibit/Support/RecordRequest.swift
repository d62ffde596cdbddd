import ExhibitCore
import ExhibitPipeline
import ExhibitStorage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a person asks to be run and recorded.
struct RecordRequest {
    let pictures: [String]
    let outputs: [String]
    let command: [String]
    let folder: String
    let generatesPixels: Bool
    let about: String

    /// Refuses, before anything is recorded, what could not be recorded or should not be touched.
    func check(force: Bool) throws {
        guard pictures.count <= ObservedRun.mostPictures else {
            throw UserError("more than \(ObservedRun.mostPictures) pictures do not fit into one run", code: 64)
        }
        guard command.count <= 1_024 else { throw UserError("more than 1024 arguments are not recorded", code: 64) }
        // The program must get the bytes that were typed, and the record must be able to hold them.
        var raw = CommandLine.unsafeArgv
        while let argument = raw.pointee {
            guard String(validatingCString: argument) != nil else {
                throw UserError("an argument is not UTF-8, and would not reach the program as it is", code: 64)
            }
            raw += 1
        }
        for argument in command {
            try checkSlotText(argument, limit: 4_096, from: "an argument of the command")
        }
        for path in pictures + outputs + [folder] { try checkSlotText(path, limit: 4_096, from: shown(path)) }
        for output in outputs {
            guard !output.isEmpty, output != "-" else {
                throw UserError("--output takes a file: the command makes it", code: 64)
            }
            try OutputFile.check(output, force: force)
        }
        let places = (pictures + outputs).map(Self.place)
        for (index, place) in places.enumerated().dropFirst(pictures.count) where places[..<index].contains(place) {
            throw UserError(
                "\(shown(outputs[index - pictures.count])): is named twice; a file that is made needs a name of its own",
                code: 64)
        }
    }

    /// The same for all names of a file.
    private static func place(_ path: String) -> String {
        if let resolved = realpath(path, nil) {
            defer { free(resolved) }
            return String(cString: resolved)
        }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let start = parts.count > 1 ? parts.dropLast().joined(separator: "/") : "."
        guard let resolved = realpath(start.isEmpty ? "/" : start, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved) + "/" + (parts.last ?? "")
    }

    func run(in opened: Case, _ console: Console) throws -> ObservedRun.Outcome {
        var found: [ObservedRun.Picture] = []
        for path in pictures {
            let picture = try opened.observedPicture(path)
            if !found.contains(where: { $0.artifact == picture.artifact }) { found.append(picture) }
        }
        guard found.reduce(0, { $0 + $1.evidence.count }) <= ObservedRun.mostPictures else {
            throw UserError(
                "the pictures come from more than \(ObservedRun.mostPictures) recorded ones, which do not fit into one run"
            )
        }
        let model: BuiltInModel = generatesPixels ? .observedGenerator : .observedProgram
        let request = ObservedRun.Request(
            pictures: found, outputs: outputs, command: command, folder: folder,
            model: try opened.exclusively { try opened.builtIn(model).statement.name },
            generatesPixels: generatesPixels, about: about)
        Interruption.watch()
        let run = ObservedRun(
            request, surroundings: .here, ledger: opened, store: opened, received: { opened.received($0) },
            belongsToACase: { path in
                guard let resolved = realpath(path, nil) else { return false }
                defer { free(resolved) }
                return (try? OutputFile.checkIsNoPartOfACase(String(cString: resolved))) == nil
            },
            isCancelled: { Interruption.isRequested },
            hasOpened: { run in
                guard !console.quiet else { return }
                Console.aside(
                    "record: run #\(run.position) is in the ledger; \(shown(command[0])) runs now, Ctrl-C ends it\n")
            },
            passOn: { bytes in _ = writeAll(Array(bytes), to: STDERR_FILENO) })
        return try run.run()
    }
}

extension Case {
    /// A picture as a file that a program can read: received, or made by a recorded run.
    fileprivate func observedPicture(_ path: String) throws -> ObservedRun.Picture {
        guard InputFile.exists(path), !InputFile.isFolder(path) else {
            throw UserError("\(shown(path)): is no file. The command reads files: name the picture's file.")
        }
        let file: StableFile
        do { file = try StableFile(path) } catch { throw UserError("\(shown(path)): \(error)") }
        let digest = ContentHash(of: file.bytes)
        guard let name = try name(ofPlain: digest) else { throw unknown(path) }
        let made = (entries(referringTo: name) ?? []).map(\.statement).filter { $0.makes(name) }
        let taint = made.map { $0.text("taint") }.max() ?? "T0"
        let evidence = evidence(named: name)?.statement.name
        var sources = [evidence].compactMap { $0 }
        for step in made {
            let run = step.name("run").flatMap { entry(statement: $0.hash)?.statement }
            for source in run?.evidenceOfInputs ?? [] where !sources.contains(source) { sources.append(source) }
        }
        guard !sources.isEmpty else { throw unknown(path) }
        return .init(
            path: path, artifact: name, digest: digest, evidence: sources, isReceived: evidence != nil, taint: taint)
    }

    private func unknown(_ path: String) -> UserError {
        UserError(
            "\(shown(path)): not recorded yet. Record it first: exhibit ingest \(word(path)) --source \"how you got it\""
        )
    }
}
