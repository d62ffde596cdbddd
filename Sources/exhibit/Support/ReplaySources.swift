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
            if let erased = opened.erasure(of: name) {
                throw ReplayMissing("was \(Erasures.words(erased))", isLost: false)
            }
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

    func salt(of name: TypedName) throws(ReplayMissing) -> [UInt8]? {
        let salt: [UInt8]?
        do {
            salt = try opened.salt(of: name)
        } catch {
            throw ReplayMissing("could not be read in this case: \(error)", isLost: true)
        }
        if salt == nil, let erased = opened.erasure(of: name) {
            throw ReplayMissing("was \(Erasures.words(erased))", isLost: false)
        }
        return salt
    }
}
