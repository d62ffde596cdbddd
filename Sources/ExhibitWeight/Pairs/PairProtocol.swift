import ExhibitCore

/// How a model that answers by itself is calibrated, by pairs whose truth somebody stated, as a document that a
/// calibration names by digest.
public enum PairProtocol {
    /// Pictures of about one size, declared before anything is measured.
    public struct Cell: Sendable, Hashable {
        public let name: String
        /// Of the picture that is asked about, as decoded, in pixels; nothing bounds the last one.
        public let smallestSide: Int
        public let largestSide: Int?

        func contains(_ side: Int) -> Bool { side >= smallestSide && largestSide.map { side <= $0 } ?? true }
    }

    public static let schema = "exhibit-pairs-protocol-v1"
    public static let mostPairs = 200_000
    /// Pictures that one run compares with.
    public static let mostReferences = 2_000
    /// Answers that a run is asked for, whatever the model has.
    public static let depth = 1_000

    public static let cells = [
        Cell(name: "smaller side 1 to 31 pixels", smallestSide: 1, largestSide: 31),
        Cell(name: "smaller side 32 to 127 pixels", smallestSide: 32, largestSide: 127),
        Cell(name: "smaller side 128 to 511 pixels", smallestSide: 128, largestSide: 511),
        Cell(name: "smaller side 512 pixels and more", smallestSide: 512, largestSide: nil),
    ]

    /// The cell of a picture, by its index.
    public static func cell(side: Int) -> Int? { cells.firstIndex { $0.contains(side) } }

    public static var name: TypedName { .open(bytes) }

    public static var bytes: [UInt8] {
        let json: JSON = [
            "protocol": .string(schema),
            "most_pairs": .count(mostPairs), "most_references": .count(mostReferences), "depth": .count(depth),
            "bins": .count(ScoreHistograms.bins), "widest_range": .count(ScoreHistograms.widestRange),
            "cells": .array(
                cells.map {
                    [
                        "name": .string($0.name), "minimum_side": .count($0.smallestSide),
                        "maximum_side": $0.largestSide.map { .count($0) } ?? .null,
                    ]
                }),
            "cell": "by the smaller side, in pixels as decoded, of the picture that is asked about",
            "truth":
                "as its signer states it, of each pair once; a picture and a label of the model, or two pictures: of one source where they are the same, of two where they are not",
            "scores":
                "one run of the model on each picture, with all its candidates; a pair without a finite score is left out",
            "matches":
                "a score that reaches the one that the model's statement asks for; where it asks for none there are no rates and no weight",
            "misses":
                "pairs that are the same and do not match, those that were not answered or have no finite score among them",
            "independent":
                "pairs that share no source, greedily in the order of their sources; a label is no source; errors in proportion, rounded up, and at least those among these pairs",
            "weight":
                "logistic regression, balanced, without penalty; else isotonic with one misleading score of each class; caps by count and invariance",
        ]
        return json.encoded
    }
}
