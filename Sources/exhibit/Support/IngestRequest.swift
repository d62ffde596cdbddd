import ExhibitCore
import ExhibitPipeline

/// Which files one call of `ingest` is about, and what is known of each.
struct IngestRequest {
    struct Named {
        let path: String
        let provenance: Provenance
    }

    private(set) var files: [Named] = []
    private(set) var problems: [(path: String, reason: String)] = []
    /// Links and special files inside folders.
    private(set) var skipped: [String] = []

    init(_ command: Ingest) throws {
        let console = command.output.console
        try checkPublished(command.source, limit: 4_096, from: "--source", console)
        try checkPublished(command.basis, limit: 4_096, from: "--basis", console)
        let common = Provenance(source: command.source, originBasis: command.basis)
        var paths = command.paths
        if let from = command.filesFrom {
            paths += try Self.paths(in: InputFile.read(from), zero: command.zero, problems: &problems)
        }
        var seen: Set<[UInt8]> = []
        func add(_ paths: [String], _ provenance: Provenance) {
            let walk = FileWalk(paths, excluding: command.exclude)
            for path in walk.files where seen.insert(Array(path.utf8)).inserted {
                var provenance = provenance
                provenance.fileName = path.split(separator: "/").last.map { slotText(String($0)) }
                files.append(Named(path: path, provenance: provenance))
            }
            problems += walk.problems
            skipped += walk.skipped
        }
        if let list = command.list {
            for item in try IngestList(csv: InputFile.read(list), name: list, console).items {
                var provenance = item.provenance
                provenance.source = provenance.source ?? common.source
                provenance.originBasis = common.originBasis
                add([item.path], provenance)
            }
        }
        add(paths, common)
    }

    /// One path a line, as editors on any system end lines, or each ended by a zero byte.
    private static func paths(
        in bytes: [UInt8], zero: Bool, problems: inout [(path: String, reason: String)]
    ) -> [String] {
        bytes.split(separator: zero ? 0 : 0x0A).compactMap { line in
            let line = !zero && line.last == 0x0D ? line.dropLast() : line
            if line.isEmpty { return nil }
            if let path = String(validating: line, as: UTF8.self) { return path }
            problems.append((String(decoding: line, as: UTF8.self), FileWalk.notUTF8))
            return nil
        }
    }
}
