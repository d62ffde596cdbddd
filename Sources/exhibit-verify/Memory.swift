import ExhibitCore
import ExhibitVerification

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension ExhibitVerify {
    var reading: Reading { now.flatMap { Reading(named: $0) } ?? Reading(now: milliseconds()) }

    /// How the report stands, by what this machine has seen of its ledger, too. A memory that cannot be read or written
    /// changes no verdict.
    func judgeStanding(_ report: [UInt8], _ file: [UInt8]?, _ verdict: inout Verdict) {
        let folder = noMemory ? nil : memoryFolder()
        func remembered(_ ledger: ContentHash) -> [UInt8]? {
            folder.flatMap { try? readFile("\($0)/\(ledger.hex)", limit: SeenLedger.maximumBytes) }
        }
        let noted = verdict.judgeStanding(ofReport: report, file: file, at: reading) { ledger in
            remembered(ledger).flatMap { SeenLedger(encoded: $0) }
        }
        guard let folder, let noted else { return }
        let present = remembered(noted.ledger)
        let changed = SeenLedger.merging(present, with: noted.seen)
        if changed != present { replace("\(folder)/\(noted.ledger.hex)", in: folder, by: changed) }
    }

    /// As `exhibit` has it: what one program saw the other one knows.
    private func memoryFolder() -> String? {
        // A home that is not there is nobody's, and none is made.
        let home = absolutePath("HOME").flatMap { access($0, F_OK) == 0 ? $0 : nil }
        let base = absolutePath("XDG_STATE_HOME") ?? home.map { "\($0)/.local/state" }
        return base.map { "\($0)/exhibit/seen" }
    }
}

/// Whole or not at all.
private func replace(_ path: String, in folder: String, by bytes: [UInt8]) {
    var parent = ""
    for part in folder.split(separator: "/") {
        parent += "/\(part)"
        guard mkdir(parent, 0o700) == 0 || errno == EEXIST || errno == EISDIR else { return }
    }
    let temporary = "\(path).\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    let isWhole = count == bytes.count && fsync(descriptor) == 0
    close(descriptor)
    if !isWhole || rename(temporary, path) != 0 { unlink(temporary) }
}
