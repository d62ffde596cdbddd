import ExhibitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Files of the operator's, as they are at one moment. Links are followed: the program follows them too.
enum ObservedFiles {
    /// Nil where there is no regular file that can be read.
    static func digest(_ path: String) -> ContentHash? {
        Posix.resolved(path).flatMap { try? EnvironmentFacts.digest(of: $0) }
    }

    /// Its bytes; throws where there are more than `limit`, or it cannot be read.
    static func bytes(_ path: String, limit: Int) throws(SandboxError) -> [UInt8] {
        guard let resolved = Posix.resolved(path), let size = state(resolved)?[1] else {
            throw SandboxError("it is not there")
        }
        var bytes: [UInt8] = []
        // A pipe or a device has no size, and is refused when it is opened.
        guard size <= limit else { throw SandboxError("it is too large to be kept") }
        bytes.reserveCapacity(size)
        try StableRead.pieces(of: resolved) { (piece) throws(SandboxError) in
            guard piece.count <= limit - bytes.count else { throw SandboxError("it is too large to be kept") }
            bytes.append(contentsOf: piece)
        }
        return bytes
    }

    /// What says that a file was written: number, size, and times of change. Nil where there is none.
    static func state(_ path: String) -> [Int]? {
        var state = stat()
        guard stat(path, &state) == 0 else { return nil }
        #if canImport(Darwin)
            let changed = state.st_ctimespec
        #else
            let changed = state.st_ctim
        #endif
        return [Int(state.st_ino), Int(state.st_size), Int(changed.tv_sec), Int(changed.tv_nsec)]
    }
}

/// The program of a command, as the system finds it.
struct ObservedProgram {
    /// What is executed; nil where there is no such program.
    let path: String?
    /// It, and whatever executes it.
    let files: [Observation.Program]

    /// - Parameter name: as a person types it: along PATH, unless it has a slash.
    init(_ name: String) {
        path = Self.find(name)
        files = path.map { Self.files($0, .program, depth: 0) } ?? []
    }

    private static func find(_ name: String) -> String? {
        func isProgram(_ path: String) -> Bool {
            var state = stat()
            return stat(path, &state) == 0 && state.st_mode & S_IFMT == S_IFREG && Posix.isExecutable(path)
        }
        // One that is there and may not be executed is the system's to refuse, in its own words.
        if name.utf8.contains(0x2F) { return Posix.resolved(name) == nil ? nil : name }
        let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        return folders.split(separator: ":", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "./\(name)" : "\($0)/\(name)" }.first(where: isProgram)
    }

    private static func files(_ path: String, _ role: Observation.Program.Role, depth: Int) -> [Observation.Program] {
        guard let resolved = Posix.resolved(path) else { return [] }
        let this = Observation.Program(
            role: role, path: Observation.text(resolved), digest: ObservedFiles.digest(resolved))
        // The kernel follows four; 256 bytes are all it reads of a first line.
        guard depth < 4, let start = Posix.contents(resolved, limit: 256), start.starts(with: "#!".utf8) else {
            return [this]
        }
        let line = start.dropFirst(2).prefix { $0 != 0x0A }
        let words = line.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 }).map { String(decoding: $0, as: UTF8.self) }
        guard let interpreter = words.first else { return [this] }
        var found = [this] + files(interpreter, .interpreter, depth: depth + 1)
        if interpreter.hasSuffix("/env"),
            let name = words.dropFirst().first(where: { !$0.hasPrefix("-") && !$0.contains("=") }),
            let target = find(name)
        {
            found += files(target, .interpreter, depth: depth + 1)
        }
        return found
    }
}

extension Observation {
    /// Paths of the system's, as payloads permit text.
    static func text(_ path: String) -> String {
        var text = ""
        for scalar in path.unicodeScalars where text.utf8.count <= 4_096 - 12 {
            let isPermitted = scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
            text += isPermitted ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
        }
        return text
    }
}
