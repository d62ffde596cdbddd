import ExhibitCore
import ExhibitPipeline
import ExhibitStorage

/// There is nothing left to do: whoever runs a command again after it was cut short is told so.
struct ErasedAlready: Error {
    let entry: PlacedEntry

    init(_ entry: PlacedEntry) { self.entry = entry }
}

/// What a person wants gone, found in the ledger, with what rests on it.
struct ErasureSubject {
    /// "the picture of #2, what was made from it, and the private values of its entry"
    let title: String
    let erasure: Erasure
    /// Entries that rest on it, by position, with what becomes of them.
    let dependents: [(entry: PlacedEntry, what: String)]
    let remarks: [String]
    /// The statements that it is of: an objection about one of them may need it.
    let statements: [TypedName]

    /// Answers and surroundings stay: a claim is computed from the first, and neither shows a picture.
    private static let kept: Set<String> = ["candidates", "environment"]

    /// - Parameter text: evidence, by its file or its entry; an objection; a sealed name; or "#NUMBER/NAME", a private value.
    init(_ text: String, reason: Erasure.Reason, in opened: Case) throws {
        if !InputFile.exists(text), let slash = text.lastIndex(of: "/"),
            let entry = try? opened.resolve(String(text[..<slash]))
        {
            try self.init(value: String(text[text.index(after: slash)...]), of: entry, reason, opened)
        } else if let name = try Self.name(text, opened), opened.evidence(named: name) == nil {
            try self.init(artifact: name, reason, opened)
        } else if !InputFile.exists(text), let entry = try? opened.resolve(text), entry.statement.isKind(.challenge) {
            try self.init(challenge: entry, reason, opened)
        } else if InputFile.exists(text), let name = try Self.unrecorded(text, opened) {
            try self.init(artifact: name, reason, opened)
        } else {
            let named = try Self.name(text, opened).flatMap { opened.evidence(named: $0) }
            try self.init(evidence: try named ?? Self.evidence(text, opened), reason, opened)
        }
    }

    private static func evidence(_ text: String, _ opened: Case) throws -> PlacedEntry {
        if !InputFile.exists(text), let entry = try? opened.resolve(text), !entry.statement.isEvidence {
            let values = try opened.values(of: entry.statement).map { String($0.path.dropFirst("body.".count)) }
            let next =
                values.isEmpty
                ? "It has no private values here"
                : "Name one of its private values, as #\(entry.position)/NAME: \(values.joined(separator: ", "))"
            throw UserError(
                "#\(entry.position) is a \(entry.statement.kindName) entry: an entry is never erased. \(next)", code: 64
            )
        }
        return try opened.evidence(for: text)
    }

    /// The name of a file that is here and no evidence: a picture of a reference set.
    private static func unrecorded(_ path: String, _ opened: Case) throws -> TypedName? {
        guard (try? opened.evidence(for: path)) == nil else { return nil }
        let bytes = try InputFile.read(path, limit: Int(StableFile.largest))
        guard let name = try opened.name(ofPlain: ContentHash(of: bytes)) else {
            throw UserError(
                "\(shown(path)): neither evidence of this case nor in one of its reference sets; or it was erased before. Nothing was erased"
            )
        }
        return name
    }

    /// Nil for what is written otherwise.
    private static func name(_ text: String, _ opened: Case) throws -> TypedName? {
        guard text.hasPrefix("sealed:") || text.hasPrefix("sha256:") else { return nil }
        let found = try opened.names(startingWith: text)
        guard found.count == 1, let name = found.first else {
            throw UserError("\(shown(text)): \(counted(found.count, "name")) in this ledger begin like this")
        }
        guard name.kind == .sealed else {
            throw UserError("\(name): is open; models, policies and templates hold nothing of a person, and stay")
        }
        return name
    }

    private init(value member: String, of entry: PlacedEntry, _ reason: Erasure.Reason, _ opened: Case) throws {
        let statement = entry.statement
        guard try opened.value(member, of: statement) != nil else {
            if let entry = opened.erasures(about: statement).entry(erasing: member, of: statement.id) {
                throw ErasedAlready(entry)
            }
            let known = try opened.values(of: statement).map { String($0.path.dropFirst("body.".count)) }
            throw UserError(
                "#\(entry.position) has no private value \"\(shown(member))\" here; there are: \(known.joined(separator: ", "))"
            )
        }
        title = "the private value \(member) of #\(entry.position)"
        dependents = ErasureDependents(opened).of(names: [], statements: [statement.name])
        erasure = Erasure(
            artifacts: [], slots: [.init(statement: statement.id, path: "body.\(member)")], reason: reason)
        remarks = []
        statements = [statement.name]
    }

    /// What its author wrote and attached. The answers to it have values of their own.
    private init(challenge entry: PlacedEntry, _ reason: Erasure.Reason, _ opened: Case) throws {
        let statement = entry.statement
        let files = try Challenge(statement).artifacts.filter { try opened.salt(of: $0) != nil }.sorted()
        let slots = try opened.values(of: statement).map { Erasure.Slot(statement: statement.id, path: $0.path) }
        guard !files.isEmpty || !slots.isEmpty else {
            if let entry = opened.erasures(referringTo: statement.name).entries.first { throw ErasedAlready(entry) }
            throw UserError("#\(entry.position): nothing that its author wrote or attached is here")
        }
        title = "what the author of objection #\(entry.position) wrote and attached"
        erasure = Erasure(artifacts: files, slots: slots, reason: reason)
        dependents = ErasureDependents(opened).of(names: [], statements: [statement.name])
        remarks = []
        statements = [statement.name]
    }

    private init(artifact name: TypedName, _ reason: Erasure.Reason, _ opened: Case) throws {
        let names = Self.derived(from: [name], opened)
        try self.init(
            title: "\(name)\(names.count > 1 ? " and \(counted(names.count - 1, "artifact")) made from it" : "")",
            names: names, evidence: [], reason, opened)
    }

    private init(evidence entry: PlacedEntry, _ reason: Erasure.Reason, _ opened: Case) throws {
        var names = Self.derived(
            from: Set(PictureEvidence.identities.compactMap { entry.statement.name($0) }), opened)
        // A picture that was made from it, and recorded as evidence too, has private values of its own.
        var evidence = [entry]
        for name in names {
            for other in opened.entries(referringTo: name) ?? []
            where other.statement.isEvidence && other.statement.name("artifact") == name
                && !evidence.contains(where: { $0.position == other.position })
            {
                evidence.append(other)
                names.formUnion(["coefficients", "pixels"].compactMap { other.statement.name($0) })
            }
        }
        names.formUnion(try Self.measured(evidence, opened))
        try self.init(
            title:
                "the picture of #\(entry.position), what was made from it, and the private values of \(evidence.count == 1 ? "its entry" : "\(evidence.count) entries about it")",
            names: names, evidence: evidence, reason, opened)
    }

    private init(
        title: String, names: Set<TypedName>, evidence: [PlacedEntry], _ reason: Erasure.Reason, _ opened: Case
    ) throws {
        let statements = Set(evidence.map(\.statement.name))
        self.statements = Array(statements)
        var remarks: [String] = []
        // Another file can have the same pixels, under the same name of them. With the last of these files the name's salt
        // goes, or it would confirm the picture to whoever has a copy.
        let shared = names.filter { name in
            (opened.entries(referringTo: name) ?? []).contains { other in
                other.statement.isEvidence && !evidence.isEmpty && !statements.contains(other.statement.name)
                    && other.statement.name("artifact").flatMap { opened.erasure(of: $0) } == nil
            }
        }
        for name in shared.sorted() {
            remarks.append("kept: \(name) is also an identity of another file that is recorded here")
        }
        for name in names.sorted() where try opened.store.picture(name: name.hash.hex) != nil {
            remarks.append(
                "\(name) is a picture of a reference set too: the set's list of files and its perceptual hashes stay. Record the set anew without it, then erase the names of the old one's manifest and hashes"
            )
        }
        // What is not here any more was erased before, or is somebody else's.
        let present = try names.subtracting(shared).filter { try opened.salt(of: $0) != nil }.sorted()
        let slots = try evidence.flatMap { entry in
            try opened.values(of: entry.statement).map { Erasure.Slot(statement: entry.statement.id, path: $0.path) }
        }
        guard !present.isEmpty || !slots.isEmpty else {
            if let entry = names.sorted().lazy.compactMap({ opened.erasure(of: $0) }).first {
                throw ErasedAlready(entry)
            }
            throw UserError("\(title): nothing of it is here")
        }
        self.title = title
        dependents = ErasureDependents(opened).of(names: names.subtracting(shared), statements: statements)
        // What it was compared with stands on no list of a report, nor do the answers: these runs and claims do.
        let resting = dependents.map(\.entry.statement).filter { $0.isRunOpened || $0.isClaim }.map(\.name)
        erasure = Erasure(artifacts: present, slots: slots, affected: resting, reason: reason)
        self.remarks = remarks
    }

    /// The copies that a model was measured on: a private value alone says of what they are.
    private static func measured(_ evidence: [PlacedEntry], _ opened: Case) throws -> [TypedName] {
        let names = evidence.map(\.statement.name.description)
        return try opened.entries(of: .measurement).flatMap { entry in
            let sources = try opened.value("evidence", of: entry.statement)?.elements ?? []
            return zip(sources, entry.statement.names("pictures")).filter { names.contains($0.0.text ?? "") }.map {
                $0.1
            }
        }
    }

    /// These, and what steps made of them: all but answers. Of an identity that another file has too, what the runs on that
    /// file made of it stays.
    private static func derived(from names: Set<TypedName>, _ opened: Case) -> Set<TypedName> {
        var all = names
        var pending = Array(names)
        while let name = pending.popLast() {
            let mentions = opened.entries(referringTo: name) ?? []
            let isShared = mentions.contains { entry in
                entry.statement.isEvidence && entry.statement.name("artifact").map { !all.contains($0) } ?? true
            }
            for statement in mentions.map(\.statement)
            where statement.artifacts("inputs").contains(where: { $0.name == name }) {
                let run = statement.name("run").flatMap { opened.entry(statement: $0.hash)?.statement }
                if isShared, let run, !run.artifacts("inputs").contains(where: { all.contains($0.name) }) { continue }
                for made in Self.made(by: statement) where all.insert(made).inserted { pending.append(made) }
            }
        }
        return all
    }

    private static func made(by statement: Statement) -> [TypedName] {
        // What was seen of a program before it ran, with the digests of its pictures.
        if statement.isRunOpened {
            return [statement.parameter("intent").flatMap { TypedName($0) }].compactMap { $0 }
        }
        guard statement.isKind(.step) else { return [] }
        return statement.artifacts("outputs").filter { !kept.contains($0.role) }.map(\.name)
    }
}
