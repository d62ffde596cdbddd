import ExhibitCore

extension SampleLedger {
    /// Made for the place after the last one, and not appended: the tree is that of earlier vectors.
    func modelWithRunner() throws -> PlacedEntry {
        let manifest = Self.open("manifest of digits")
        return try notAppended(
            Draft(
                .modelWithRunner, subjects: [manifest],
                body: [
                    "name": "digits", "version": "1", "manifest": .string(manifest.description),
                    "files": [
                        [
                            "path": "labels.txt", "role": "labels", "size": 20,
                            "artifact": .string(Self.open("labels").description),
                        ]
                    ], "runner": "exhibit-runner-v1", "program": ["name": "runner", "version": "1"],
                    "generates_pixels": false, "nondeterminism": [],
                    "score": ["name": "output", "better": "higher", "minimum": "0", "maximum": "1"],
                    "match": "0.900000", "conditions": "Digits of 5 × 7 cells.",
                ], slots: ["command": ["/usr/bin/python3", "runner.py"], "recorded": .integer(ledger.now)]))
    }

    /// Not appended either.
    func modelWithdrawn(_ model: PlacedEntry) throws -> PlacedEntry {
        try notAppended(
            Draft(
                .modelWithdrawn, subjects: [model.statement.name],
                body: ["model": .string(model.statement.name.description), "reason": "Two labels were exchanged."]))
    }

    func calibration() throws -> PlacedEntry {
        let (model, gallery) = (byKind["model"]!.statement.name, byKind["gallery"]!.statement.name)
        return try notAppended(
            Draft(
                .calibration, subjects: [model, gallery],
                body: [
                    "model": .string(model.description),
                    "topic": .string(CalibrationTopic.name(model: model).description),
                    "protocol": .string(Self.open("protocol").description),
                    "galleries": [.string(gallery.description)], "sources": 700, "left_out": 2,
                    "cells": [
                        ["name": "quality 80 to 100", "same_source": 690, "different_source": 349]
                    ],
                    "scores": .string(Self.sealed("calibration scores").description),
                    "findings": .string(Self.sealed("calibration").description),
                    "program": ["name": "exhibit", "version": "1"],
                    "environment": [["name": "arch", "value": "x86_64"]],
                ], slots: ["conditions": "Photographs of gardens.", "recorded": .integer(ledger.now)]))
    }

    func measurement(_ model: PlacedEntry) throws -> PlacedEntry {
        try notAppended(
            Draft(
                .measurement, subjects: [model.statement.name],
                body: [
                    "model": .string(model.statement.name.description),
                    "program": ["name": "runner", "version": "1"],
                    "engine": ["name": "any", "version": "1", "build": "1"],
                    "pictures": [.string(Self.sealed("measured picture").description)],
                    "settings": [
                        ["threads": 1, "level": "all", "completed": 10, "failed": 0],
                        ["threads": 2, "level": "all", "completed": 10, "failed": 1],
                    ],
                    "largest_difference": "0.000000120", "ranking_changed": false, "floor": "0.000100000",
                    "epsilon": "0.000100000", "scores": .string(Self.sealed("measured runs").description),
                    "environment": .string(Self.sealed("environment").description),
                ],
                slots: [
                    "evidence": .array([.string(byKind["evidence"]!.statement.name.description)]),
                    "recorded": .integer(ledger.now),
                ]))
    }

    func runOpened(_ measurement: PlacedEntry) throws -> PlacedEntry {
        let picture = Self.sealed("picture")
        guard let measured = Measurement(measurement.statement), let tolerance = Tolerance(measured) else {
            throw Malformed("measurement", "it gives no tolerance")
        }
        return try notAppended(
            Draft(
                .runOpenedMeasured, subjects: [picture],
                body: [
                    "model": measurement.statement.body["model"] ?? .null, "galleries": [],
                    "inputs": [
                        [
                            "role": "evidence", "artifact": .string(picture.description),
                            "evidence": .string(byKind["evidence"]!.statement.name.description),
                        ]
                    ],
                    "about": "thing", "parameters": [["name": "depth", "value": "10"]], "tolerance": tolerance.json,
                    "program": ["name": "exhibit", "version": "1.0.0"],
                    "environment": [["name": "arch", "value": "x86_64"]],
                ], slots: ["started": .integer(ledger.now)]))
    }

    func replay() throws -> PlacedEntry {
        let run = byKind["run.opened"]!.statement
        return try notAppended(
            Draft(
                .replay, subjects: [TypedName(.open, run.id)],
                body: [
                    "ledger": .string(ledger.id.hex), "run": .string(run.id.hex),
                    "claim": .string(byKind["claim"]!.statement.id.hex), "report": .null,
                    "here": [.string(run.name.description)], "class": "R1",
                    "tolerance": ["class": "R1", "epsilon": "0.000100000"], "largest_difference": "0.000000060",
                    "steps": [["number": 1, "operation": "model.run", "outcome": "within tolerance"]], "missing": 0,
                    "recorded_conditions": true, "program": ["name": "exhibit", "version": "1.0.0"],
                    "details": .string(Self.sealed("details").description),
                ], slots: ["recorded": .integer(ledger.now)]))
    }

    /// The first of a ledger. Not appended either.
    func policy() throws -> PlacedEntry {
        let document = Self.open("policy document")
        return try notAppended(
            Draft(
                .policy, subjects: [document],
                body: [
                    "policy": .string(document.description), "replaces": .null,
                    "topic": .string(PolicyTopic.name.description),
                ], slots: ["reason": "Two persons look at everything.", "recorded": .integer(ledger.now)]))
    }

    /// Of a file that says itself that a model drew it. Not appended either.
    func evidenceWithMarks() throws -> PlacedEntry {
        let picture = Self.sealed("drawn picture")
        let marks = [
            FileMark(carrier: "XMP digital source type", says: "trainedAlgorithmicMedia", taint: "T4"),
            FileMark(carrier: "C2PA action", says: "c2pa.created", taint: nil),
        ]
        return try notAppended(
            Draft(
                .evidenceWithMarks, subjects: [picture],
                body: [
                    "artifact": .string(picture.description), "media_type": "image/png", "outcome": "decoded",
                    "warnings": [], "coefficients": .null, "pixels": .string(Self.sealed("drawn pixels").description),
                    "decoder": ["name": "libpng 1.6.39", "settings": "no gamma", "colour": "RGB"],
                    "origin": "unknown", "marked": "T4",
                ], slots: ["marks": .array(marks.compactMap { $0?.json }), "recorded": .integer(ledger.now)]))
    }

    func notAppended(_ draft: Draft, by key: SigningKey = FixedKeys.operator) throws -> PlacedEntry {
        let statement = try ledger.sealed(draft, by: key).statement
        return PlacedEntry(position: ledger.tree.size, entry: try Entry(signing: statement, with: key))
    }
}
