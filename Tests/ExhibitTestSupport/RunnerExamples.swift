import ExhibitCore

/// The lines of one run of `exhibit-runner-v1`, as the page on runners shows them, by the name of the fence.
enum RunnerExamples {
    private static let engine: [String: JSON] = [
        "name": "ONNX Runtime, CPU", "version": "1.32.0", "build": "git-commit-id=fab30a4, Release",
    ]

    private static let describe: [String: JSON] = ["request": "describe"]

    private static let description: [String: JSON] = [
        "answer": "description",
        "name": "exhibit-runner-onnx",
        "version": "1",
        "score": ["name": "output of the model for the label", "better": "higher", "minimum": "0", "maximum": "1"],
        "generates_pixels": false,
        "nondeterminism": [],
        "engine": .object(engine.merging(["optimisation_level": "all"]) { $1 }),
        "threads": 2,
    ]

    private static let run: [String: JSON] = [
        "request": "run",
        "inputs": [
            [
                "role": "evidence",
                "path": "/run/exhibit/inputs/0",
                "sha256": .string(ContentHash(of: Array("picture".utf8)).hex),
                "media_type": "image/png",
            ]
        ],
        "references": [],
        "parameters": ["optimisation_level": "all"],
        "seed": 0,
        "threads": 1,
        "depth": 3,
        "model": "/run/exhibit/model",
        "output": "/run/exhibit/output",
    ]

    private static let result: [String: JSON] = [
        "answer": "result",
        "candidates": [
            ["rank": 1, "label": "7", "score": "f32:3f7fecdd"],
            ["rank": 2, "label": "1", "score": "f32:3992b785"],
            ["rank": 3, "label": "2", "score": "f32:36e93868"],
        ],
        "outputs": [
            [
                "role": "scores",
                "file": "scores.f32",
                "sha256": .string(ContentHash(of: Array("scores".utf8)).hex),
                "media_type": "application/octet-stream",
                "generated": false,
            ]
        ],
        "warnings": [],
        "execution": ["engine": .object(engine), "optimisation_level": "all", "threads": 1, "seed": 0],
    ]

    private static let error: [String: JSON] = [
        "answer": "error", "reason": "the input is not the file with the digest that was given",
    ]

    static let all: [String: String] = [
        "describe": line(1, describe),
        "description": line(1, description),
        "run": line(2, run),
        "progress": line(2, ["answer": "progress", "done": 1, "total": 4]),
        "result": line(2, result),
        "error": line(2, error),
    ]

    private static func line(_ id: Int64, _ members: [String: JSON]) -> String {
        let common: [String: JSON] = ["protocol": "exhibit-runner-v1", "id": .integer(id)]
        return String(decoding: JSON.object(common.merging(members) { $1 }).encoded, as: UTF8.self)
    }
}
