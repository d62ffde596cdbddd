import ExhibitCore

/// A recorded calibration that holds what it says: its findings follow from its scores, and its statement from both.
public struct Calibration: Sendable {
    public let scores: CalibrationScores
    /// Computed again from the scores.
    public let findings: CalibrationFindings
    /// The findings as they were recorded, which agree: what decides is what a reader sees.
    public let recorded: JSON

    /// - Parameters:
    ///   - scores: the bytes of the artifact that the statement names so. That they have this name is for the caller to
    ///     check: it takes the salt.
    ///   - findings: likewise.
    /// - Throws: saying what does not follow.
    public init(of statement: Statement, scores: [UInt8], findings: [UInt8]) throws(Malformed) {
        guard statement.isKind(.calibration) else { throw Self.failure("the entry is of another kind") }
        guard statement.name("protocol") == CopyProtocol.name else {
            throw Self.failure("its protocol is another than \(CopyProtocol.schema), the one that this program knows")
        }
        let galleries = statement.names("galleries")
        guard let model = statement.name("model"), galleries.count == 1,
            statement.name("topic") == CalibrationTopic.name(model: model)
        else { throw Self.failure("its topic is not that of its model, or it names no reference set") }
        self.scores = try CalibrationScores(encoded: scores)
        guard let computed = try? CalibrationFindings(self.scores) else {
            throw Self.failure("nothing can be computed from its scores")
        }
        self.findings = computed
        if let reason = computed.reasonDiffering(from: findings) { throw Self.failure("findings: \(reason)") }
        recorded = try JSONParser.parse(findings, as: "calibration", limits: CalibrationFindings.limits)
        let counts = Self.counts(self.scores, computed).sorted { $0.key < $1.key }
        for (member, value) in counts where statement.body[member] != value {
            throw Self.failure("its \(member) do not follow from its scores")
        }
    }

    /// The members of a statement that follow from scores.
    public static func counts(_ scores: CalibrationScores, _ findings: CalibrationFindings) -> [String: JSON] {
        [
            "sources": .integer(Int64(scores.sources)), "left_out": .integer(Int64(scores.leftOut.count)),
            "cells": .array(
                findings.cells.map {
                    [
                        "name": .string($0.name), "same_source": .integer(Int64($0.sameIndependent)),
                        "different_source": .integer(Int64($0.differentIndependent)),
                    ]
                }),
        ]
    }

    private static func failure(_ reason: String) -> Malformed { Malformed("calibration", reason) }
}
