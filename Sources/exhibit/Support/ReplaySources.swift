import ExhibitCore
import ExhibitPipeline
import ExhibitStorage

/// The artifacts of one's own case.
struct CaseArtifacts: ReplaySource {
    let opened: Case
    var hasOwnSalts: Bool { true }

    func bytes(of name: TypedName) throws(ReplayMissing) -> [UInt8] {
        do {
            return try opened.bytes(of: name)
        } catch let error as StorageError where error.kind == .notFound {
            let isStored = name.kind == .open || (try? opened.store.artifact(name: name.hash.hex))?.key != nil
            // Pictures of a reference set stay where they were hashed.
            if !isStored, let bytes = try? opened.reference(name, keeping: false) { return bytes }
            throw ReplayMissing(
                isStored ? "is missing in this case: it should be here and is not" : "is not kept in this case",
                isLost: isStored)
        } catch let error as StorageError where error.kind == .damaged {
            throw ReplayMissing("is damaged in this case: \(error.reason)", isLost: true)
        } catch {
            throw ReplayMissing("could not be read: \(error)", isLost: true)
        }
    }

    func file(of name: TypedName) throws(ReplayMissing) -> SealedCopy.Content {
        let path = opened.artifacts.openPath(name.hash.bytes)
        guard InputFile.exists(path) else {
            throw ReplayMissing("is missing in this case: it should be here and is not", isLost: true)
        }
        return .file(path)
    }

    func salt(of name: TypedName) -> [UInt8]? { (try? opened.salt(of: name)) ?? nil }
}

/// What a report gives, and the files that came with it: a bag, or a folder with files named by their digests.
///
/// Everything in the folder is a stranger's: only files whose name is the digest that is asked for are opened, and their
/// bytes are compared with it. What lies there comes before what the report holds: it is what somebody was handed.
struct GivenArtifacts: ReplaySource {
    var hasOwnSalts: Bool { false }
    private let folder: String?
    private var salts: [TypedName: [UInt8]] = [:]
    private var given: [TypedName: [UInt8]] = [:]
    private var reasons: [TypedName: String] = [:]

    init(folder: String?, bundle: Bundle) throws {
        self.folder = folder
        for artifact in bundle.artifacts {
            salts[artifact.name] = artifact.salt
            given[artifact.name] = artifact.bytes
        }
        guard let folder else { return }
        guard InputFile.isFolder(folder) else { throw UserError("\(shown(folder)): is no folder") }
        for (name, salt) in Self.rows("salts", in: folder, "salt") where salts[name] == nil {
            if let bytes = Hex.decode(salt), bytes.count == 32 { salts[name] = bytes }
        }
        reasons = Dictionary(Self.rows("withheld", in: folder, "reason")) { first, _ in first }
    }

    /// Rows of a bag's `salts.json` or `withheld.json`. What they say is believed only where bytes bear it out.
    private static func rows(_ file: String, in folder: String, _ member: String) -> [(TypedName, String)] {
        for place in ["data/", "", "../"] {
            guard let bytes = try? InputFile.read("\(folder)/\(place)\(file).json", limit: 16 << 20) else { continue }
            let json = try? JSONParser.parse(bytes, as: file, limits: .init(bytes: 16 << 20))
            return (json?[file]?.elements ?? []).compactMap { row in
                guard let name = row["name"]?.text.flatMap({ TypedName($0) }), let text = row[member]?.text else {
                    return nil
                }
                return (name, text)
            }
        }
        return []
    }

    private func path(of name: TypedName) -> String? {
        guard let folder else { return nil }
        let kind = name.kind == .open ? "open" : "sealed"
        return ["data/artifacts/\(kind)/", "artifacts/\(kind)/", "\(kind)/", ""].map {
            "\(folder)/\($0)\(name.hash.hex)"
        }.first { InputFile.exists($0) }
    }

    private func absent(_ name: TypedName) -> ReplayMissing {
        if let reason = reasons[name] { return ReplayMissing("was not given: \(reason)", isLost: false) }
        return ReplayMissing(
            folder == nil ? "is not in the report: --artifacts DIR names a folder with it" : "was not given",
            isLost: false)
    }

    func bytes(of name: TypedName) throws(ReplayMissing) -> [UInt8] {
        guard let path = path(of: name) else {
            if let bytes = given[name] { return bytes }
            throw absent(name)
        }
        let bytes: [UInt8]
        do { bytes = try StableFile(path).bytes } catch { throw ReplayMissing("\(error)", isLost: false) }
        if name.kind == .sealed, salts[name] == nil {
            throw ReplayMissing("was given without its salt, so nobody can tell whether it is the one", isLost: false)
        }
        guard salts[name].map({ TypedName.sealed(bytes, salt: $0) }) ?? .open(bytes) == name else {
            throw ReplayMissing("has other bytes than its name says in what was given", isLost: true)
        }
        return bytes
    }

    func file(of name: TypedName) throws(ReplayMissing) -> SealedCopy.Content {
        if let path = path(of: name) { return .file(path) }
        if let bytes = given[name] { return .bytes(bytes) }
        throw absent(name)
    }

    func salt(of name: TypedName) -> [UInt8]? { salts[name] }
}
