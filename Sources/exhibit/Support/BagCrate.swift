import ExhibitCore
import ExhibitPipeline
import ExhibitStorage

/// `ro-crate-metadata.json` of a bag: a Process Run Crate 0.5, for programs that catalogue research data. Nothing here
/// reads it: it is not signed, and says nothing that the report does not prove.
struct BagCrate {
    let contents: BagContents
    let files: [Manifest.Line]
    let media: [TypedName: String?]
    /// "YYYY-MM-DD".
    let date: String
    private let paths: Set<String>

    init(contents: BagContents, files: [Manifest.Line], media: [TypedName: String?], date: String) {
        self.contents = contents
        self.files = files
        self.media = media
        self.date = date
        paths = Set(files.map(\.path))
    }

    static let description = "An identification and what running it again needs: exhibit reproduce"
    private static let profile = "https://w3id.org/ro/wfrun/process/0.5"
    private static let version = "https://w3id.org/ro/crate/1.1"

    var encoded: [UInt8] {
        let document: JSON = [
            // The second one has the term sha256.
            "@context": [.string("\(Self.version)/context"), "https://w3id.org/ro/terms/workflow-run/context"],
            "@graph": .array([descriptor, root] + described + programs + actions + parts),
        ]
        return document.encoded
    }

    private static func id(_ id: String) -> JSON { ["@id": .string(id)] }

    private var descriptor: JSON {
        [
            "@id": .string(BagLayout.crate), "@type": "CreativeWork", "about": Self.id("./"),
            "conformsTo": Self.id(Self.version),
        ]
    }

    private var root: JSON {
        [
            "@id": "./", "@type": "Dataset", "conformsTo": Self.id(Self.profile), "datePublished": .string(date),
            "description": .string(Self.description), "hasPart": .array(files.map { Self.id($0.path) }),
            "identifier": .string(contents.report.name.description),
            "license": Self.id(Self.licence),
            "mentions": .array(contents.steps.map { Self.id(Self.action($0)) }),
            "name": .string("Bag of report \(contents.report.id.hex.prefix(12))"),
        ]
    }

    private var described: [JSON] {
        [
            ["@id": .string(Self.profile), "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"],
            [
                "@id": .string(Self.licence), "@type": "CreativeWork",
                "description": "None is given by this file; ask the publisher that the report names.",
                "name": "No licence",
            ],
        ]
    }

    private static let licence = "#licence"

    /// A program as its statement names it.
    private struct Program: Hashable {
        let name: String
        let version: String

        init(_ statement: Statement?) {
            let program = statement?.body["program"]
            name = program?["name"]?.text ?? "exhibit"
            version = program?["version"]?.text ?? ""
        }
    }

    /// What made a step: the program that executes the run's model, else the one that recorded the run.
    private func program(of step: Statement) -> Program {
        let run = step.name("run")
        let model = run.flatMap { contents.models[$0] }
        if Operation.named(in: step) == .runModel, model?.isKind(.modelWithRunner) == true { return Program(model) }
        return Program(contents.runs.first { $0.name == run })
    }

    /// Each once, in the order of the steps; their places are their ids.
    private var used: [Program] {
        var seen: Set<Program> = []
        return contents.steps.map(program).filter { seen.insert($0).inserted }
    }

    private static func program(_ index: Int) -> String { "#program-\(index + 1)" }

    private var programs: [JSON] {
        used.enumerated().map { index, program in
            [
                "@id": .string(Self.program(index)), "@type": "SoftwareApplication", "name": .string(program.name),
                "softwareVersion": .string(program.version),
            ]
        }
    }

    private static func action(_ step: Statement) -> String { "#\(step.id.hex)" }

    /// Exact times are private, and nobody is named: a step has neither here.
    private var actions: [JSON] {
        let places = Dictionary(uniqueKeysWithValues: used.enumerated().map { ($1, Self.program($0)) })
        return contents.steps.map { step in
            var action: [String: JSON] = [
                "@id": .string(Self.action(step)), "@type": "CreateAction",
                "actionStatus": .string("http://schema.org/\(hasFailed(step) ? "Failed" : "Completed")ActionStatus"),
                "description": .string(Self.description(of: step)),
                "identifier": .string(step.name.description),
                "instrument": Self.id(places[program(of: step)] ?? Self.program(0)),
                "name": step.body["operation"]?["name"] ?? "a step",
            ]
            for (member, artifacts) in [("object", step.artifacts("inputs")), ("result", step.artifacts("outputs"))]
            where !artifacts.isEmpty { action[member] = self.places(artifacts) }
            return .object(action)
        }
    }

    /// The other steps of a failed run gave what is said that they gave.
    private func hasFailed(_ step: Statement) -> Bool {
        [.runModel, .observe].contains(Operation.named(in: step))
            && step.name("run").map(contents.failedRuns.contains) == true
    }

    private static func description(of step: Statement) -> String {
        let operation = step.body["operation"]
        let parameters = step.parameters.map { "\($0.name): \($0.value)" }
        let named = "\(operation?["name"]?.text ?? "a step") \(operation?["version"]?.text ?? "")"
        return ([named] + parameters).joined(separator: "; ")
    }

    /// One alone stands without a list around it.
    private func places(_ artifacts: [(role: String, name: TypedName)]) -> JSON {
        let ids = artifacts.map { Self.id(place(of: $0.name)) }
        return ids.count == 1 ? ids[0] : .array(ids)
    }

    /// The file of an artifact; where the bag has none, an entity of its own.
    private func place(of name: TypedName) -> String {
        BagLayout.path(of: name).flatMap { paths.contains($0) ? $0 : nil } ?? "#\(name.hash.hex)"
    }

    private var parts: [JSON] {
        let items = Dictionary(contents.items.map { (place(of: $0.name), $0) }) { first, _ in first }
        let files = files.map { file -> JSON in
            let item = items[file.path]
            let type: String =
                switch file.path {
                case BagLayout.report: "text/html"
                case BagLayout.salts, BagLayout.withheld: "application/json"
                case BagLayout.runner: "text/plain"
                default: item.flatMap { media[$0.name] ?? nil } ?? "application/octet-stream"
                }
            return [
                "@id": .string(file.path), "@type": "File", "encodingFormat": .string(type),
                "name": .string(item?.role ?? String(file.path.dropFirst("data/".count))),
                "sha256": .string(file.hash.hex),
            ]
        }
        let others = items.filter { $0.key.hasPrefix("#") }.sorted { $0.key < $1.key }.map { place, item -> JSON in
            [
                "@id": .string(place), "@type": "CreativeWork", "identifier": .string(item.name.description),
                "name": .string(item.role),
            ]
        }
        return files + others
    }
}
