/// What a disk holds for certain, and what it was asked for since and may hold, in part, in any order.
///
/// Data: any subset of the writes since the file's last sync survives, each whole or cut at a sector (SQLite's
/// assumption of powersafe overwrite: bytes beside a write are safe). Names: in order, as file systems with a journal
/// keep them; a file that SQLite makes beside the database has its name synced with its first sync.
struct Disk: Sendable {
    static let sector = 512

    /// One change of a file's bytes that was not synced. `bytes` nil: a truncation to `offset`.
    struct Change: Sendable {
        let inode: Int
        let offset: Int
        let bytes: [UInt8]?
    }

    /// `inode` nil: the name was deleted.
    private struct Naming: Sendable {
        let name: String
        let inode: Int?
    }

    private var contents: [Int: [UInt8]] = [:]
    private var names: [String: Int] = [:]
    private(set) var changes: [Change] = []
    private var namings: [Naming] = []
    private var unsyncedNames: Set<Int> = []
    private var present: [String: Int] = [:]

    var namingCount: Int { namings.count }

    /// - Parameter ignored: files whose syncs do nothing: a disk, or a setting, that does not do what it says.
    mutating func take(_ event: DiskRecorder.Event, ignoringSyncsOf ignored: Set<String> = []) {
        switch event {
        case .opened(let file, let isNew, let content):
            if isNew {
                let inode = contents.count
                contents[inode] = []
                namings.append(Naming(name: file, inode: inode))
                unsyncedNames.insert(inode)
                present[file] = inode
            } else if present[file] == nil {
                // Made by others, who make files durable before they give them their name.
                let inode = contents.count
                contents[inode] = content
                names[file] = inode
                present[file] = inode
            }
        case .wrote(let file, let offset, let bytes):
            if let inode = present[file] { changes.append(Change(inode: inode, offset: offset, bytes: bytes)) }
        case .truncated(let file, let size):
            if let inode = present[file] { changes.append(Change(inode: inode, offset: size, bytes: nil)) }
        case .synced(let file):
            guard !ignored.contains(file), let inode = present[file] else { return }
            for change in changes where change.inode == inode { Self.apply(change, to: &contents[inode]!) }
            changes.removeAll { $0.inode == inode }
            if unsyncedNames.remove(inode) != nil { syncNames() }
        case .deleted(let file, let syncsFolder):
            namings.append(Naming(name: file, inode: nil))
            present[file] = nil
            if syncsFolder { syncNames() }
        case .mark: break
        }
    }

    private mutating func syncNames() {
        for naming in namings { names[naming.name] = naming.inode }
        namings = []
    }

    /// What is found after the power is back.
    ///
    /// - Parameters:
    ///   - namings: how many of the changes of names survived.
    ///   - survivor: what is left of each change of bytes; nil for nothing.
    func files(namings count: Int, _ survivor: (Int, Change) -> Change?) -> [String: [UInt8]] {
        var found = names
        for naming in namings.prefix(count) { found[naming.name] = naming.inode }
        var contents = contents
        for (index, change) in changes.enumerated() {
            if let change = survivor(index, change) { Self.apply(change, to: &contents[change.inode]!) }
        }
        return found.mapValues { contents[$0]! }
    }

    /// Whether a change overwrites durable pages of a database: torn, they are neither the old nor the new ones.
    func overwritesPages(_ change: Change) -> Bool {
        let file = names.first { $0.value == change.inode }?.key
        return file?.hasSuffix(".sqlite") == true && change.bytes != nil
            && change.offset < contents[change.inode]!.count
    }

    private static func apply(_ change: Change, to content: inout [UInt8]) {
        let end = change.offset + (change.bytes?.count ?? 0)
        if content.count < end { content += [UInt8](repeating: 0, count: end - content.count) }
        if let bytes = change.bytes {
            content.replaceSubrange(change.offset..<end, with: bytes)
        } else {
            content.removeSubrange(end...)
        }
    }
}

extension Disk.Change {
    /// The places within the change at which a sector of the disk ends.
    var cuts: [Int] {
        guard let bytes else { return [] }
        let first = Disk.sector - offset % Disk.sector
        return Array(stride(from: first, to: bytes.count, by: Disk.sector))
    }

    func keeping(first count: Int) -> Disk.Change {
        Disk.Change(inode: inode, offset: offset, bytes: bytes.map { Array($0[..<count]) })
    }

    func losing(first count: Int) -> Disk.Change {
        Disk.Change(inode: inode, offset: offset + count, bytes: bytes.map { Array($0[count...]) })
    }
}
