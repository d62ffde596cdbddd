import ExhibitCore

/// What follows from the scores of a calibration by pairs and from what the model's statement says of them: how often
/// wrong answers matched and right ones did not, and what a score is worth.
public struct PairFindings: ComputedFindings {
    public static let schema = "exhibit-pairs-calibration-v1"
    public static var limits: JSONParser.Limits { JSONParser.Limits(bytes: CalibrationFindings.mostBytes) }

    /// In the order of the protocol.
    public let cells: [Cell]

    /// - Throws: where the scores are none of the model's.
    public init(_ scores: PairScores, of scale: ModelScale) throws(Malformed) {
        guard scores.candidates.allSatisfy({ ($0 == nil) == (scale.answers != nil) }) else {
            throw PairScores.failure("candidates are labels of the model where it has such, else pictures")
        }
        guard scores.rows.allSatisfy({ scale.range.contains($0.score.value) }) else {
            throw PairScores.failure("a score outside of the range of its model")
        }
        do {
            cells = try PairProtocol.cells.map { try Cell($0, of: scores, scale) }
        } catch {
            throw PairScores.failure("\(error)")
        }
    }

    public var json: JSON {
        [
            "schema": .string(Self.schema), "protocol": .string(PairProtocol.name.description),
            "cells": .array(cells.map(\.json)),
        ]
    }
}
