import ExhibitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that a runner made, read once when every process of it was gone: these are the bytes that were compared.
public struct RunnerOutput: Sendable {
    public let listed: RunnerResult.Output
    public let bytes: [UInt8]

    /// The files of the folder: exactly those that were listed, with the digests that were listed.
    ///
    /// A link would show a file of ours as the runner's; a pipe would block us; a second name could change what was read.
    static func read(_ listed: [RunnerResult.Output], in path: String, limits: SandboxLimits) throws(Stop)
        -> [RunnerOutput]
    {
        /// The program chose the name, which may tell its answer.
        func refused(_ reason: String, _ file: String? = nil) -> Stop {
            let what = "its outputs were refused"
            return Stop(
                .outputs, "\(what): \(file == nil ? "" : "a file ")\(reason)",
                "\(what): \(file.map { "\($0) " } ?? "")\(reason)")
        }
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard folder >= 0 else {
            throw refused("their folder could not be opened: \(String(cString: strerror(errno)))")
        }
        defer { Posix.close(folder) }
        guard let names = Posix.names(in: folder, limit: RunnerResult.mostOutputs) else {
            throw refused("there are more than \(RunnerResult.mostOutputs) files")
        }
        let expected = Set(listed.map(\.file))
        guard names.allSatisfy(expected.contains) else { throw refused("there is a file that it did not list") }
        var outputs: [RunnerOutput] = []
        var left = limits.outputBytes
        for output in listed {
            let bytes = try readFile(output.file, in: folder, limit: min(left, limits.fileBytes), refused)
            guard ContentHash(of: bytes) == output.hash else {
                throw refused("has another digest than the one that was listed", output.file)
            }
            left -= bytes.count
            outputs.append(RunnerOutput(listed: output, bytes: bytes))
        }
        return outputs
    }

    private static func readFile(
        _ name: String, in folder: Int32, limit: Int, _ refused: (String, String?) -> Stop
    ) throws(Stop) -> [UInt8] {
        let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else {
            throw refused(errno == ENOENT ? "is not there" : "could not be opened, or is a link", name)
        }
        defer { Posix.close(file) }
        var state = stat()
        guard fstat(file, &state) == 0, state.st_mode & S_IFMT == S_IFREG, state.st_nlink == 1 else {
            throw refused("is no regular file with one name", name)
        }
        guard state.st_size <= limit else { throw refused("is larger than an output may be", name) }
        let size = Int(state.st_size)
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
            while count <= size {
                let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
                let got = Posix.read(file, into: rest)
                if got < 0 { failed = true }
                if got <= 0 { break }
                count += got
            }
        }
        guard !failed, bytes.count == size else { throw refused("could not be read whole", name) }
        return bytes
    }
}
