import ExhibitCore

/// What the files that go with a challenge show by their bytes.
extension GroundCheck {
    /// A file that its author gave; one that they kept shows nothing.
    public struct File: Sendable {
        public let name: String
        public let picture: Verdict.Picture

        public init(name: String, picture: Verdict.Picture) {
            self.name = name
            self.picture = picture
        }

        /// What a program found when the challenge was made; it is evidence of nothing else.
        public static let checksName = "checked-by-program.txt"
        private static let mostOfName = 80

        var shown: String {
            // Its author chose it: a quotation mark in it would end the name, and begin what the program seems to find.
            let start = name.unicodeScalars.prefix(Self.mostOfName).map { $0 == "\"" ? "'" : $0 }
            return "\"\(String(String.UnicodeScalarView(start)))\""
        }
    }

    /// Whether any of them is the report's own evidence: an earlier original that is not shows so by being another file.
    static func picture(_ files: [File], _ report: ChallengedReport) -> GroundCheck {
        let evidence = report.statement(named: report.evidence.first)
        let origin =
            evidence?.text("origin") == "stated"
            ? "its publisher stated how they know that this is the file as captured"
            : "nobody stated how they know that this is the file as captured"
        let answers = files.map { file in
            let check = Verdict.comparison(of: report.bundle, with: file.picture)
            let found = check.findings.first?.message ?? "it is \(check.detail)"
            return "\(file.shown) held against the evidence: \(found)"
        }
        return GroundCheck(.picture, .checked, (["of the evidence \(origin)"] + answers).joined(separator: "; "))
    }

    /// Whether any of them is a file of the model that was asked.
    static func method(_ files: [File], _ report: ChallengedReport) -> GroundCheck {
        let model = report.statement(named: report.statement(named: report.runs.first)?.name("model"))
        guard let model, let manifest = model.name("manifest") else {
            return GroundCheck(.method, .checked, "the report does not have the model that its run names")
        }
        let known = (model.body["files"]?.elements ?? []).compactMap { file -> (TypedName, String)? in
            guard let name = file["artifact"]?.text.flatMap({ TypedName($0) }), let path = file["path"]?.text else {
                return nil
            }
            return (name, path)
        }
        let answers = files.map { file in
            let name = TypedName(.open, ContentHash(of: file.picture.bytes))
            let path = known.first { $0.0 == name }?.1
            return "\(file.shown) is \(path.map { "its file \($0)" } ?? "none of its \(known.count) files")"
        }
        let named = "the run names the model with the manifest \(manifest), whose files were hashed when it ran"
        return GroundCheck(
            .method, .checked, ([named] + answers + [recomputed(report)]).joined(separator: "; "))
    }
}
