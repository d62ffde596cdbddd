import ExhibitCore
import ExhibitPipeline
import ExhibitStorage
import ExhibitWeight

/// Pictures that a recorded step made.
extension Case {
    /// The opening of the first run that made these bytes.
    func maker(of name: TypedName) -> PlacedEntry? {
        let made = (entries(referringTo: name) ?? []).first { $0.statement.makes(name) }
        return made.flatMap { $0.statement.name("run") }.flatMap { entry(statement: $0.hash) }
    }

    /// The recorded picture that a person means: evidence, or what a run made of it, by its file or its name.
    func subject(for text: String) throws -> PictureSubject {
        if let made = try made(text) { return made }
        let evidence = try evidence(for: text)
        guard let file = evidence.statement.name("artifact") else {
            throw UserError("\(shown(text)): its entry names no file")
        }
        return PictureSubject(evidence: evidence, picture: nil, bytes: try bytes(of: file))
    }

    /// Nil where it is evidence itself, or nothing that a run made.
    private func made(_ text: String) throws -> PictureSubject? {
        let name: TypedName
        if InputFile.exists(text) {
            let file: StableFile
            do { file = try StableFile(text) } catch { throw UserError("\(shown(text)): \(error)") }
            guard let known = try self.name(ofPlain: ContentHash(of: file.bytes)) else { return nil }
            name = known
        } else {
            guard let known = TypedName(text) else { return nil }
            name = known
        }
        guard evidence(named: name) == nil, let run = maker(of: name) else { return nil }
        if try isAnswerAboutPerson(name, by: run) {
            throw UserError(
                "\(shown(text)): a model made it when it was asked about a person (run #\(run.position)); no picture is made of it, and nothing is claimed of it"
            )
        }
        guard try isMade(name, by: run), let evidence = run.statement.evidenceOfInputs.first,
            let evidence = entry(statement: evidence.hash)
        else {
            throw UserError(
                "\(shown(text)): was made by run #\(run.position) to be looked at; ask about the picture that it was made from"
            )
        }
        return PictureSubject(evidence: evidence, picture: name, bytes: try bytes(of: name))
    }

    /// What a model drew of a person can be the picture of whom it thinks it is. Through a picture made of it, it would be
    /// named and published.
    private func isAnswerAboutPerson(_ name: TypedName, by run: PlacedEntry) throws -> Bool {
        guard try isMade(name, by: run) else { return false }
        return PictureLineage(of: name, before: size, lookup: self).runs.map(\.statement).contains { made in
            let model = made.name("model").flatMap { entry(statement: $0.hash) }?.statement
            return PictureHistory.answersAboutPerson(made, model: model)
        }
    }

    /// Whether it is a picture that the run was made for, and no copy to be looked at.
    private func isMade(_ name: TypedName, by run: PlacedEntry) throws -> Bool {
        guard let model = run.statement.name("model").flatMap({ entry(statement: $0.hash)?.statement }) else {
            return false
        }
        if model.isKind(.modelWithRunner) { return true }
        let makers: [BuiltInModel] = [.imageOperations, .observedProgram, .observedGenerator]
        return try makers.contains { try model.name("manifest") == .open($0.manifest().encoded) }
    }

    /// "the file of evidence #5" where it was received; nil where it is new here, or a step made it before.
    func received(_ name: TypedName) -> String? {
        guard maker(of: name) == nil else { return nil }
        return evidence(named: name).map { "the file of evidence #\($0.position)" }
    }

    /// Everything that recorded steps made from these, and these.
    func derived(from names: Set<TypedName>) -> Set<TypedName> {
        var all = names
        var pending = Array(names)
        while let name = pending.popLast() {
            for entry in entries(referringTo: name) ?? [] where entry.statement.isKind(.step) {
                guard entry.statement.artifacts("inputs").contains(where: { $0.name == name }) else { continue }
                for output in entry.statement.artifacts("outputs") where all.insert(output.name).inserted {
                    pending.append(output.name)
                }
            }
        }
        return all
    }
}

/// A picture that is asked about, or that another is made of.
struct PictureSubject {
    let evidence: PlacedEntry
    /// What steps made of the evidence; nil for its own file.
    let picture: TypedName?
    let bytes: [UInt8]

    /// "#5", or "made from #5".
    var words: String { "\(picture == nil ? "" : "made from ")#\(evidence.position)" }

    /// The fixed sentence of the class of a picture that steps made.
    func sentence(_ taint: Taint, _ about: About) -> String? {
        picture.map { _ in "Class \(taint.rawValue): \(taint.sentence(about: about, lost: "see the report."))" }
    }
}
