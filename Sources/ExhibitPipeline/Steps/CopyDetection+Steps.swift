import ExhibitCore

/// The steps themselves: decode, luminance, hash and search of the evidence, then the copies that people are shown.
extension CopyDetection {
    func compute(_ recorder: inout StepRecorder, _ work: inout Work) throws {
        guard request.evidence.statement.name("artifact") != nil else {
            throw NotDecoded(.damaged, "the evidence names no file")
        }
        let file = statements.file
        try statements.checkWhole(request.bytes)
        let image = try pictures.decode(request.bytes, file, role: "evidence", &recorder)
        let hash = try self.hash(image, &recorder)
        try search(hash, &recorder, &work)
        try pictures.reduce(image, file, role: "evidence", side: request.displaySide, &recorder)
        // A refusal shows nobody: what will not be named is not copied either.
        guard hash.pdq.isUsable, request.about != "person" else { return }
        for candidate in work.list?.candidates ?? [] where candidate.distance <= CopyDetectionModel.threshold {
            try show(candidate, &recorder, &work)
        }
    }

    private struct Hashed {
        let pdq: PDQ
        let name: TypedName
    }

    private func hash(_ decoded: PictureSteps.Decoded, _ recorder: inout StepRecorder) throws -> Hashed {
        var started = surroundings.now()
        let image = decoded.image
        let thumbnail = image.width >= 5 && image.height >= 5 ? PDQThumbnail.make(of: image) : nil
        // Bits, not decimals: a replay compares them exactly.
        let cells = (thumbnail ?? []).flatMap { $0.bitPattern.bigEndianBytes }
        let luminance = try pictures.keep(cells, "exhibit/luminance-64x64-f32/v1")
        recorder.add(
            .luminance, inputs: [("pixels", decoded.pixels)], outputs: [("luminance", luminance)],
            parameters: [("path", PDQ.operation)], started: started)
        started = surroundings.now()
        let pdq = thumbnail.map { PDQ(thumbnail: $0) } ?? PDQ(of: image)
        let name = try pictures.keep(PackedHashes([pdq]).bytes, "exhibit/pdq-set/v1")
        recorder.add(
            .hash, inputs: [("luminance", luminance)], outputs: [("hash", name)],
            parameters: [("path", PDQ.operation)], started: started)
        return Hashed(pdq: pdq, name: name)
    }

    private func search(_ hashed: Hashed, _ recorder: inout StepRecorder, _ work: inout Work) throws {
        let started = surroundings.now()
        let gallery = request.gallery
        let list = Self.ranking(of: hashed.pdq, in: gallery, depth: request.depth)
        let name = try pictures.keep(list.encoded, "application/json")
        recorder.add(
            .search,
            inputs: [("hash", hashed.name), ("hashes", gallery.hashesName), ("gallery", gallery.manifestName)],
            outputs: [("candidates", name)],
            parameters: [("depth", String(request.depth)), ("ties", Self.ties)], started: started)
        work.list = list
        work.candidates = name
    }

    static let ties = "by position in the manifest"

    static func ranking(of probe: PDQ, in gallery: ReferenceSet, depth: Int) -> CandidateList {
        let result = gallery.hashes.search(probe.hash, depth: depth)
        return CandidateList(
            probeQuality: Int64(probe.quality), probeUnstable: Int64(probe.unstableBits),
            members: Int64(gallery.hashes.count), compared: Int64(result.compared),
            candidates: result.hits.enumerated().map { index, hit in
                let record = gallery.hashes[hit.ordinal]
                return CandidateList.Candidate(
                    rank: Int64(index + 1), artifact: gallery.name(at: hit.ordinal), distance: Int64(hit.distance),
                    quality: Int64(record.quality), unstable: Int64(record.unstableBits))
            })
    }

    /// Decodes and reduces a candidate's picture, so that a reader can look; its bytes are kept from now on.
    private func show(
        _ candidate: CandidateList.Candidate, _ recorder: inout StepRecorder, _ work: inout Work
    ) throws {
        do {
            let ordinal = request.gallery.manifest.lines.firstIndex { $0.hash == candidate.artifact.hash } ?? 0
            let bytes = try reference(ordinal)
            let decoded = try pictures.decode(bytes, candidate.artifact, role: "reference", &recorder)
            try pictures.reduce(
                decoded, candidate.artifact, role: "reference", side: request.displaySide, &recorder)
        } catch let error as ReferenceUnavailable {
            work.remarks.append("reference \(candidate.rank) is not shown: \(error.reason)")
        } catch let error as NotDecoded {
            work.remarks.append("reference \(candidate.rank) is not shown: \(error.reason)")
        }
    }
}

/// A reference picture that is no longer where it was hashed, or no longer the same.
public struct ReferenceUnavailable: Error {
    public let reason: String

    public init(_ reason: String) { self.reason = reason }
}
