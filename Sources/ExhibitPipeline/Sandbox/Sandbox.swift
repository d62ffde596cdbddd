import ExhibitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A program of strangers, and everything that it is given.
///
/// Under bubblewrap it sees a root of its own: the system's programs and libraries, what ``readOnly`` lists, ``output``,
/// ``temporary``, and nothing else; no network, no other process, no capability, no file of the user who started it.
///
/// Unconfined, it runs as that user, with host paths and without any of this: for machines where bubblewrap cannot
/// work and for devices that it does not pass on. Whoever reads the result is told.
public struct Sandbox: Sendable {
    public enum Confinement: String, Sendable, Hashable {
        case bubblewrap
        case unconfined
    }

    /// A file or folder of the host, and where the program sees it.
    public struct Bind: Sendable, Hashable {
        public let host: String
        public let inside: String

        /// Both absolute.
        public init(host: String, inside: String) {
            self.host = host
            self.inside = inside
        }
    }

    /// One thing that was enforced, in words for the ledger: ("network", "none").
    public struct Fact: Sendable, Hashable, CustomStringConvertible {
        public let name: String
        public let value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }

        public var description: String { "\(name): \(value)" }
    }

    /// The program's absolute path as it sees it, and its arguments.
    public var command: [String]
    public var readOnly: [Bind]
    /// An empty folder on the host, of the caller's own; the program sees it as ``outputPath``.
    public var output: String
    /// The same for temporary files; the program sees it as its `TMPDIR`, and starts in it.
    public var temporary: String
    /// Beside `PATH`, `HOME`, `LANG`, `LC_ALL`, `TZ` and `TMPDIR`, which it may replace. Nothing else is passed on.
    public var environment: [String: String]
    public var limits: SandboxLimits
    public var confinement: Confinement

    public init(
        command: [String], readOnly: [Bind] = [], output: String, temporary: String,
        environment: [String: String] = [:], limits: SandboxLimits = SandboxLimits(),
        confinement: Confinement = .bubblewrap
    ) {
        self.command = command
        self.readOnly = readOnly
        self.output = output
        self.temporary = temporary
        self.environment = environment
        self.limits = limits
        self.confinement = confinement
    }

    /// Where the program finds what the host has at a bind.
    public func path(of bind: Bind) -> String { confinement == .bubblewrap ? bind.inside : bind.host }
    public var outputPath: String { confinement == .bubblewrap ? "/run/exhibit/output" : output }
    var temporaryPath: String { confinement == .bubblewrap ? "/tmp" : temporary }

    /// The user under whom programs run where we are root: nobody. Root is exempt from the limit on processes, also in
    /// a user namespace of its own, as long as it is root outside. Nil for an ordinary user, who stays.
    package static var runAs: UInt32? { geteuid() == 0 ? 65_534 : nil }

    /// Throws where a value could not mean what it says.
    func check() throws(SandboxError) {
        let texts =
            command + readOnly.flatMap { [$0.host, $0.inside] } + [output, temporary]
            + environment.flatMap { [$0.key, $0.value] }
        guard texts.allSatisfy({ !$0.utf8.contains(0) }) else {
            throw SandboxError("a runner's command, path or environment holds a zero byte")
        }
        guard let program = command.first, program.utf8.first == 0x2F else {
            throw SandboxError("a runner's command must begin with an absolute path", command.first)
        }
        for path in [output, temporary] + readOnly.map(\.host) where path.utf8.first != 0x2F {
            throw SandboxError("the path of a sandbox's folder must be absolute", path)
        }
        for bind in readOnly {
            guard bind.inside.utf8.first == 0x2F, Manifest.isPath(String(bind.inside.dropFirst())) else {
                throw SandboxError("no place inside a sandbox: name an absolute, plain path", bind.inside)
            }
        }
        for name in environment.keys where name.isEmpty || name.utf8.contains(0x3D) {
            throw SandboxError("no name of an environment variable", name)
        }
        try limits.check()
    }
}

/// Why a program could not be started, or a folder not be prepared for it: what happened, and what to do next.
public struct SandboxError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Without paths: they are recorded, and reports disclose them.
    public let words: String
    /// On this machine; nil where it is about none.
    public let path: String?

    public init(_ words: String, _ path: String? = nil) {
        self.words = words
        self.path = path
    }

    public var description: String { path.map { "\($0): \(words)" } ?? words }

    static func system(_ code: Int32, _ doing: String, _ path: String? = nil) -> SandboxError {
        SandboxError("\(doing): \(String(cString: strerror(code)))", path)
    }
}
