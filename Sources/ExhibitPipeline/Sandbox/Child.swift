import CLaunch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A process that was started, until it was waited for.
struct Child {
    let process: pid_t
    let marker: String
    private(set) var exit: RunExit?

    init(_ launch: Launch, marker: String, descriptors: [Int32], isConfined: Bool) throws(SandboxError) {
        var arguments = launch.arguments.map { (text: String) in strdup(text) } + [nil]
        var variables = launch.environment.map { (variable) in strdup("\(variable.key)=\(variable.value)") } + [nil]
        // As bytes: a variable need not be UTF-8.
        var inherited = launch.isInheriting ? launch_environment() : nil
        while let pointer = inherited, let text = pointer.pointee {
            variables.insert(strdup(text), at: 0)
            inherited = pointer + 1
        }
        defer { for text in arguments + variables { free(text) } }
        var child: pid_t = 0
        let code = launch_start(
            &child, launch.arguments[0], &arguments, &variables, launch.folder, descriptors, Int32(descriptors.count),
            isConfined ? 1 : 0)
        guard code == 0 else { throw .system(code, "a program could not be started", launch.arguments[0]) }
        process = child
        self.marker = marker
        // The first to go when memory runs out, before the program that keeps the record. Its children inherit it.
        let score = open("/proc/\(child)/oom_score_adj", O_WRONLY | O_CLOEXEC)
        _ = Array("1000".utf8).withUnsafeBytes { Posix.write(score, $0) }
        Posix.close(score)
    }

    /// Takes note of its end, without waiting for it.
    mutating func look() {
        guard exit == nil else { return }
        var status: Int32 = 0
        guard waitpid(process, &status, WNOHANG) == process else { return }
        exit = status & 0x7F == 0 ? .code(Int(status >> 8 & 0xFF)) : .signal(Int(status & 0x7F))
    }

    /// Ends it and everything that it started. False where something is still there: a process in a system call that
    /// the kernel does not interrupt.
    mutating func end() -> Bool {
        let start = SuspendingClock.now
        var seen: Set<pid_t> = []
        var (isNamespaceEnded, emptyLooks) = (false, 0)
        while true {
            look()
            let table = ProcessTable(of: process, marker: marker)
            let others = table.members.map(\.process).filter { $0 != process }
            seen.formUnion(others)
            for orphan in table.ours(seen) { waitpid(orphan, nil, WNOHANG) }
            // Twice: the table is read process by process, while one that is about to die changes its parent.
            emptyLooks = exit != nil && others.isEmpty ? emptyLooks + 1 : 0
            if emptyLooks == 2 { return true }
            let elapsed = SuspendingClock.now - start
            guard elapsed < .seconds(10) else { return false }
            // With its first process the kernel ends a whole namespace, in which nobody can hide; bubblewrap's own
            // processes around it then end by themselves, and say how.
            if elapsed < .seconds(2), let root = table.namespaceRoot {
                Posix.signal(SIGKILL, to: root)
                isNamespaceEnded = true
            } else if elapsed > .seconds(2) || !isNamespaceEnded {
                if exit == nil { Posix.signal(SIGKILL, to: process) }
                for other in others { Posix.signal(SIGKILL, to: other) }
            }
            Posix.sleep(milliseconds: 3)
        }
    }
}

/// How a program ended.
public enum RunExit: Sendable, Hashable, CustomStringConvertible {
    case code(Int)
    case signal(Int)

    public var description: String {
        switch self {
        case .code(let code): "exit code \(code)"
        case .signal(let number): "signal \(number)"
        }
    }
}
