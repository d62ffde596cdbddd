import ExhibitCore
import ExhibitPipeline
import ExhibitStorage

/// Writes a bag: the report, and each artifact that a replay of its run needs and that may leave.
struct BagJob {
    struct Result {
        var artifacts = 0
        var bytes: Int64 = 0
        var withheld: [BagOmission] = []
        var missing: [BagOmission] = []
    }

    private let opened: Case
    private let report: [UInt8]
    private var contents: BagContents
    /// What anybody who has the report has already.
    private let given: [TypedName: Bundle.Artifact]
    private let choice: BagChoice

    /// - Parameter report: one of this case, verified.
    init(_ opened: Case, report: [UInt8], choice: BagChoice) throws {
        self.opened = opened
        self.report = report
        let bundle = try Bundle(encoded: try ReportFile(encoded: report).bundle)
        let claim = try BagContents(of: bundle).claim
        contents = try BagContents(of: bundle, keepingBack: opened.reasonToKeepBack(claim))
        guard contents.report.head.ledger == opened.ledgerID else {
            throw UserError(
                "the report is of another ledger than the case \(shown(opened.folder.path)). Name the case that it was made of: --case DIR"
            )
        }
        given = Dictionary(bundle.artifacts.map { ($0.name, $0) }) { first, _ in first }
        self.choice = choice
        guard choice.include.contains(.gallery) else { return }
        for set in contents.sets {
            guard let bytes = try? opened.bytes(of: set), let manifest = try? Manifest(encoded: bytes) else { continue }
            contents.addMembers(of: manifest)
        }
    }

    func write(to folder: String, _ console: Console) throws -> Result {
        var result = Result()
        var salts: [BagSalt] = []
        var writer = try BagWriter.make(at: folder)
        let items = contents.items
        var progress = Progress("export bag", total: items.count, console: console)
        try writer.add(BagLayout.report, report)
        for item in items {
            try Interruption.check()
            let reason: String?
            do {
                reason = try reasonWithheld(item)
            } catch let error as StorageError where error.kind == .notFound || error.kind == .damaged {
                noteLoss(of: item, error, &result)
                progress.advance(by: 1)
                continue
            }
            let salt = try salt(of: item, isWithheld: reason != nil)
            if let salt { salts.append(salt) }
            // Of an identity there never are bytes: it is computed again, and compared under its salt.
            if salt != nil, ["pixels", "coefficients"].contains(item.role) {
                progress.advance(by: 1)
                continue
            }
            if let reason {
                result.withheld.append(.init(name: item.name, role: item.role, isMissing: false, reason: reason))
            } else {
                try add(item, to: &writer, &result)
            }
            progress.advance(by: 1)
        }
        try writer.add(BagLayout.salts, BagSalt.encode(salts))
        try writer.add(BagLayout.withheld, BagOmission.encode(result.withheld + result.missing))
        try writer.add(BagLayout.runner, Array(try BagRunnerText.text(contents, opened).utf8))
        result.bytes = writer.bytes
        try Interruption.check()
        let today = Clock.today()
        let media = Dictionary(salts.map { ($0.name, $0.media) }) { first, _ in first }
        let crate = BagCrate(contents: contents, files: writer.lines, media: media, date: today)
        try writer.finish(
            info: [
                ("Bag-Software-Agent", "exhibit \(ExhibitVersion.program)"), ("Bagging-Date", today),
                ("External-Description", BagCrate.description),
                ("External-Identifier", contents.report.name.description),
            ], tags: [(BagLayout.crate, crate.encoded)])
        progress.finish()
        return result
    }

    private func reasonWithheld(_ item: BagContents.Item) throws -> String? {
        try item.reasonWithheld(choice, isInReport: given[item.name]?.bytes != nil) {
            try opened.bytes(of: item.name)
        }
    }

    /// With a salt, whoever has the bytes can check them; they can also test a guess at them. Those of a reference set
    /// and of what a model said of a person go with it; those of the evidence are in the report.
    private func salt(of item: BagContents.Item, isWithheld: Bool) throws -> BagSalt? {
        guard item.name.kind == .sealed else { return nil }
        let row = try opened.store.artifact(name: item.name.hash.hex)
        let goesWithIt =
            item.group == .gallery || item.group == .reference || item.isOfAPerson || item.keptBack != nil
        guard let salt = given[item.name]?.salt ?? (isWithheld && goesWithIt ? nil : row?.salt) else { return nil }
        return BagSalt(name: item.name, salt: salt, media: row?.media, role: item.role)
    }

    private func add(_ item: BagContents.Item, to writer: inout BagWriter, _ result: inout Result) throws {
        guard let path = BagLayout.path(of: item.name) else { return }
        func miss(_ reason: String) {
            result.missing.append(.init(name: item.name, role: item.role, isMissing: true, reason: reason))
        }
        do {
            if let bytes = given[item.name]?.bytes {
                try writer.add(path, bytes)
            } else if item.name.kind == .open {
                try writer.add(path) { file in
                    try opened.artifacts.readOpen(item.name.hash.bytes) { (piece) throws(StorageError) in
                        try file.append(piece)
                    }
                }
            } else {
                guard let row = try opened.store.artifact(name: item.name.hash.hex) else {
                    if let entry = opened.erasure(of: item.name) {
                        return result.withheld.append(
                            .init(name: item.name, role: item.role, isMissing: false, reason: Erasures.words(entry)))
                    }
                    return miss("this case does not know its salt")
                }
                guard let key = row.key else {
                    // Pictures of a reference set stay where they were hashed.
                    guard let bytes = try? opened.reference(item.name, keeping: false) else {
                        return miss("its bytes were never stored here")
                    }
                    try writer.add(path, bytes)
                    result.artifacts += 1
                    return
                }
                let secrets = ArtifactSecrets(salt: row.salt, key: key)
                try writer.add(path) { file in
                    try opened.artifacts.readSealed(item.name.hash.bytes, secrets: secrets) { try file.append($0) }
                }
            }
            result.artifacts += 1
        } catch let error as StorageError where error.kind == .notFound || error.kind == .damaged {
            // Only of what is read: what is written fails in other ways.
            noteLoss(of: item, error, &result)
        }
    }

    private func noteLoss(of item: BagContents.Item, _ error: StorageError, _ result: inout Result) {
        if let entry = opened.erasure(of: item.name) {
            return result.withheld.append(
                .init(name: item.name, role: item.role, isMissing: false, reason: Erasures.words(entry)))
        }
        let reason = error.kind == .notFound ? "its file is missing here" : "its file here was changed"
        result.missing.append(.init(name: item.name, role: item.role, isMissing: true, reason: reason))
    }
}
