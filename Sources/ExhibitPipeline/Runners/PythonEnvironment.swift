import ExhibitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A Python virtual environment: what has to be seen inside a sandbox for it to work, and what it is made of.
public struct PythonEnvironment: Sendable {
    /// The environment's folder.
    public let folder: String
    /// The interpreter's file, behind the links of the environment.
    public let interpreter: String
    /// The installation that the environment rests on; nil where it is the system's, which every sandbox has.
    public let base: String?

    static let mostFiles = 200_000
    static let mostDistributions = 2_000
    static let recordBytes = 16 << 20
    /// How many files are named where there are more.
    static let named = 8

    /// Nil where `program` is not the `bin/python` of a virtual environment.
    public init?(program: String) {
        guard let bin = Self.parent(program), let folder = Self.parent(bin), let interpreter = Posix.resolved(program),
            let settings = Posix.contents("\(folder)/pyvenv.cfg", limit: 65_536)
        else { return nil }
        self.folder = folder
        self.interpreter = interpreter
        let home = settings.split(separator: 0x0A).lazy.compactMap { line -> String? in
            let parts = String(decoding: line, as: UTF8.self).split(separator: "=", maxSplits: 1)
            let words = parts.map { $0.drop(while: \.isWhitespace) }
            return words.count == 2 && words[0].hasPrefix("home") ? String(words[1]) : nil
        }.first
        let installation = home.flatMap(Posix.resolved).flatMap(Self.parent)
        base = installation.flatMap { $0 == "/usr" || $0.hasPrefix("/usr/") || $0.isEmpty ? nil : $0 }
    }

    /// At the places where they are: the environment's programs name them by their paths.
    public var binds: [Sandbox.Bind] {
        ([folder] + (base.map { [$0] } ?? [])).map { Sandbox.Bind(host: $0, inside: $0) }
    }

    private static func parent(_ path: String) -> String? {
        guard let slash = path.utf8.lastIndex(of: 0x2F), slash > path.utf8.startIndex else { return nil }
        return String(path[..<slash])
    }

    /// The interpreter, each package by the digest of its list of files (`RECORD`), and what those lists leave open:
    /// files that differ from their list, and files in none or without a digest there.
    public func facts(isCancelled: () -> Bool = { false }) throws(SandboxError) -> [Sandbox.Fact] {
        var facts = [
            Sandbox.Fact("python interpreter", "sha256:\(try EnvironmentFacts.digest(of: interpreter).hex)")
        ]
        var (hashed, different): (Set<[UInt8]>, [String]) = ([], [])
        for (package, packages, record) in try lists() {
            var bytes: [UInt8] = []
            try StableRead.pieces(of: "\(folder)/\(record)") { (piece) throws(SandboxError) in
                guard bytes.count + piece.count <= Self.recordBytes else {
                    throw SandboxError("a package's list of files is larger than \(Self.recordBytes) bytes", record)
                }
                bytes += piece
            }
            facts.append(Sandbox.Fact("python package \(package)", "RECORD sha256:\(ContentHash(of: bytes).hex)"))
            hashed.insert(Array(record.utf8))
            for line in Self.lines(of: bytes) {
                guard let path = Self.resolve(line.path, in: packages), let expected = line.hash else { continue }
                guard !isCancelled() else { throw SandboxError("looking at the Python environment was cancelled") }
                hashed.insert(Array(path.utf8))
                guard (try? EnvironmentFacts.digest(of: "\(folder)/\(path)")) != expected else { continue }
                different.append(path)
            }
        }
        let others = try files().filter { !hashed.contains(Array($0.utf8)) }
        facts.append(Sandbox.Fact("python files that differ from their list", Self.summary(different)))
        let compiled = others.filter { $0.hasSuffix(".pyc") }
        return facts + [
            Sandbox.Fact("python files not hashed", Self.summary(others.filter { !$0.hasSuffix(".pyc") })),
            // The interpreter prefers these to the sources beside them.
            Sandbox.Fact("python compiled files not hashed", Self.summary(compiled)),
            Sandbox.Fact("python standard library", "not hashed"),
        ]
    }

    /// Each installed package, the folder that its list's paths begin in, and the list.
    private func lists() throws(SandboxError) -> [(package: String, packages: String, record: String)] {
        var lists: [(package: String, packages: String, record: String)] = []
        for packages in try packageFolders() {
            for name in try Self.entries("\(folder)/\(packages)").sorted(by: Self.byBytes)
            where name.hasSuffix(".dist-info") {
                let record = "\(packages)/\(name)/RECORD"
                guard access("\(folder)/\(record)", F_OK) == 0 else { continue }
                lists.append((EnvironmentFacts.clean(String(name.dropLast(10)), longest: 100), packages, record))
            }
        }
        guard lists.count <= Self.mostDistributions else {
            throw SandboxError("the Python environment has more than \(Self.mostDistributions) packages", folder)
        }
        return lists
    }

    private static func byBytes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    private static func summary(_ paths: [String]) -> String {
        guard !paths.isEmpty else { return "none" }
        let names = paths.sorted(by: byBytes).prefix(named).map { EnvironmentFacts.clean(String($0.suffix(48))) }
        return "\(paths.count): \(names.joined(separator: ", "))" + (paths.count > named ? ", …" : "")
    }

    /// "lib/python3.11/site-packages", and lib64 where it is no link to lib.
    private func packageFolders() throws(SandboxError) -> [String] {
        var folders: [String] = []
        for library in ["lib", "lib64"] where !Self.isLink("\(folder)/\(library)") {
            guard access("\(folder)/\(library)", F_OK) == 0 else { continue }
            for version in try Self.entries("\(folder)/\(library)") where version.hasPrefix("python") {
                let packages = "\(library)/\(version)/site-packages"
                if access("\(folder)/\(packages)", F_OK) == 0 { folders.append(packages) }
            }
        }
        return folders
    }

    private static func isLink(_ path: String) -> Bool {
        var state = stat()
        return lstat(path, &state) == 0 && state.st_mode & S_IFMT == S_IFLNK
    }

    private static func entries(_ path: String) throws(SandboxError) -> [String] {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw .system(errno, "a folder could not be read", path) }
        defer { Posix.close(folder) }
        guard let names = Posix.names(in: folder, limit: mostFiles) else {
            throw SandboxError("a folder holds more than \(mostFiles) files, or could not be read", path)
        }
        return names
    }

    /// Every file and link, relative to the environment.
    private func files() throws(SandboxError) -> [String] {
        var files: [String] = []
        var folders = [""]
        while let next = folders.popLast() {
            for name in try Self.entries("\(folder)/\(next)") {
                let path = next.isEmpty ? name : "\(next)/\(name)"
                var state = stat()
                guard lstat("\(folder)/\(path)", &state) == 0 else { continue }
                if state.st_mode & S_IFMT == S_IFDIR { folders.append(path) } else { files.append(path) }
                guard files.count + folders.count <= Self.mostFiles else {
                    throw SandboxError("the Python environment has more than \(Self.mostFiles) files", folder)
                }
            }
        }
        return files
    }

    /// The rows "path,sha256=<base64url>,size" of a RECORD; a path may be quoted as in CSV.
    private static func lines(of bytes: [UInt8]) -> [(path: String, hash: ContentHash?)] {
        bytes.split(separator: 0x0A).compactMap { line in
            let text = String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
            let parts = text.split(separator: ",", omittingEmptySubsequences: false)
            guard parts.count >= 3 else { return nil }
            var path = parts.dropLast(2).joined(separator: ",")
            if path.hasPrefix("\""), path.hasSuffix("\""), path.utf8.count > 1 {
                path = path.dropFirst().dropLast().split(separator: "\"\"", omittingEmptySubsequences: false)
                    .joined(separator: "\"")
            }
            return (path, hash(parts[parts.count - 2]))
        }
    }

    private static func hash(_ text: Substring) -> ContentHash? {
        guard text.hasPrefix("sha256=") else { return nil }
        let standard = text.utf8.dropFirst(7).map { $0 == 0x2D ? 0x2B : $0 == 0x5F ? 0x2F : $0 }
        return Base64.decode(standard + [0x3D]).flatMap { ContentHash(bytes: $0) }
    }

    /// A path of a RECORD, which may climb out of its folder ("../../../bin/pip"), relative to the environment; nil
    /// where it leaves that too.
    private static func resolve(_ path: String, in packages: String) -> String? {
        var parts = path.hasPrefix("/") ? [] : packages.split(separator: "/")
        guard !path.hasPrefix("/") else { return nil }
        for part in path.split(separator: "/") where part != "." {
            if part != ".." {
                parts.append(part)
            } else if parts.popLast() == nil {
                return nil
            }
        }
        return parts.joined(separator: "/")
    }
}
