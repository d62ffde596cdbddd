/// The kind that records how often a method is wrong.
extension Kind {
    /// How often a method missed and matched wrongly on pictures whose truth is known, and what its scores are worth. All of
    /// it follows from the scores by the protocol, which names the cells before anything is computed.
    public static let calibration = Kind(
        name: "calibration", version: 1, role: .operator,
        body: [
            "model": .name([.statement]),
            /// Of the model: ``CalibrationTopic``.
            "topic": .name([.open]),
            /// How pairs were made and what was computed, in the words of a document.
            "protocol": .name([.open]),
            "galleries": .list(.name([.statement]), 0...1),
            /// Pictures of different things; files with the same pixels are one.
            "sources": .count,
            /// Files that were named and gave nothing to compare, or nothing to make copies of.
            "left_out": .count,
            /// Independent comparisons in each cell that the protocol declares.
            "cells": .list(
                .record(["name": .text(128), "same_source": .count, "different_source": .count]), 1...64),
            /// Every score, as `exhibit-calibration-scores-v1`.
            "scores": .name([.sealed]),
            /// What follows from them, as `exhibit-calibration-v1`.
            "findings": .name([.sealed]),
            "program": .record(["name": .text(128), "version": .text(128)]),
            /// Libraries, system and machine that copies were made and read by.
            "environment": .list(.record(["name": .text(128), "value": .text(256)]), 0...32),
            /// What kind of pictures these are, in its operator's words.
            "conditions": .slot(.text(4_096)),
            "recorded": .slot(.count),
        ])
}
