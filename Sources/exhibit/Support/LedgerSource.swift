import ExhibitCore
import ExhibitStorage
import ExhibitVerification

/// A whole ledger to be judged: of a case, a bare database, or an export that its publisher gave away.
enum LedgerSource {
    case folder(CaseFolder)
    case database(String)
    case export(path: String, bytes: [UInt8])

    init(_ path: String) throws {
        if InputFile.isFolder(path) {
            guard CaseFolder.isCase(path) else {
                throw UserError("\(shown(path)): is no case (it has no ledger.sqlite)")
            }
            self = .folder(CaseFolder(path: path))
            return
        }
        if InputFile.isDatabase(path) {
            self = .database(path)
            return
        }
        let bytes = try InputFile.read(path)
        if LedgerExport.isExport(bytes) {
            self = .export(path: path, bytes: bytes)
        } else {
            throw UserError(
                "\(shown(path)): is no ledger. `exhibit export ledger FILE` writes one, of a case that you have")
        }
    }

    var path: String {
        switch self {
        case .folder(let folder): folder.path
        case .database(let path), .export(let path, _): path
        }
    }

    /// - Parameters:
    ///   - authorities: those whose timestamps are to be verified; only a case has the tokens.
    ///   - held: a checkpoint that somebody kept.
    func verdict(trust: TrustPolicy, authorities: TimestampAuthorities?, held: SignedNote?) throws -> Verdict {
        switch self {
        case .folder(let folder):
            try CaseAudit.verdict(of: folder, trust: trust, authorities: authorities, held: held)
        case .database(let path): try CaseAudit.verdict(ofLedger: path, trust: trust, held: held)
        case .export(_, let bytes): Verification.verify(bytes, trust: trust, held: held)
        }
    }

    /// The proof of its first wrong index entry; else why there is none.
    func indexError() throws -> (proof: IndexErrorProof?, reason: String) {
        switch self {
        case .folder(let folder): return try Self.indexError(in: folder.ledger)
        case .database(let path): return try Self.indexError(in: path)
        case .export(_, let bytes):
            let export = try LedgerExport(encoded: bytes)
            return try IndexErrorFinder.find(under: export.checkpoint) { try export.leaves.forEach($0) }
        }
    }

    private static func indexError(in path: String) throws -> (proof: IndexErrorProof?, reason: String) {
        let file = try LedgerFile(path: path, mode: .readOnly)
        guard let newest = try file.latestCheckpoint() else { return (nil, "the ledger has no checkpoint") }
        return try IndexErrorFinder.find(under: SignedNote(encoded: newest.note), scratch: try? ScratchFile()) { take in
            try file.forEachRow { try take($0.leaf) }
        }
    }
}
