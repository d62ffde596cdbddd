import ExhibitCore
import ExhibitVerification

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Writes the timestamped checkpoints and their tokens of a report as files, for tools that know certificates.
func extractTimestamps(_ report: [UInt8], to folder: String) throws -> [String] {
    if mkdir(folder, 0o777) != 0 && errno != EEXIST { throw FileError(description: "\(folder): \(reason())") }
    return try ReportVerifier.timestampFiles(report).map { name, bytes in
        let path = "\(folder)/\(name)"
        // From an earlier time; never over another file, nor through a link.
        if let present = try? readFile(path, limit: bytes.count), present == bytes { return path }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            let why = errno == EEXIST ? "is there already, with other bytes; name another folder" : reason()
            throw FileError(description: "\(path): \(why)")
        }
        defer { close(descriptor) }
        guard bytes.withUnsafeBytes({ write(descriptor, $0.baseAddress, $0.count) }) == bytes.count else {
            throw FileError(description: "\(path): \(reason())")
        }
        return path
    }
}

extension ExhibitVerify {
    /// What could not be written is a finding: the rest of the verdict stands.
    func write(_ report: [UInt8], to folder: String, _ verdict: inout Verdict) {
        do {
            let paths = try extractTimestamps(report, to: folder)
            if !quiet && !json { print(paths.isEmpty ? "no timestamp to extract" : paths.joined(separator: "\n")) }
        } catch {
            var check = Verdict.Check("extract", "the report's timestamps were written to files")
            check.fail(.couldNotJudge, folder, "\(error)")
            verdict.add(check)
        }
    }
}

private func reason() -> String { String(cString: strerror(errno)) }
