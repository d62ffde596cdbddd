import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Ctrl-C between two pieces of work: what is being recorded is finished first, so the ledger is whole. A second one
/// ends the program at once, which SQLite survives too.
enum Interruption {
    struct Interrupted: Error {}

    private static let requested = Atomic<Bool>(false)

    /// For commands that record many things; others end at once, as a person expects.
    static func watch() {
        // Worker threads block signals, and what is started from one inherits that: Ctrl-C would do nothing.
        var interrupt = sigset_t()
        sigemptyset(&interrupt)
        sigaddset(&interrupt, SIGINT)
        sigprocmask(SIG_UNBLOCK, &interrupt, nil)
        signal(SIGINT) { _ in
            Interruption.requested.store(true, ordering: .relaxed)
            signal(SIGINT, SIG_DFL)
        }
    }

    static func check() throws {
        if requested.load(ordering: .relaxed) { throw Interrupted() }
    }
}
