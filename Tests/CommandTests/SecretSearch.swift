import Foundation

/// Finds many secrets in all their spellings in one pass.
struct SecretSearch {
    /// By the first eight bytes of each spelling.
    private var needles: [UInt64: [(secret: String, spelling: String, bytes: [UInt8])]] = [:]

    init(_ secrets: [Secret]) {
        for secret in secrets {
            for needle in secret.needles where needle.bytes.count >= 8 {
                let start = needle.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
                needles[start, default: []].append((secret.description, needle.spelling, needle.bytes))
            }
        }
    }

    /// "Anna in hex", of the file and of all that it carries in base64.
    func findings(in file: Data) -> Set<String> {
        var found: Set<String> = []
        for layer in layers(file) {
            layer.withUnsafeBytes { (bytes: UnsafeRawBufferPointer) in
                var last: UInt64 = 0
                for index in bytes.indices {
                    last = last << 8 | UInt64(bytes[index])
                    guard index >= 7, let candidates = needles[last] else { continue }
                    for one in candidates
                    where bytes.count - (index - 7) >= one.bytes.count
                        && bytes[(index - 7)..<(index - 7 + one.bytes.count)].elementsEqual(one.bytes)
                    {
                        found.insert("\(one.secret) in \(one.spelling)")
                    }
                }
            }
        }
        return found
    }

    /// Of every file below these places, by its path; and of the names of the files.
    func findings(below places: [String]) throws -> [String: Set<String>] {
        var found: [String: Set<String>] = [:]
        for place in places {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder) else {
                throw Bench.Failure("\(place) is not there")
            }
            let names =
                isFolder.boolValue
                ? (FileManager.default.enumerator(atPath: place)?.compactMap { $0 as? String } ?? []).map { "/" + $0 }
                : [""]
            for name in names {
                let data = FileManager.default.contents(atPath: place + name) ?? Data()
                let inside = findings(in: data + Data(name.utf8))
                if !inside.isEmpty { found[place + name] = inside }
            }
        }
        return found
    }
}
