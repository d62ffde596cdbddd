import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Ctrl-C, a system that shuts down or a terminal that was closed, between two pieces of work: what is being recorded is
/// finished first, so the ledger is whole and no picture stays in a temporary folder. A second one ends the program at
/// once, which SQLite survives too.
enum Interruption {
    struct Interrupted: Error {}

    private static let requested = Atomic<Bool>(false)

    /// For commands that record many things or make temporary files; others end at once, as a person expects.
    static func watch() {
        for number in [SIGINT, SIGTERM, SIGHUP] {
            // Worker threads block signals, and what is started from one inherits that: Ctrl-C would do nothing.
            var set = sigset_t()
            sigemptyset(&set)
            sigaddset(&set, number)
            sigprocmask(SIG_UNBLOCK, &set, nil)
            let before = signal(number) { number in
                Interruption.requested.store(true, ordering: .relaxed)
                signal(number, SIG_DFL)
            }
            // `nohup` asks for that.
            if number == SIGHUP, isIgnoring(before) { signal(SIGHUP, SIG_IGN) }
        }
    }

    private static func isIgnoring(_ handler: (@convention(c) (Int32) -> Void)?) -> Bool {
        unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    static var isRequested: Bool { requested.load(ordering: .relaxed) }

    static func check() throws {
        if isRequested { throw Interrupted() }
    }
}
