import CLaunch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What came of a run, and what it was held to. A program that misbehaves gives a value, never an error.
public struct SandboxRun<Value: Sendable>: Sendable {
    public internal(set) var result: Result<Value, Stop>
    /// What was really enforced, with numbers.
    public internal(set) var enforced: [Sandbox.Fact]
    /// Nil where it never started. A signal where it had to be ended.
    public internal(set) var exit: RunExit?
    /// Everything that came from its standard output, also of a run that failed.
    public internal(set) var received: [UInt8] = []
    /// The beginning of its standard error.
    public internal(set) var errors: [UInt8] = []
    /// The last bytes of it.
    public internal(set) var errorTail: [UInt8] = []
}

extension Sandbox {
    /// Starts the program, speaks with it, and returns when everything that it started has ended.
    ///
    /// - Parameter isCancelled: asked about ten times a second.
    /// - Parameter conversation: runs on this thread. When it returns or throws, everything is ended.
    public func run<Value>(
        isCancelled: @escaping () -> Bool = { false },
        _ conversation: (LineChannel) throws(Stop) -> Value
    ) -> SandboxRun<Value> {
        guard confinement == .bubblewrap else { return run(version: nil, isCancelled: isCancelled, conversation) }
        switch Self.availability {
        case .available(let version): return run(version: version, isCancelled: isCancelled, conversation)
        case .unavailable(let reason):
            return SandboxRun(
                result: .failure(Stop(.notStarted, "it cannot be confined here", reason)), enforced: [])
        }
    }

    /// Without asking whether bubblewrap works, which is found out by this.
    func run<Value>(
        version: String?, isCancelled: @escaping () -> Bool, _ conversation: (LineChannel) throws(Stop) -> Value
    ) -> SandboxRun<Value> {
        let channel: LineChannel
        do {
            try check()
            for folder in [output, temporary] { try Self.hand(folder, to: Self.runAs, isEmpty: true) }
            channel = try start(isCancelled: isCancelled)
        } catch {
            return SandboxRun(result: .failure(Stop(.notStarted, error.words, error.description)), enforced: [])
        }
        var run = SandboxRun<Value>(
            result: .failure(Stop(.ended, "it ended")), enforced: facts(.installed, version: version))
        do throws(Stop) { run.result = .success(try conversation(channel)) } catch { run.result = .failure(error) }
        if !channel.end() {
            let words = "a process of it could not be ended, even by SIGKILL: look for it before its folders are used"
            run.result = .failure(Stop(.ended, words))
        }
        // Ours again: other programs of the system may run as that user, and write there what would be recorded.
        if Self.runAs != nil {
            do {
                for folder in [output, temporary] { try Self.hand(folder, to: geteuid(), isEmpty: false) }
            } catch {
                let words = "what it wrote could be changed afterwards"
                run.result = .failure(Stop(.ended, "\(words): \(error.words)", "\(words): \(error)"))
            }
        }
        run.exit = channel.child.exit
        run.received = channel.received
        run.errors = channel.errors
        run.errorTail = channel.errorTail
        return run
    }

    /// Gives a folder to the user that the program runs as; nil for ourselves.
    private static func hand(_ path: String, to user: UInt32?, isEmpty: Bool) throws(SandboxError) {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard folder >= 0 else { throw .system(errno, "a folder could not be opened", path) }
        defer { Posix.close(folder) }
        if isEmpty, Posix.names(in: folder, limit: 1)?.isEmpty != true {
            throw SandboxError("the folder is not empty: a runner gets a new one for every run", path)
        }
        guard let user else { return }
        guard fchown(folder, user, user) == 0 else {
            throw .system(errno, "a folder could not be handed over", path)
        }
    }

    private func start(isCancelled: @escaping () -> Bool) throws(SandboxError) -> LineChannel {
        var ends: [(read: Int32, write: Int32)] = []
        /// The child's ends, and on failure ours too.
        var closing: [Int32] = []
        defer { for descriptor in closing { Posix.close(descriptor) } }
        for _ in 0..<4 {
            var pair: [Int32] = [-1, -1]
            let code = launch_pipe(&pair)
            guard code == 0 else { throw .system(code, "no pipe could be made for a runner") }
            ends.append((pair[0], pair[1]))
            closing += pair
        }
        // Written whole before anybody reads it: it is smaller than what any pipe holds.
        let filter = confinement == .bubblewrap ? SandboxTools.filter : []
        let code = filter.withUnsafeBytes { Posix.write(ends[3].write, $0) }
        guard code == 0 else { throw .system(code, "the filter of system calls could not be passed on") }

        let marker = "EXHIBIT_RUN=\(UInt64.random(in: .min ... .max))"
        var descriptors = [ends[0].read, ends[1].write, ends[2].write]
        if !filter.isEmpty { descriptors.append(ends[3].read) }
        let launch = Launch(self, tools: .installed, marker: marker, filter: filter.isEmpty ? nil : 3)
        let child = try Child(
            launch, marker: marker, descriptors: descriptors, isConfined: confinement == .bubblewrap)
        closing = descriptors + [ends[3].write] + (filter.isEmpty ? [ends[3].read] : [])
        let watch = Watch(
            self, process: child.process, marker: confinement == .unconfined ? marker : nil, isCancelled: isCancelled)
        return LineChannel(
            input: ends[0].write, output: ends[1].read, errors: ends[2].read, child: child, watch: watch)
    }
}
