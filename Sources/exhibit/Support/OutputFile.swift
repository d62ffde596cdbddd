import ExhibitStorage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Files that a command makes where a person asked for them; "-" is standard output.
enum OutputFile {
    /// Refuses what could not be written, before anything is recorded on its behalf.
    static func check(_ path: String, force: Bool) throws {
        guard path != "-" else { return }
        try checkIsNoPartOfACase(path)
        var state = stat()
        if stat(path, &state) == 0 {
            switch state.st_mode & S_IFMT {
            case S_IFDIR: throw UserError("\(shown(path)): is a folder. Name a file in it.")
            case S_IFREG where !force:
                throw UserError("\(shown(path)): exists already. Choose another name, or say --force to replace it.")
            default: break
            }
        }
        if !isStream(path) { try checkHasAFolder(path) }
    }

    static func checkHasAFolder(_ path: String) throws {
        var state = stat()
        let parent = folder(of: path)
        guard stat(parent, &state) == 0, state.st_mode & S_IFMT == S_IFDIR else {
            throw UserError(
                "\(shown(path)): there is no folder \(shown(parent)). Make it first, or choose another place.")
        }
        guard access(parent, W_OK) == 0 else {
            throw UserError("\(shown(path)): the folder may not be written to (\(String(cString: strerror(errno)))).")
        }
    }

    /// Refuses the ledger's own files and everything in the folders that a case keeps: `--force` must not cost a case.
    static func checkIsNoPartOfACase(_ path: String) throws {
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        // As the system finds it, through links; a folder that is not there is refused elsewhere.
        guard let resolved = realpath(folder(of: path), nil) else { return }
        defer { free(resolved) }
        var parts = String(cString: resolved).split(separator: "/").map(String.init) + [name]
        while let last = parts.popLast() {
            guard ["private", "artifacts"].contains(last) || last.hasPrefix("ledger.sqlite"),
                CaseFolder.isCase("/" + parts.joined(separator: "/"))
            else { continue }
            throw UserError("\(shown(path)): belongs to a case. Choose another place.")
        }
    }

    static func write(_ bytes: [UInt8], to path: String, force: Bool) throws {
        guard path == "-" || isStream(path) else {
            return try DurableFile.write(bytes, to: path, permissions: 0o644, replacing: force)
        }
        let descriptor = path == "-" ? STDOUT_FILENO : open(path, O_WRONLY | O_CLOEXEC)
        defer { if path != "-" { close(descriptor) } }
        let code = descriptor < 0 ? errno : writeAll(bytes, to: descriptor)
        // A reader that has seen enough wants no more of it.
        guard code == 0 || code == EPIPE else {
            throw UserError("\(path == "-" ? "standard output" : path): \(String(cString: strerror(code)))")
        }
    }

    /// A device or a pipe is written to; replacing it by a file would break what others use it for.
    private static func isStream(_ path: String) -> Bool {
        var state = stat()
        return stat(path, &state) == 0 && state.st_mode & S_IFMT != S_IFREG
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.utf8.startIndex ? "/" : String(path[..<slash])
    }
}
