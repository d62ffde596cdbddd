import ExhibitCore
import ExhibitPipeline

/// A folder of artifacts that is no bag: files named by their digests, in the folder itself or as a bag has them, and
/// maybe the `salts.json` of one.
///
/// Everything in it is a stranger's: only files whose name is the digest that is asked for are opened, and their bytes
/// are compared with it.
struct ArtifactsFolder {
    let folder: String
    /// Believed only where bytes bear them out.
    let salts: [TypedName: [UInt8]]

    init(_ folder: String) throws {
        guard InputFile.isFolder(folder) else { throw UserError("\(shown(folder)): is no folder") }
        self.folder = folder
        let file = "\(folder)/salts.json"
        guard InputFile.exists(file) else {
            salts = [:]
            return
        }
        let bytes = try InputFile.read(file, limit: BagSalt.maximumBytes)
        do {
            salts = Dictionary(try BagSalt.parse(bytes).map { ($0.name, $0.salt) }) { first, _ in first }
        } catch {
            throw UserError(
                "\(shown(file)): \(error). Without it no sealed artifact can be checked: ask for it again, or move it away"
            )
        }
    }

    func path(of name: TypedName) -> String? {
        let kind = name.kind == .open ? "open" : "sealed"
        return ["artifacts/\(kind)/", "\(kind)/", ""].map { "\(folder)/\($0)\(name.hash.hex)" }
            .first { InputFile.exists($0) }
    }

    /// Nil for what is not there.
    func given(_ name: TypedName, salt: [UInt8]?) throws(ReplayMissing) -> [UInt8]? {
        guard let path = path(of: name) else { return nil }
        let bytes: [UInt8]
        do { bytes = try StableFile(path).bytes } catch { throw ReplayMissing("\(error)", isLost: false) }
        if name.kind == .sealed, salt == nil {
            throw ReplayMissing("was given without its salt, so nobody can tell whether it is the one", isLost: false)
        }
        guard salt.map({ TypedName.sealed(bytes, salt: $0) }) ?? .open(bytes) == name else {
            throw ReplayMissing("has other bytes than its name says in what was given", isLost: true)
        }
        return bytes
    }
}
