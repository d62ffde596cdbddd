import CFaultVFS
import CSQLite
import Foundation
import Synchronization

/// Writes, truncations and syncs of databases below a folder that fail, from a chosen one on.
final class DiskFaults: Sendable {
    enum Kind: CaseIterable {
        /// One call fails, the next ones do not.
        case once
        /// No room, and none until somebody makes some.
        case full
        /// Nothing works any more.
        case broken
    }

    private struct State {
        var calls = 0
        var isOver = false
    }

    private let kind: Kind
    private let first: Int
    private let state = Mutex(State())

    private init(_ kind: Kind, from first: Int) {
        self.kind = kind
        self.first = first
    }

    /// Whether a call failed.
    var hasHit: Bool { state.withLock { $0.calls >= first } }

    /// The disk is whole again.
    func end() { state.withLock { $0.isOver = true } }

    /// - Parameter first: the number of the call that fails, from 1.
    static func during<T>(
        _ kind: Kind, from first: Int, below folder: String, _ body: (DiskFaults) throws -> T
    ) throws -> T {
        let faults = DiskFaults(kind, from: first)
        active.withLock { $0[folder] = faults }
        defer { active.withLock { $0[folder] = nil } }
        return try body(faults)
    }

    private static let active = Mutex<[String: DiskFaults]>([:])

    static let refusal: fault_vfs_refusal = { event, path in
        let path = String(cString: path!)
        return active.withLock { $0.first { path.hasPrefix($0.key + "/") }?.value }?.code(of: event) ?? SQLITE_OK
    }

    private func code(of event: Int32) -> Int32 {
        state.withLock { state in
            if state.isOver { return SQLITE_OK }
            // Making room costs none, and a sync needs none.
            if kind == .full, event != FAULT_VFS_WRITE.rawValue { return SQLITE_OK }
            state.calls += 1
            guard kind == .once ? state.calls == first : state.calls >= first else { return SQLITE_OK }
            if kind == .full { return SQLITE_FULL }
            return event == FAULT_VFS_SYNC.rawValue ? SQLITE_IOERR | (4 << 8) : SQLITE_IOERR | (3 << 8)
        }
    }
}
