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
    private var names: [String] = []

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
        names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    func read(into hearing: inout Hearing) throws {
        for name in names.prefix(Hearing.mostFiles) {
            var state = stat()
            let file = "\(path)/\(name)"
            guard lstat(file, &state) == 0, state.st_mode & S_IFMT == S_IFREG else {
                hearing.add(unread: name, "it is no plain file")
                continue
            }
            do {
                hearing.add(try InputFile.read(file, limit: ChallengeFile.maximumBytes), from: name)
            } catch {
                hearing.add(unread: name, "\(error)")
            }
        }
        let left = names.count - Hearing.mostFiles
        if left > 0 { hearing.add(unread: path, "\(left) more files in it were not read") }
    }
}
