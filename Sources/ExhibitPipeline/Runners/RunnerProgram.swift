import ExhibitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The program of a runner and all that has to be seen for it to work, made ready in a folder of its own.
///
/// Files that the command names are copied with the folder that they stand in, hashed, and shown at the same places: what
/// was hashed is what runs, in a sandbox. Those of the system and of a Python environment are hashed where they are, as is
/// everything for a program without a sandbox.
public struct RunnerProgram: Sendable {
    public let command: [String]
    public let binds: [Sandbox.Bind]
    /// Program, interpreter, packages, files, each by its digest.
    public let facts: [Sandbox.Fact]

    private static let mostFiles = 512
    private static let mostBytes = 64 << 20

    /// - Parameters:
    ///   - command: the program's absolute path, and its arguments.
    ///   - scratch: an existing folder for copies.
    ///   - isCancelled: asked before each file: a Python environment may have many.
    public init(
        command: [String], scratch: String, confinement: Sandbox.Confinement = .bubblewrap,
        isCancelled: () -> Bool = { false }
    ) throws(SandboxError) {
        guard let program = command.first else { throw SandboxError("a runner's command is empty") }
        self.command = command
        var facts = try EnvironmentFacts.program(program)
        var binds: [Sandbox.Bind] = []
        var seen: [String] = []
        if let python = PythonEnvironment(program: program) {
            facts += try python.facts(isCancelled: isCancelled)
            binds += python.binds
            seen += python.binds.map(\.host)
        }
        var hashed: Set<[UInt8]> = [Array(program.utf8)]
        var hasFiles = false
        for argument in command where argument.hasPrefix("/") {
            guard let folder = Self.folder(ofFile: argument) else { continue }
            if !Self.isSystem(folder), !seen.contains(where: { folder == $0 || folder.hasPrefix($0 + "/") }) {
                guard folder != Posix.home else {
                    throw SandboxError("the runner stands in your home folder: put it into a folder of its own")
                }
                seen.append(folder)
                let copy = try SealedCopy(
                    of: Self.files(in: folder), in: "\(scratch)/program-\(binds.count)", limit: Self.mostBytes,
                    isCancelled: isCancelled)
                binds.append(Sandbox.Bind(host: copy.folder, inside: folder))
                facts += copy.files.map { Sandbox.Fact("runner file \($0.path)", "sha256:\($0.hash.hex)") }
                hashed.formUnion(copy.files.map { Array("\(folder)/\($0.path)".utf8) })
                hasFiles = true
            }
            // Of the system, of the environment, or a link to somewhere else.
            guard hashed.insert(Array(argument.utf8)).inserted else { continue }
            facts += try Self.fact(argument)
            hasFiles = true
        }
        if confinement == .unconfined, hasFiles {
            facts.append(
                Sandbox.Fact(
                    "runner files",
                    "hashed where they stand, before the start; without a sandbox the program reads them there, and others beside them"
                ))
        }
        self.binds = binds
        self.facts = facts
    }

    /// Of one file, behind its links.
    private static func fact(_ path: String) throws(SandboxError) -> [Sandbox.Fact] {
        guard let resolved = Posix.resolved(path), let name = path.split(separator: "/").last else { return [] }
        let hash = try EnvironmentFacts.digest(of: resolved)
        return [Sandbox.Fact("runner file \(EnvironmentFacts.clean(String(name)))", "sha256:\(hash.hex)")]
    }

    private static func isSystem(_ folder: String) -> Bool {
        ["/usr", "/bin", "/lib", "/lib64", "/sbin"].contains { folder == $0 || folder.hasPrefix($0 + "/") }
    }

    private static func folder(ofFile path: String) -> String? {
        var state = stat()
        guard stat(path, &state) == 0, state.st_mode & S_IFMT == S_IFREG, let slash = path.utf8.lastIndex(of: 0x2F),
            slash > path.utf8.startIndex
        else { return nil }
        return String(path[..<slash])
    }

    /// The regular files of a folder, without those below it: what a script imports from its side.
    private static func files(in folder: String) throws(SandboxError) -> [(path: String, content: SealedCopy.Content)] {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(errno, "the runner's folder could not be read", folder) }
        defer { Posix.close(descriptor) }
        guard let names = Posix.names(in: descriptor, limit: mostFiles) else {
            throw SandboxError(
                "the runner's folder holds more than \(mostFiles) files: put the runner into a folder of its own",
                folder)
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.compactMap { name in
            var state = stat()
            // Settings and secrets of people begin with a dot.
            guard !name.hasPrefix("."), lstat("\(folder)/\(name)", &state) == 0, state.st_mode & S_IFMT == S_IFREG
            else { return nil }
            return (name, .file("\(folder)/\(name)"))
        }
    }
}
