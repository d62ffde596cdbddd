import ExhibitCore
import ExhibitVerification

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension ExhibitVerify {
    /// Shows the objections in a folder, which is strangers': no link in it is followed, no pipe opened.
    func hear(_ folder: String, about report: [UInt8], receipt: [UInt8]?, _ verdict: inout Verdict) throws {
        guard let listing = opendir(folder) else {
            throw FileError(description: "\(folder): \(String(cString: strerror(errno)))")
        }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            let bytes = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            guard let name = String(validating: bytes, as: UTF8.self), name.hasSuffix(".challenge") else { continue }
            names.append(name)
        }
        var hearing = Hearing(report, verdict: verdict, receipt: receipt)
        hearing.add(names, in: folder) { name in
            var state = stat()
            guard lstat("\(folder)/\(name)", &state) == 0, state.st_mode & S_IFMT == S_IFREG else {
                throw Hearing.NotPlain()
            }
            return try readFile("\(folder)/\(name)", limit: ChallengeFile.maximumBytes)
        }
        hearing.finish(&verdict)
    }
}
