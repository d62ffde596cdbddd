#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The regular files that a person named, folders walked recursively, in the order of their bytes.
struct FileWalk {
    let excluded: [String]
    private(set) var files: [String] = []
    /// Named files and folders that could not be looked at, with the reason.
    private(set) var problems: [(path: String, reason: String)] = []
    /// Links and special files inside folders, which are not followed.
    private(set) var skipped: [String] = []

    static let notUTF8 = "its name is not UTF-8; give a copy another name"

    init(_ paths: [String], excluding excluded: [String]) {
        self.excluded = excluded
        var seen: Set<[UInt8]> = []
        for path in paths { visit(path, named: true) }
        files = files.filter { seen.insert(Array($0.utf8)).inserted }
    }

    private mutating func visit(_ path: String, named: Bool) {
        if isExcluded(path) { return }
        var state = stat()
        guard (named ? stat(path, &state) : lstat(path, &state)) == 0 else {
            problems.append((path, String(cString: strerror(errno))))
            return
        }
        switch state.st_mode & S_IFMT {
        case S_IFDIR: enter(path)
        case S_IFREG: files.append(path)
        default:
            if named { problems.append((path, "not a file or a folder")) } else { skipped.append(path) }
        }
    }

    private mutating func enter(_ path: String) {
        guard let folder = opendir(path) else {
            problems.append((path, String(cString: strerror(errno))))
            return
        }
        var names: [String] = []
        while let entry = readdir(folder) {
            let bytes = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            // Decoded loosely it would be another name, of a file that is not there.
            guard let name = String(validating: bytes, as: UTF8.self) else {
                problems.append(("\(path)/\(String(decoding: bytes, as: UTF8.self))", Self.notUTF8))
                continue
            }
            if name != "." && name != ".." { names.append(name) }
        }
        closedir(folder)
        for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            visit(path.hasSuffix("/") ? path + name : "\(path)/\(name)", named: false)
        }
    }

    /// In bytes; 0 where it cannot be asked. Only for planning: the file may be another one when it is read.
    static func size(of path: String) -> Int64 {
        var state = stat()
        return stat(path, &state) == 0 ? Int64(state.st_size) : 0
    }

    /// As a shell would: the pattern against the whole path, and against the last part of it.
    private func isExcluded(_ path: String) -> Bool {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return excluded.contains { fnmatch($0, path, 0) == 0 || fnmatch($0, name, 0) == 0 }
    }
}
