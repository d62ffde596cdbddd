import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Asks for a passphrase on the terminal without showing it.
///
/// The controlling terminal itself, not standard input: that may be a pipe with evidence in it. An interruption while
/// waiting (Ctrl-C, `kill`, a closed window) is held back until the terminal shows typing again, and then takes its
/// usual course; suspending is off meanwhile, because the shell would come back without echo.
enum Terminal {
    private static let held = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
    /// The writing end of the current question's pipe. All that a signal handler may safely do is write to it.
    private static let wake = Atomic<Int32>(-1)
    private static let oneQuestion = Mutex<Void>(())

    /// _POSIX_VDISABLE: in the place of a control character, none.
    #if canImport(Darwin)
        private static let noCharacter: UInt8 = 0xff
    #else
        private static let noCharacter: UInt8 = 0
    #endif

    /// The typed line without its end; nil where there is no terminal.
    ///
    /// - Throws: `.interrupted` when a signal came whose handler lets the program go on, or at the end of input.
    static func ask(_ question: String, path: String = "/dev/tty") throws(StorageError) -> [UInt8]? {
        try oneQuestion.withLock { (_) throws(StorageError) in
            let terminal = open(path, O_RDWR | O_CLOEXEC | O_NOCTTY)
            guard terminal >= 0 else {
                guard errno == ENXIO || errno == ENOENT || errno == ENOTTY || errno == EIO else {
                    throw .system(errno, path: path, doing: "opened")
                }
                return nil
            }
            defer { System.close(terminal) }
            return try ask(question, on: terminal, path: path)
        }
    }

    private static func ask(_ question: String, on terminal: Int32, path: String) throws(StorageError) -> [UInt8] {
        var before = termios()
        guard tcgetattr(terminal, &before) == 0 else { throw .system(errno, path: path, doing: "used as a terminal") }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .system(errno, path: path, doing: "watched") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { for end in ends { System.close(end) } }

        wake.store(ends[1], ordering: .sequentiallyConsistent)
        let actions = held.compactMap { number in hold(number).map { (number: number, previous: $0) } }
        var quiet = before
        quiet.c_lflag &= ~tcflag_t(ECHO)
        quiet.c_lflag |= tcflag_t(ICANON | ISIG | ECHONL)
        withUnsafeMutableBytes(of: &quiet.c_cc) { $0[Int(VSUSP)] = noCharacter }
        // Discards what was typed ahead, while it was still shown.
        tcsetattr(terminal, TCSAFLUSH, &quiet)

        let answer = Result { () throws(StorageError) in
            _ = Array(question.utf8).withUnsafeBytes { System.write(terminal, $0) }
            return try readLine(terminal, path: path, woken: ends[0])
        }

        tcsetattr(terminal, TCSADRAIN, &before)
        for var action in actions { sigaction(action.number, &action.previous, nil) }
        wake.store(-1, ordering: .sequentiallyConsistent)
        let outcome = try answer.get()
        switch outcome {
        case .line(let line):
            return line
        case .signal(let number):
            // To the process: this thread may be one that blocks signals.
            kill(getpid(), number)
            throw StorageError(
                .interrupted, path: path, reason: "the question for a passphrase was interrupted",
                remedy: "Run the command again.")
        }
    }

    private enum Outcome {
        case line([UInt8])
        case signal(Int32)
    }

    private static func readLine(_ terminal: Int32, path: String, woken: Int32) throws(StorageError) -> Outcome {
        var line: [UInt8] = []
        while true {
            var watched = [
                pollfd(fd: terminal, events: Int16(POLLIN), revents: 0),
                pollfd(fd: woken, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&watched, 2, -1) >= 0 else {
                if errno == EINTR { continue }
                throw .system(errno, path: path, doing: "watched")
            }
            var byte: UInt8 = 0
            if watched[1].revents != 0 {
                _ = withUnsafeMutableBytes(of: &byte) { System.read(woken, into: $0) }
                wipe(&line)
                return .signal(Int32(byte))
            }
            let count = withUnsafeMutableBytes(of: &byte) { System.read(terminal, into: $0) }
            guard count >= 0 else { throw .system(Int32(-count), path: path, doing: "read") }
            if count > 0, byte == UInt8(ascii: "\n") { return .line(line) }
            guard count > 0 else {
                throw StorageError(
                    .interrupted, path: path, reason: "the input ended before a passphrase was given",
                    remedy: "Run the command again.")
            }
            // Swallows the rest of a line that is too long; the caller refuses it by its length.
            if line.count <= Passphrase.largest { line.append(byte) }
        }
    }

    /// Sends a signal down the pipe instead, and returns what it did before. Nil for a signal that this process was
    /// told to ignore (`nohup`, a job in the background): it stays ignored.
    private static func hold(_ number: Int32) -> sigaction? {
        var action = sigaction()
        var previous = sigaction()
        let handler: @convention(c) (Int32) -> Void = { number in
            let saved = errno
            var byte = UInt8(truncatingIfNeeded: number)
            let end = Terminal.wake.load(ordering: .sequentiallyConsistent)
            withUnsafeBytes(of: &byte) { _ = System.write(end, $0) }
            errno = saved
        }
        sigaction(number, nil, &previous)
        #if canImport(Darwin)
            let isIgnored = unsafeBitCast(previous.__sigaction_u.__sa_handler, to: Int.self) == ignore
            action.__sigaction_u.__sa_handler = handler
        #else
            let isIgnored = unsafeBitCast(previous.__sigaction_handler.sa_handler, to: Int.self) == ignore
            action.__sigaction_handler.sa_handler = handler
        #endif
        guard !isIgnored else { return nil }
        sigemptyset(&action.sa_mask)
        sigaction(number, &action, nil)
        return previous
    }

    /// SIG_IGN as a number.
    private static let ignore = 1
}
