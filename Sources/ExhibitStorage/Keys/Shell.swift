#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Runs the command that prints a passphrase. Its errors and questions go to the user's terminal, not to us.
enum Shell {
    static func firstLine(of command: String, environment: [String: String]) throws(StorageError) -> [UInt8] {
        let name = "the command in \(Passphrase.commandVariable)"
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .system(errno, path: name, doing: "started") }
        let (input, output) = (ends[0], ends[1])
        defer { System.close(input) }
        _ = fcntl(input, F_SETFD, FD_CLOEXEC)
        _ = fcntl(output, F_SETFD, FD_CLOEXEC)

        let child: pid_t
        do {
            defer { System.close(output) }
            child = try spawn(command, environment: environment, output: output, name: name)
        }
        // A child that nobody waits for stays as a zombie, also when reading fails.
        var line: [UInt8] = []
        var failure: StorageError?
        do { line = try Passphrase.firstLine(of: input, path: name) } catch { failure = error }
        drain(input)
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        if let failure { throw failure }
        guard status == 0 else {
            wipe(&line)
            throw StorageError(
                .invalid, path: name,
                reason: status & 0x7f == 0
                    ? "failed with exit code \(status >> 8 & 0xff)" : "was ended by signal \(status & 0x7f)",
                remedy: "Run it by hand to see why; it must print the passphrase and exit with 0.")
        }
        return line
    }

    /// Whatever follows the first line: a command must not die of a closed pipe and so look failed.
    private static func drain(_ descriptor: Int32) {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while buffer.withUnsafeMutableBytes({ System.read(descriptor, into: $0) }) > 0 {}
        wipe(&buffer)
    }

    private static func spawn(
        _ command: String, environment: [String: String], output: Int32, name: String
    ) throws(StorageError) -> pid_t {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
        #else
            var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        var arguments = ["sh", "-c", command].map { (text: String) in strdup(text) } + [nil]
        var variables = environment.map { (variable) in strdup("\(variable.key)=\(variable.value)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, "/bin/sh", &actions, nil, &arguments, &variables)
        guard code == 0 else { throw .system(code, path: name, doing: "started") }
        return child
    }
}
