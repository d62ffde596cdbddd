import ExhibitCore

/// How copy detection is calibrated, as a document that a calibration names by digest: whoever changes a rule has another
/// one.
public enum CopyProtocol {
    /// Pictures whose hash says about as much. Declared here, before anything is measured: cells that were drawn around
    /// results would show what whoever drew them wanted.
    public struct Cell: Sendable, Hashable {
        public let name: String
        /// PDQ quality of the picture that is asked about.
        public let quality: ClosedRange<Int>
    }

    public static let schema = "exhibit-copy-protocol-v1"
    /// Highest Hamming distance at which two pictures match.
    public static let maximumDistance = Int(Policy.current.threshold)
    public static let minimumQuality = Int(Policy.current.minimumQuality)
    public static let maximumUnstableBits = Int(Policy.current.maximumUnstableBits)
    /// Pictures of the set that copies are made of: those among so many of its first comparable files.
    public static let mostCopied = 1_000
    /// Different-source pairs that are kept: each source with so many of the next ones, the last before the first.
    public static let mostPairs = 50_000
    public static let mostSources = 20_000

    public static let cells = [
        Cell(name: "quality 50 to 79", quality: 50...79), Cell(name: "quality 80 to 100", quality: 80...100),
    ]

    /// The cell of a picture, by its index; nil where its hash says too little to search for.
    public static func cell(quality: Int) -> Int? { cells.firstIndex { $0.quality.contains(quality) } }

    public static var name: TypedName { .open(bytes) }

    public static var bytes: [UInt8] {
        func number(_ value: Int) -> JSON { .integer(Int64(value)) }
        let json: JSON = [
            "protocol": .string(schema),
            "hash": "pdq/no-pre-shrink/v1",
            "maximum_distance": number(maximumDistance),
            "minimum_quality": number(minimumQuality),
            "maximum_unstable_bits": number(maximumUnstableBits),
            "most_copied": number(mostCopied), "most_pairs": number(mostPairs), "most_sources": number(mostSources),
            "cells": .array(
                cells.map {
                    [
                        "name": .string($0.name), "minimum_quality": number($0.quality.lowerBound),
                        "maximum_quality": number($0.quality.upperBound),
                    ]
                }),
            "cell":
                "by the quality of the picture asked about: of the copy, of the source that is searched for, of the first of a pair",
            "transforms": .array(CopyTransform.allCases.map { .string($0.rawValue) }),
            "sources":
                "pictures of the reference set in the order of its manifest whose recorded hash is usable; each file once, and the same pixels once where files can be read",
            "copies":
                "of the sources that can be read among the first most_copied such files; a copy without a usable hash is missed",
            "searches": "each source among all others, the nearest, of several the first",
            "different":
                "each source with the next ones, the first following the last; as many as most_pairs allows, each pair once",
            "independent":
                "of m searches or sources m/2 rounded down; errors in proportion, rounded up; copies count by source",
            "near_duplicates": "sources that match count as false matches; their owner may leave one out of the set",
            "weight":
                "logistic regression, balanced, without penalty; else isotonic with one misleading score of each class; caps by count and invariance",
        ]
        return json.encoded
    }
}
