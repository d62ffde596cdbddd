import ExhibitCore
import ExhibitPipeline
import ExhibitStorage

/// A recorded reference set as a model is given it.
struct NamedSet {
    let entry: PlacedEntry
    let label: String
    let manifest: Manifest

    /// For the operator's eyes: where a picture of it was hashed.
    func path(of name: TypedName) -> String? { manifest.lines.first { $0.hash == name.hash }.map { "/" + $0.path } }
}

extension Case {
    func namedSet(_ label: String) throws -> NamedSet {
        let entry = try recordedGallery(label)
        guard let name = entry.statement.name("manifest") else {
            throw UserError("#\(entry.position) is no reference set")
        }
        let set = NamedSet(entry: entry, label: label, manifest: try Manifest(encoded: try bytes(of: name)))
        guard set.manifest.lines.count <= ReferencePictures.most else {
            throw UserError(
                "the reference set \"\(shown(label))\" has \(set.manifest.lines.count) files, and a model is given at most \(ReferencePictures.most). Record a smaller one: exhibit gallery add NAME FOLDER"
            )
        }
        return set
    }

    func recordedGallery(_ label: String) throws -> PlacedEntry {
        guard let entry = try gallery(labelled: label) else {
            throw UserError(
                "no reference set \"\(shown(label))\". Make it: exhibit gallery add \(word(label)) FOLDER; see: exhibit gallery list"
            )
        }
        return entry
    }

    /// A reference picture from this case, or from where it was hashed: read once and compared with its sealed name.
    ///
    /// - Parameter keeping: as a picture that a run shows is, from now on.
    func reference(_ name: TypedName, keeping: Bool) throws(ReferenceUnavailable) -> [UInt8] {
        if let kept = try? bytes(of: name) { return kept }
        guard let salt = (try? salt(of: name)) ?? nil, let hint = (try? store.picture(name: name.hash.hex)) ?? nil
        else {
            throw ReferenceUnavailable("this case does not know where it is")
        }
        let file: StableFile
        do {
            file = try StableFile(hint.path)
        } catch {
            throw ReferenceUnavailable("its file cannot be read any more")
        }
        let sealing = Sealing(file.bytes, salt: salt)
        guard sealing.name == name else { throw ReferenceUnavailable("its file was changed after it was hashed") }
        guard keeping else { return file.bytes }
        do {
            _ = try keep(sealing, bytes: file.bytes, media: ImageKind(sniffing: file.bytes).mediaType, stable: true)
        } catch {
            throw ReferenceUnavailable("it could not be kept")
        }
        return file.bytes
    }

    /// The pictures of a set, made ready for a program; what is missing or was changed is named, and nothing is asked.
    func referencePictures(
        _ set: NamedSet, in folder: String, isCancelled: () -> Bool
    ) throws -> ReferencePictures {
        do {
            return try ReferencePictures(of: set.manifest, in: folder, isCancelled: isCancelled) {
                (name) throws(ReferenceUnavailable) in
                do throws(ReferenceUnavailable) {
                    return try reference(name, keeping: false)
                } catch {
                    throw ReferenceUnavailable("\(shown(set.path(of: name) ?? name.description)): \(error.reason)")
                }
            }
        } catch {
            try Interruption.check()
            throw UserError(
                "the reference set \"\(shown(set.label))\" cannot be given to a model: \(error). Nothing was asked. Put the file back as it was, or record a set without it: exhibit gallery add NAME FOLDER"
            )
        }
    }
}
