import ExhibitCore
import ExhibitPipeline
import ExhibitStorage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

enum Clock {
    /// Milliseconds since 1970: this machine's clock, which proves nothing.
    static func milliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// "YYYY-MM-DD", UTC.
    static func today() -> String {
        var seconds = time(nil)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
    }
}

enum Versions {
    static let libraries = [
        ("JPEG decoder", CodecVersions.jpeg), ("PNG decoder", CodecVersions.png), ("SQLite", LibraryVersions.sqlite),
        ("OpenSSL", LibraryVersions.openssl),
    ]

    static let text = """
        exhibit \(ExhibitVersion.program)
        formats \(ExhibitVersion.formats)
        \(libraries.map { "\($0.0): \($0.1)" }.joined(separator: "\n"))
        """
}

extension RunSurroundings {
    static var here: RunSurroundings {
        #if arch(x86_64)
            let architecture = "x86_64"
        #elseif arch(arm64)
            let architecture = "arm64"
        #else
            let architecture = "other"
        #endif
        #if os(Linux)
            let system = "Linux"
        #else
            let system = "other"
        #endif
        return RunSurroundings(
            program: ("exhibit", ExhibitVersion.program),
            environment: [
                ("system", system), ("architecture", architecture), ("JPEG decoder", CodecVersions.jpeg),
                ("PNG decoder", CodecVersions.png),
            ], randomness: SystemRandomness(), now: Clock.milliseconds)
    }
}

/// Environment variables, by name.
func environmentVariable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
}

func environmentVariables() -> [String: String] {
    var variables: [String: String] = [:]
    for name in [
        "EXHIBIT_PASSPHRASE_FILE", "EXHIBIT_PASSPHRASE_COMMAND", "HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME",
    ] {
        variables[name] = environmentVariable(name)
    }
    return variables
}

func currentFolder() -> String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
}
