import ExhibitCore
import ExhibitVerification

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The objections that somebody keeps in one folder. What stands in it is strangers': no link is followed, no pipe opened.
struct ChallengeFolder {
    private let path: String
    private(set) var names: [String] = []

    init(_ path: String) throws {
        self.path = path
        guard let folder = opendir(path) else {
            throw UserError("\(shown(path)): \(String(cString: strerror(errno))). --challenges takes a folder")
        }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let bytes = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            guard let name = String(validating: bytes, as: UTF8.self), name.hasSuffix(".challenge") else { continue }
            names.append(name)
        }
    }

    func read(_ name: String) throws -> [UInt8] {
        var state = stat()
        let file = "\(path)/\(name)"
        guard lstat(file, &state) == 0, state.st_mode & S_IFMT == S_IFREG else { throw Hearing.NotPlain() }
        return try InputFile.read(file, limit: ChallengeFile.maximumBytes)
    }
}
