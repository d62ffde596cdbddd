import ExhibitCore

/// The reference set of a run that is asked once more.
extension ModelReplay {
    private static let mostNamed = 20

    /// The files of a set that are not here, by name: each is needed, since any of them could be the answer.
    static func missing(of manifest: Manifest, _ source: some ReplaySource) -> [String] {
        var missing: [String] = []
        for hash in Set(manifest.lines.map(\.hash)).sorted() {
            let name = TypedName(.sealed, hash)
            do throws(ReplayMissing) { _ = try source.bytes(of: name) } catch {
                missing.append("reference: \(name) \(error.reason)")
            }
        }
        let others = missing.count - mostNamed
        return Array(missing.prefix(mostNamed))
            + (others > 0 ? ["and \(others) more pictures of the reference set"] : [])
    }

    func references(
        of manifest: Manifest, _ source: some ReplaySource
    ) throws(ReplayNotAttempted) -> ReferencePictures {
        do {
            return try ReferencePictures(of: manifest, in: "\(scratch)/references", isCancelled: isCancelled) {
                (name) throws(ReferenceUnavailable) in
                do throws(ReplayMissing) { return try source.bytes(of: name) } catch {
                    throw ReferenceUnavailable("\(name) \(error.reason)")
                }
            }
        } catch {
            throw ReplayNotAttempted("\(error)")
        }
    }
}

extension Replay {
    /// The manifest of the reference set that a step of a model read; nil where it read none.
    func manifest(of step: Statement) throws(ReplayNotAttempted) -> Manifest? {
        guard step.artifacts("inputs").contains(where: { $0.role == "gallery" }) else { return nil }
        let bytes = try bytes("gallery", of: step)
        do { return try Manifest(encoded: bytes) } catch {
            throw ReplayNotAttempted("gallery: the reference set could not be read: \(error)")
        }
    }
}
