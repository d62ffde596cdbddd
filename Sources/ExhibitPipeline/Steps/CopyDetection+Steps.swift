import ExhibitCore

/// The steps themselves: decode, luminance, hash and search of the evidence, then the copies that people are shown.
extension CopyDetection {
    func compute(_ recorder: inout StepRecorder, _ work: inout Work) throws {
        let evidence = request.evidence.statement
        guard let file = evidence.name("artifact") else { throw NotDecoded(.damaged, "the evidence names no file") }
        let image = try decode(request.bytes, file, role: "evidence", &recorder)
        let hash = try self.hash(image, &recorder)
        try search(hash, &recorder, &work)
        try reduce(image, file, role: "evidence", &recorder)
        // A refusal shows nobody: what will not be named is not copied either.
        guard hash.pdq.isUsable, request.about != "person" else { return }
        for candidate in work.list?.candidates ?? [] where candidate.distance <= CopyDetectionModel.threshold {
            try show(candidate, &recorder, &work)
        }
    }

    private struct Decoded {
        let image: DecodedImage
        let pixels: TypedName
    }

    private struct Hashed {
        let pdq: PDQ
        let name: TypedName
    }

    private func decode(
        _ bytes: [UInt8], _ file: TypedName, role: String, _ recorder: inout StepRecorder
    ) throws -> Decoded {
        let started = surroundings.now()
        let (outcome, coefficients) = ImageDecoder.decodeWithCoefficients(bytes)
        guard let image = outcome.image else {
            if case .notDecoded(_, let reason) = outcome { throw reason }
            throw NotDecoded(.unsupported, "only JPEG and PNG pictures are compared")
        }
        let isJPEG = ImageKind(sniffing: bytes) == .jpeg
        var outputs: [(String, TypedName)] = []
        if case .success(let coefficients?) = coefficients {
            let name = try store.keep(
                Sealing(coefficients, randomness: surroundings.randomness), bytes: nil,
                media: "exhibit/jpeg-coefficients/v1", stable: true)
            outputs.append(("coefficients", name))
        }
        let identity = Sealing(
            ImageIdentity.pixelIdentityHeader(image), image.samples, randomness: surroundings.randomness)
        let pixels = try store.keep(identity, bytes: nil, media: "exhibit/pixels/v1", stable: true)
        outputs.append(("pixels", pixels))
        recorder.add(
            isJPEG ? .decodeJPEG : .decodePNG, taint: isJPEG ? "T2" : "T1", inputs: [(role, file)], outputs: outputs,
            parameters: [
                ("decoder", image.decoder), ("settings", image.settings), ("colour", image.colour.rawValue),
            ], warnings: image.warnings, started: started)
        return Decoded(image: image, pixels: pixels)
    }

    private func hash(_ decoded: Decoded, _ recorder: inout StepRecorder) throws -> Hashed {
        var started = surroundings.now()
        let image = decoded.image
        let thumbnail = image.width >= 5 && image.height >= 5 ? PDQThumbnail.make(of: image) : nil
        // Bits, not decimals: a replay compares them exactly.
        let cells = (thumbnail ?? []).flatMap { $0.bitPattern.bigEndianBytes }
        let luminance = try keep(cells, "exhibit/luminance-64x64-f32/v1")
        recorder.add(
            .luminance, taint: "T2", inputs: [("pixels", decoded.pixels)], outputs: [("luminance", luminance)],
            parameters: [("path", PDQ.operation)], started: started)
        started = surroundings.now()
        let pdq = thumbnail.map { PDQ(thumbnail: $0) } ?? PDQ(of: image)
        let name = try keep(PackedHashes([pdq]).bytes, "exhibit/pdq-set/v1")
        recorder.add(
            .hash, taint: "T2", inputs: [("luminance", luminance)], outputs: [("hash", name)],
            parameters: [("path", PDQ.operation)], started: started)
        return Hashed(pdq: pdq, name: name)
    }

    private func search(_ hashed: Hashed, _ recorder: inout StepRecorder, _ work: inout Work) throws {
        let started = surroundings.now()
        let gallery = request.gallery
        let result = gallery.hashes.search(hashed.pdq.hash, depth: request.depth)
        let list = CandidateList(
            probeQuality: Int64(hashed.pdq.quality), probeUnstable: Int64(hashed.pdq.unstableBits),
            members: Int64(gallery.hashes.count), compared: Int64(result.compared),
            candidates: result.hits.enumerated().map { index, hit in
                let record = gallery.hashes[hit.ordinal]
                return CandidateList.Candidate(
                    rank: Int64(index + 1), artifact: gallery.name(at: hit.ordinal), distance: Int64(hit.distance),
                    quality: Int64(record.quality), unstable: Int64(record.unstableBits))
            })
        let name = try keep(list.encoded, "application/json")
        recorder.add(
            .search, taint: "T2",
            inputs: [("hash", hashed.name), ("hashes", gallery.hashesName), ("gallery", gallery.manifestName)],
            outputs: [("candidates", name)],
            parameters: [("depth", String(request.depth)), ("ties", "by position in the manifest")], started: started)
        work.list = list
        work.candidates = name
    }

    /// Decodes and reduces a candidate's picture, so that a reader can look; its bytes are kept from now on.
    private func show(
        _ candidate: CandidateList.Candidate, _ recorder: inout StepRecorder, _ work: inout Work
    ) throws {
        do {
            let ordinal = request.gallery.manifest.lines.firstIndex { $0.hash == candidate.artifact.hash } ?? 0
            let bytes = try reference(ordinal)
            let decoded = try decode(bytes, candidate.artifact, role: "reference", &recorder)
            try reduce(decoded, candidate.artifact, role: "reference", &recorder)
        } catch let error as ReferenceUnavailable {
            work.remarks.append("reference \(candidate.rank) is not shown: \(error.reason)")
        } catch let error as NotDecoded {
            work.remarks.append("reference \(candidate.rank) is not shown: \(error.reason)")
        }
    }

    private func reduce(
        _ decoded: Decoded, _ file: TypedName, role: String, _ recorder: inout StepRecorder
    ) throws {
        let started = surroundings.now()
        let copy = try ReducedCopy(of: decoded.image, maxSide: request.displaySide, quality: 80)
        let name = try keep(copy.jpeg, "image/jpeg")
        let map = [copy.geometry.x, copy.geometry.y].flatMap { [$0.ax, $0.ay, $0.offset, $0.divisor] }
        recorder.add(
            .reduce, taint: "T2", inputs: [(role, file), ("pixels", decoded.pixels)], outputs: [("reduced", name)],
            parameters: [("longest side", String(request.displaySide)), ("encoder", copy.encoder)],
            geometry: [
                "map": .array(map.map { .integer(Int64($0)) }), "width": .integer(Int64(copy.width)),
                "height": .integer(Int64(copy.height)), "source_width": .integer(Int64(decoded.image.width)),
                "source_height": .integer(Int64(decoded.image.height)),
            ], started: started)
    }

    private func keep(_ bytes: [UInt8], _ media: String) throws -> TypedName {
        try store.keep(
            Sealing(bytes, randomness: surroundings.randomness), bytes: bytes, media: media, stable: false)
    }
}

/// A reference picture that is no longer where it was hashed, or no longer the same.
public struct ReferenceUnavailable: Error {
    public let reason: String

    public init(_ reason: String) { self.reason = reason }
}
