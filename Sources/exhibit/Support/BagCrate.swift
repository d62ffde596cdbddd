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

    /// The program that made the runs, and the one that executed the model.
    private var programs: [JSON] {
        var programs = [program(Self.recorder, of: contents.runs.first)]
        if let program { programs.append(self.program(Self.runner, of: program)) }
        return programs
    }

    /// The statement of the model that a program of its own executed.
    private var program: Statement? {
        contents.model.flatMap { $0.isKind(.modelWithRunner) && !$0.isBuiltInModel ? $0 : nil }
    }

    private static let licence = "#licence"
    private static let recorder = "#recorder"
    private static let runner = "#runner"

    private func program(_ id: String, of statement: Statement?) -> JSON {
        let program = statement?.body["program"]
        return [
            "@id": .string(id), "@type": "SoftwareApplication", "name": program?["name"] ?? "exhibit",
            "softwareVersion": program?["version"] ?? "",
        ]
    }

    private static func action(_ step: Statement) -> String { "#\(step.id.hex)" }

    /// Exact times are private, and nobody is named: a step has neither here.
    private var actions: [JSON] {
        let program = program
        return contents.steps.map { step in
            let isModel = Operation.named(in: step) == .runModel
            let hasFailed = isModel && !step.artifacts("outputs").contains { $0.role == "candidates" }
            return [
                "@id": .string(Self.action(step)), "@type": "CreateAction",
                "actionStatus": .string("http://schema.org/\(hasFailed ? "Failed" : "Completed")ActionStatus"),
                "description": .string(Self.description(of: step)),
                "identifier": .string(step.name.description),
                "instrument": Self.id(isModel && program != nil ? Self.runner : Self.recorder),
                "name": step.body["operation"]?["name"] ?? "a step",
                "object": places(step.artifacts("inputs")), "result": places(step.artifacts("outputs")),
            ]
        }
    }

    private static func description(of step: Statement) -> String {
        let parameters = (step.body["parameters"]?.elements ?? []).map { parameter in
            "\(parameter["name"]?.text ?? "") \(parameter["value"]?.text ?? "")"
        }
        return (["class \(step.text("taint"))"] + parameters).joined(separator: ", ")
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
