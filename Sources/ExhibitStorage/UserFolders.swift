#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where a user's files outside any case are (XDG Base Directory Specification 0.8).
enum UserFolders {
    /// `$XDG_STATE_HOME/exhibit`, else `~/.local/state/exhibit`.
    static func state(_ environment: [String: String]) throws(StorageError) -> String {
        try folder(environment, variable: "XDG_STATE_HOME", fallback: ".local/state")
    }

    /// `$XDG_CONFIG_HOME/exhibit`, else `~/.config/exhibit`.
    static func configuration(_ environment: [String: String]) throws(StorageError) -> String {
        try folder(environment, variable: "XDG_CONFIG_HOME", fallback: ".config")
    }

    private static func folder(
        _ environment: [String: String], variable: String, fallback: String
    ) throws(StorageError) -> String {
        // "All paths set in these environment variables must be absolute": a relative one is ignored.
        if let base = environment[variable], base.utf8.first == UInt8(ascii: "/") { return base + "/exhibit" }
        guard let home = environment["HOME"], home.utf8.first == UInt8(ascii: "/") else {
            throw StorageError(
                .notFound, path: "~/\(fallback)/exhibit", reason: "cannot be found, because HOME is not set",
                remedy: "Set HOME or \(variable) to an absolute path.")
        }
        return "\(home)/\(fallback)/exhibit"
    }

    /// Runs `body` while no other program of ours does this for the same folder: between reading a file and replacing
    /// it, another one's change would be lost. Held by the process that has the folder open, so a crash releases it.
    static func whileLocked<T>(
        _ folder: String, _ body: () throws(StorageError) -> T
    ) throws(StorageError) -> T {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(errno, path: folder, doing: "opened as a folder") }
        defer { System.close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw .system(errno, path: folder, doing: "locked") }
        }
        return try body()
    }
}
