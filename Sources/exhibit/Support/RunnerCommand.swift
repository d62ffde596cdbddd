import ExhibitPipeline

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Sandbox.Confinement {
    /// Refuses what cannot be had here, before anything is recorded.
    func check() throws {
        guard self == .bubblewrap, case .unavailable(let reason) = Sandbox.availability else { return }
        throw UserError("\(reason), or pass --unconfined, which is recorded and shown on the first screen")
    }
}

/// A command as a person types it, as words: blanks part them; quotes of either kind and backslashes keep blanks. Nothing
/// else of a shell: no variables, no patterns.
struct RunnerCommand {
    let words: [String]

    /// Splits, finds the program along `PATH`, and makes paths of existing files absolute: a run later starts elsewhere.
    init(_ text: String) throws {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var isEscaped = false
        for character in text {
            if isEscaped {
                word = (word ?? "") + String(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character == " " || character == "\t" || character == "\n" {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        guard quote == nil, !isEscaped else { throw UserError("--runner: a quote is not closed", code: 64) }
        if let word { words.append(word) }
        guard let program = words.first, !program.isEmpty else {
            throw UserError("--runner takes a program and its arguments", code: 64)
        }
        guard let path = Self.program(program) else {
            throw UserError("--runner: there is no program \(shown(program)) that can be executed")
        }
        if let home = words.first(where: { $0.hasPrefix("~/") }) {
            throw UserError(
                "--runner: \(shown(home)): write the folder out, or $HOME; a shell replaces ~ only outside of quotes")
        }
        self.words = [Self.target(of: path)] + words.dropFirst().map { Self.isFile($0) ? Self.absolute($0) : $0 }
    }

    private static func program(_ name: String) -> String? {
        guard !name.contains("/") else { return access(name, X_OK) == 0 && isFile(name) ? absolute(name) : nil }
        let folders = (environmentVariable("PATH") ?? "/usr/bin:/bin").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 && !InputFile.isFolder($0) }.map(absolute)
    }

    private static func isFile(_ path: String) -> Bool { InputFile.exists(path) && !InputFile.isFolder(path) }

    /// Behind its links, which are not followed into a sandbox; but the interpreter of a Python environment.
    private static func target(of path: String) -> String {
        guard PythonEnvironment(program: path) == nil, let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Without following its last link: the interpreter of a Python environment is told by where it is called.
    private static func absolute(_ path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true)
        let folder = parts.dropLast().joined(separator: "/")
        let start = path.hasPrefix("/") ? "/" + folder : folder.isEmpty ? "." : folder
        guard let resolved = realpath(start, nil), let name = parts.last else { return path }
        defer { free(resolved) }
        let base = String(cString: resolved)
        return base == "/" ? "/\(name)" : "\(base)/\(name)"
    }
}
