import CFaultVFS
import Foundation
import Synchronization
import Testing

/// Every change that SQLite makes to files below one folder, in order, as the system's calls ask for it.
///
/// Files go by their last name: a case that is moved into place keeps its files.
final class DiskRecorder: Sendable {
    enum Event: Sendable {
        /// `isNew` where the name was not there before; else with what the file held.
        case opened(file: String, isNew: Bool, content: [UInt8])
        case wrote(file: String, offset: Int, bytes: [UInt8])
        case truncated(file: String, size: Int)
        case synced(file: String)
        case deleted(file: String, syncsFolder: Bool)
        /// What a caller was told by now: everything up to here must last.
        case mark(Int)
    }

    struct Recorded: Sendable {
        var event: Event
        /// What stands outside the case at this moment: the remembered head.
        var outside: [UInt8]
    }

    private let state = Mutex<[Recorded]>([])
    private let outside: String

    /// - Parameter outside: a folder whose one file is read at each event.
    init(outside: String) { self.outside = outside }

    var events: [Recorded] { state.withLock { $0 } }

    func mark(_ number: Int) { add(.mark(number)) }

    fileprivate func add(_ event: Event) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: outside)) ?? []
        let head = names.first { !$0.hasPrefix(".") }.flatMap { try? bytes(of: "\(outside)/\($0)") } ?? []
        state.withLock { $0.append(Recorded(event: event, outside: head)) }
    }

    /// Records what `body` does to databases below `folder`, which must be a real path without links.
    static func record<T>(below folder: String, outside: String, _ body: (DiskRecorder) throws -> T) throws -> (
        T, [Recorded]
    ) {
        try #require(isInstalled)
        let recorder = DiskRecorder(outside: outside)
        recorders.withLock { $0[folder] = recorder }
        defer { recorders.withLock { $0[folder] = nil } }
        let result = try body(recorder)
        return (result, recorder.events)
    }

    private static let recorders = Mutex<[String: DiskRecorder]>([:])
    static let isInstalled = fault_vfs_install(listener, DiskFaults.refusal) == 0

    private static let listener: fault_vfs_listener = { kind, path, offset, start, count in
        let path = String(cString: path!)
        guard let recorder = recorders.withLock({ $0.first { path.hasPrefix($0.key + "/") }?.value }) else { return }
        let file = (path as NSString).lastPathComponent
        switch fault_vfs_event(UInt32(kind)) {
        case FAULT_VFS_OPEN:
            let content = offset == 1 ? [] : (try? bytes(of: path)) ?? []
            recorder.add(.opened(file: file, isNew: offset == 1, content: content))
        case FAULT_VFS_WRITE:
            let bytes = [UInt8](UnsafeRawBufferPointer(start: start, count: Int(count)))
            recorder.add(.wrote(file: file, offset: Int(offset), bytes: bytes))
        case FAULT_VFS_TRUNCATE: recorder.add(.truncated(file: file, size: Int(offset)))
        case FAULT_VFS_SYNC: recorder.add(.synced(file: file))
        default: recorder.add(.deleted(file: file, syncsFolder: offset == 1))
        }
    }
}
