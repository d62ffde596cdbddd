import ExhibitCore
import ExhibitPipeline
import ExhibitStorage

/// Models that people added, by the name that they gave them.
extension Case {
    struct NamedModel {
        let entry: PlacedEntry
        /// The entry that withdrew it.
        let withdrawn: PlacedEntry?

        func checkInUse() throws {
            guard let withdrawn else { return }
            throw UserError(
                "\(shown(entry.statement.text("name"))): was withdrawn by #\(withdrawn.position): \(shown(withdrawn.statement.text("reason")))"
            )
        }
    }

    func models() throws -> [NamedModel] {
        let withdrawals = try entries(of: .modelWithdrawn)
        return try entries(of: .model).map { model in
            NamedModel(
                entry: model,
                withdrawn: withdrawals.first { $0.statement.name("model") == model.statement.name })
        }
    }

    /// The entry of a built-in model, recorded the first time it is needed; throws where it was withdrawn.
    func builtIn(_ model: BuiltInModel) throws -> PlacedEntry {
        let draft = try model.draft(keepingIn: self, recorded: Clock.milliseconds())
        let known = try models().last { known in
            let body = known.entry.statement.body
            return known.entry.statement.isKind(draft.kind) && draft.body.allSatisfy { body[$0.key] == $0.value }
        }
        if let known { try known.checkInUse() }
        return try known?.entry ?? append([draft])[0]
    }

    /// The newest of that name, one that is part of this program too; throws saying what there is.
    func recordedModel(named name: String) throws -> NamedModel {
        if let found = try models().last(where: { $0.entry.statement.text("name").utf8.elementsEqual(name.utf8) }) {
            return found
        }
        guard !BuiltInModel.names.contains(where: { $0.utf8.elementsEqual(name.utf8) }) else {
            throw UserError("\(shown(name)): is built in, and is recorded at its first run; this case has none yet")
        }
        throw UserError(
            "no model \"\(shown(name))\". Add it: exhibit model add \(word(name)) FOLDER --runner COMMAND; see: exhibit model list"
        )
    }

    /// The newest of that name that answers questions about a picture.
    func model(named name: String) throws -> NamedModel {
        let found = try recordedModel(named: name)
        guard found.entry.statement.isKind(.modelWithRunner) else {
            throw UserError(
                "\(shown(name)): is built in, and is not named to a command: identify --gallery, derive and record use such a model by themselves"
            )
        }
        return found
    }

    /// The files of a model where this case keeps them, each with the digest that it must have.
    func modelFiles(_ model: Statement) -> [ModelExecution.ModelFile] {
        let store = ArtifactFolder(path: folder.artifacts)
        return (model.body["files"]?.elements ?? []).compactMap { file in
            guard let path = file["path"]?.text, let name = file["artifact"]?.text.flatMap({ TypedName($0) }) else {
                return nil
            }
            return ModelExecution.ModelFile(
                path: path, content: .file(store.openPath(name.hash.bytes)), expected: name.hash)
        }
    }

    /// How its program is started; nil where this case does not know, as of a model that is built in.
    func knownRunnerCommand(_ model: PlacedEntry) throws -> [String]? {
        guard let words = try value("command", of: model.statement)?.elements?.compactMap(\.text), !words.isEmpty else {
            return nil
        }
        return words
    }

    func runnerCommand(_ model: PlacedEntry) throws -> [String] {
        guard let words = try knownRunnerCommand(model) else {
            guard !model.statement.isBuiltInModel else {
                throw UserError(
                    "#\(model.position): \(shown(model.statement.text("name"))) is built in: no program of its own is started for it"
                )
            }
            throw UserError(
                "#\(model.position): how its runner is started is not known here. Add the model again: exhibit model add \(word(model.statement.text("name"))) FOLDER --runner COMMAND"
            )
        }
        return words
    }
}
