import ExhibitCore

/// What a run is made with, injected so that it can be made again byte for byte.
public struct RunSurroundings {
    public var program: (name: String, version: String)
    public var environment: [(name: String, value: String)]
    public var randomness: any Randomness
    /// Milliseconds since 1970.
    public var now: () -> Int64

    public init(
        program: (name: String, version: String), environment: [(name: String, value: String)],
        randomness: any Randomness, now: @escaping () -> Int64
    ) {
        self.program = program
        self.environment = environment
        self.randomness = randomness
        self.now = now
    }
}

/// The steps that every run over a picture has, whatever its model.
struct PictureSteps {
    let store: any ArtifactKeeping
    let surroundings: RunSurroundings

    struct Decoded {
        let image: DecodedImage
        let pixels: TypedName
    }

    func decode(
        _ bytes: [UInt8], _ file: TypedName, role: String, saysDamage: Bool = true, _ recorder: inout StepRecorder
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
        let pixels = try self.pixels(image)
        outputs.append(("pixels", pixels))
        recorder.add(
            isJPEG ? .decodeJPEG : .decodePNG, inputs: [(role, file)], outputs: outputs,
            parameters: [
                ("decoder", image.decoder), ("settings", image.settings), ("colour", image.colour.rawValue),
            ], warnings: saysDamage ? image.warnings : [], started: started)
        return Decoded(image: image, pixels: pixels)
    }

    func reduce(
        _ decoded: Decoded, _ file: TypedName, role: String, side: Int, _ recorder: inout StepRecorder
    ) throws {
        let started = surroundings.now()
        let copy = try ReducedCopy(of: decoded.image, maxSide: side, quality: 80)
        let name = try keep(copy.jpeg, "image/jpeg")
        recorder.add(
            .reduce, inputs: [(role, file), ("pixels", decoded.pixels)], outputs: [("reduced", name)],
            parameters: [("longest side", String(side)), ("encoder", copy.encoder)],
            geometry: Self.geometry(
                copy.geometry, (copy.width, copy.height), of: (decoded.image.width, decoded.image.height)),
            started: started)
    }

    static func geometry(
        _ map: PixelMap, _ size: (width: Int, height: Int), of source: (width: Int, height: Int)
    ) -> JSON {
        [
            "map": .array(map.coefficients.map { .integer(Int64($0)) }), "width": .integer(Int64(size.width)),
            "height": .integer(Int64(size.height)), "source_width": .integer(Int64(source.width)),
            "source_height": .integer(Int64(source.height)),
        ]
    }

    /// The identities of a picture that a program made, as a step of their own: a copy that was saved again is known by
    /// them. Nothing where it does not decode.
    func identify(_ bytes: [UInt8], _ file: TypedName, role: String, _ recorder: inout StepRecorder) throws {
        guard ImageKind(sniffing: bytes).isCompared else { return }
        do {
            // What a decoder says of damage could be a program's sentence, and nothing rests on it here.
            _ = try decode(bytes, file, role: role, saysDamage: false, &recorder)
        } catch is NotDecoded {}
    }

    /// The identity of decoded pixels, which are not kept.
    func pixels(_ image: DecodedImage) throws -> TypedName {
        let identity = Sealing(
            ImageIdentity.pixelIdentityHeader(image), image.samples, randomness: surroundings.randomness)
        return try store.keep(identity, bytes: nil, media: "exhibit/pixels/v1", stable: true)
    }

    /// What a program made. A picture keeps its name where somebody brings it back as evidence: who drew it stays known.
    /// Where it was there before, it gets one of its own: a step that says that it made evidence takes the ground from
    /// every claim on it.
    ///
    /// - Parameter known: words for a picture of that name that was there before.
    func keepMade(
        _ bytes: [UInt8], _ media: String, known: (TypedName) throws -> String?
    ) throws -> (name: TypedName, known: String?) {
        guard media.hasPrefix("image/") else { return (try keep(bytes, media), nil) }
        let name = try keep(bytes, media, stable: true)
        guard let words = try known(name) else { return (name, nil) }
        return (try keep(bytes, media), words)
    }

    /// - Parameter stable: under the name that these bytes have already, where they are known.
    func keep(_ bytes: [UInt8], _ media: String, stable: Bool = false) throws -> TypedName {
        try store.keep(
            Sealing(bytes, randomness: surroundings.randomness), bytes: bytes, media: media, stable: stable)
    }
}
