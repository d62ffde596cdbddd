/// The ranked outcome of one search, as its artifact records it: to the declared depth, ties by place in the set.
public struct CandidateList: Sendable, Equatable {
    public struct Candidate: Sendable, Equatable {
        /// From 1.
        public let rank: Int64
        public let artifact: TypedName
        /// Hamming distance, 0 to 256.
        public let distance: Int64
        /// PDQ quality, 0 to 100.
        public let quality: Int64
        /// PDQ bits near the median, 0 to 256.
        public let unstable: Int64

        public init(rank: Int64, artifact: TypedName, distance: Int64, quality: Int64, unstable: Int64) {
            self.rank = rank
            self.artifact = artifact
            self.distance = distance
            self.quality = quality
            self.unstable = unstable
        }
    }

    /// PDQ quality and unstable bits of the evidence.
    public let probeQuality: Int64
    public let probeUnstable: Int64
    /// Pictures in the reference set, and how many of them had a usable hash.
    public let members: Int64
    public let compared: Int64
    public let candidates: [Candidate]

    public init(
        probeQuality: Int64, probeUnstable: Int64, members: Int64, compared: Int64, candidates: [Candidate]
    ) {
        self.probeQuality = probeQuality
        self.probeUnstable = probeUnstable
        self.members = members
        self.compared = compared
        self.candidates = candidates
    }

    private static let schema = "exhibit-candidates-v1"
    private static let shape = Shape.record([
        "schema": .word([schema]),
        "probe": .record(["quality": .integer(0...100), "unstable": .integer(0...256)]),
        "members": .count,
        "compared": .count,
        "candidates": .list(
            .record([
                "rank": .integer(1...10_000), "artifact": .name([.sealed]), "distance": .integer(0...256),
                "quality": .integer(0...100), "unstable": .integer(0...256),
            ]), 0...10_000),
    ])

    public var encoded: [UInt8] {
        let json: JSON = [
            "schema": .string(Self.schema),
            "probe": ["quality": .integer(probeQuality), "unstable": .integer(probeUnstable)],
            "members": .integer(members),
            "compared": .integer(compared),
            "candidates": .array(
                candidates.map {
                    [
                        "rank": .integer($0.rank), "artifact": .string($0.artifact.description),
                        "distance": .integer($0.distance), "quality": .integer($0.quality),
                        "unstable": .integer($0.unstable),
                    ]
                }),
        ]
        return json.encoded
    }

    public init(encoded bytes: [UInt8]) throws(Malformed) {
        let json = try JSONParser.parse(bytes, as: "candidate list", limits: .init(bytes: 4 << 20))
        try Self.shape.check(json, at: "candidates")
        func number(_ json: JSON?) -> Int64 { json?.number ?? 0 }
        self.init(
            probeQuality: number(json["probe"]?["quality"]), probeUnstable: number(json["probe"]?["unstable"]),
            members: number(json["members"]), compared: number(json["compared"]),
            candidates: (json["candidates"]?.elements ?? []).compactMap { item in
                item["artifact"]?.text.flatMap { TypedName($0) }.map {
                    Candidate(
                        rank: number(item["rank"]), artifact: $0, distance: number(item["distance"]),
                        quality: number(item["quality"]), unstable: number(item["unstable"]))
                }
            })
        for (index, candidate) in candidates.enumerated() {
            guard candidate.rank == Int64(index + 1), index == 0 || candidates[index - 1].distance <= candidate.distance
            else { throw Malformed("candidate list", "out of rank") }
        }
    }
}
