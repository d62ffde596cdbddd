/// What a program may use. Counts and bytes are positive; times are seconds.
///
/// The kernel enforces what it has a limit for. The rest is watched ten times a second and ends everything: between two
/// looks, a program can go beyond.
public struct SandboxLimits: Sendable, Hashable {
    public var wallSeconds = 600
    /// Of each process (`RLIMIT_CPU`).
    public var cpuSeconds = 1_200
    /// Resident bytes of all processes together, watched. Pages that two of them share count twice. Address space is not
    /// limited: engines reserve far more than they use.
    public var memory = 4 << 30
    /// Processes and threads together. `RLIMIT_NPROC` in a sandbox, else watched.
    public var processes = 512
    /// The size of one file (`RLIMIT_FSIZE`).
    public var fileBytes = 64 << 20
    /// Of the output folder, watched.
    public var outputBytes = 256 << 20
    /// Of the folder for temporary files, watched.
    public var temporaryBytes = 1 << 30
    /// Files, links and folders in either of the two, watched.
    public var folderEntries = 10_000
    /// Of each process (`RLIMIT_NOFILE`).
    public var openFiles = 1_024
    /// With its line feed.
    public var lineBytes = 1 << 20
    /// Everything that is read from its standard output.
    public var stdoutBytes = 16 << 20
    /// How much of the beginning of its standard error is kept. More is read and dropped.
    public var stderrKept = 64 << 10
    /// Of `/dev/shm`.
    public var sharedMemory = 64 << 20
    /// Ended when the host has less memory or disk left: what a program can fill without it showing elsewhere
    /// (deleted files that it keeps open, buffers of sockets) shows here.
    public var hostReserve = 256 << 20

    public init() {}

    func check() throws(SandboxError) {
        let counts = [
            wallSeconds, cpuSeconds, memory, processes, fileBytes, outputBytes, temporaryBytes,
            folderEntries, openFiles, lineBytes, stdoutBytes, stderrKept, sharedMemory, hostReserve,
        ]
        // 2^53: as the ledger writes numbers, and far from an overflow of nanoseconds.
        guard counts.allSatisfy({ (1...(1 << 53)).contains($0) }), wallSeconds < 1 << 30, cpuSeconds < 1 << 30 else {
            throw SandboxError("every limit of a runner must be at least 1, and a time less than 2^30 seconds")
        }
    }
}
