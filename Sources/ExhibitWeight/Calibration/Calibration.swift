import ExhibitCore

/// A recorded calibration that holds what it says: its findings follow from its scores, and its statement from both.
public struct Calibration: Sendable {
    /// By one of the protocols that this version knows: the scores, and the findings computed from them.
    public enum Measured: Sendable {
        case copies(CalibrationScores, CalibrationFindings)
        case pairs(PairScores, PairFindings)

        public var findings: any ComputedFindings {
            switch self {
            case .copies(_, let findings): findings
            case .pairs(_, let findings): findings
            }
        }

        /// Pictures of different things.
        public var sources: Int {
            switch self {
            case .copies(let scores, _): scores.sources
            case .pairs(let scores, _): scores.sources
            }
        }

        private var leftOut: Int {
            switch self {
            case .copies(let scores, _): scores.leftOut.count
            case .pairs(let scores, _): scores.leftOut.count + scores.repeated
            }
        }

        /// The artifact of all scores, and the document of the protocol.
        public var documents: (scores: [UInt8], protocol: [UInt8]) {
            switch self {
            case .copies(let scores, _): (scores.encoded, CopyProtocol.bytes)
            case .pairs(let scores, _): (scores.encoded, PairProtocol.bytes)
            }
        }

        /// The members of a statement that follow from scores.
        public var counts: [String: JSON] {
            [
                "sources": .count(sources), "left_out": .count(leftOut),
                "cells": .array(
                    findings.cells.map {
                        [
                            "name": .string($0.name), "same_source": .count($0.sameIndependent),
                            "different_source": .count($0.differentIndependent),
                        ]
                    }),
            ]
        }
    }

    public let measured: Measured
    /// The findings as they were recorded, which agree: what decides is what a reader sees.
    public let recorded: JSON

    /// - Parameters:
    ///   - model: the statement that it names.
    ///   - scores: the bytes of the artifact that the statement names so. That they have this name is for the caller to
    ///     check: it takes the salt.
    ///   - findings: likewise.
    /// - Throws: saying what does not follow.
    public init(of statement: Statement, model: Statement?, scores: [UInt8], findings: [UInt8]) throws(Malformed) {
        guard statement.isKind(.calibration) else { throw Self.failure("the entry is of another kind") }
        guard let name = statement.name("model"), statement.name("topic") == CalibrationTopic.name(model: name) else {
            throw Self.failure("its topic is not that of its model")
        }
        measured = try Self.measured(statement, model, scores)
        let computed = measured.findings
        if let reason = computed.reasonDiffering(from: findings) { throw Self.failure("findings: \(reason)") }
        recorded = try JSONParser.parse(findings, as: "calibration", limits: type(of: computed).limits)
        for (member, value) in measured.counts.sorted(by: { $0.key < $1.key }) where statement.body[member] != value {
            throw Self.failure("its \(member) do not follow from its scores")
        }
    }

    private static func measured(
        _ statement: Statement, _ model: Statement?, _ scores: [UInt8]
    ) throws(Malformed) -> Measured {
        let galleries = statement.names("galleries")
        switch statement.name("protocol") {
        case CopyProtocol.name:
            guard galleries.count == 1 else { throw failure("it names no reference set") }
            let scores = try CalibrationScores(encoded: scores)
            guard let findings = try? CalibrationFindings(scores) else {
                throw failure("nothing can be computed from its scores")
            }
            return .copies(scores, findings)
        case PairProtocol.name:
            guard galleries.isEmpty else { throw failure("it names a reference set") }
            guard let model, model.name == statement.name("model"), !model.generatesPixels,
                let scale = ModelScale(of: model)
            else { throw failure("its model is none that answers questions, or generates pixels") }
            let scores = try PairScores(encoded: scores)
            return .pairs(scores, try PairFindings(scores, of: scale))
        default:
            throw failure(
                "its protocol is none of \(CopyProtocol.schema) and \(PairProtocol.schema), which this program knows")
        }
    }

    private static func failure(_ reason: String) -> Malformed { Malformed("calibration", reason) }
}
