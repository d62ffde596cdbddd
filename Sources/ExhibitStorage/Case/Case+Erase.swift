import ExhibitCore

/// Destroying what the ledger names, while every proof about it stays.
///
///     private: notes "erasure"    the signed entries that will say it, and the values of their slots, durable
///     ledger                      these entries
///     private: wrapping key       a new one; rows of what is erased deleted, others wrapped anew; the old one destroyed
///     artifacts/                  the files deleted
///     private: notes "erasure"    deleted
///
/// So nothing is ever gone without an entry that says so. A crash leaves a note, and whoever opens the case for writing
/// next goes on from it.
extension Case {
    /// Where an erasure stands. The tests stop at each.
    package enum ErasureMoment: CaseIterable, Sendable {
        case noted, recorded, wrappedAnew, oldKeyDestroyed, filesGone
    }

    private static let erasureNote = PrivateStore.erasureNote

    /// To be called `alone`.
    ///
    /// - Parameter moment: called as each step is durable.
    package func erase(
        _ erasure: Erasure, approver: String?, moment: (ErasureMoment) throws -> Void = { _ in }
    ) throws -> [PlacedEntry] {
        _ = try finishErasure()
        let parts = erasure.parts
        guard parts.count <= 64, !erasure.artifacts.isEmpty || !erasure.slots.isEmpty else {
            throw StorageError(
                .refused, path: folder.path, reason: "would not erase nothing, or more than 4,096 things at once",
                remedy: "Name something smaller.")
        }
        if !memory.isMatched { try checkMayContinue() }
        let entries = try parts.map { try sign($0.draft(approver: approver, recorded: now())) }
        // A leaf holds no line end.
        pending.rows.append(
            .note(key: Self.erasureNote, value: Array(entries.map(\.leaf).joined(separator: [0x0A]))))
        try flush()
        try moment(.noted)
        return try carryOut(entries, moment: moment)
    }

    /// Whether an erasure was begun and has not come to its end.
    package func hasPendingErasure() throws -> Bool { try store.hasPendingErasure() }

    /// Goes on with an erasure that was begun; to be called `alone`. Empty where there is none.
    package func finishErasure() throws -> [PlacedEntry] {
        guard let note = try store.note(Self.erasureNote) else { return [] }
        let entries = try note.split(separator: 0x0A).map { try Entry(leaf: Array($0)) }
        do {
            return try carryOut(entries) { _ in }
        } catch let error as StorageError where error.kind == .refused {
            // Its key was replaced before it was recorded: nothing of it was done.
            try store.record([.note(key: Self.erasureNote, value: nil)])
            throw StorageError(
                .refused, path: folder.path,
                reason: "had an erasure begun that its keys of today may not record; nothing was erased",
                remedy: "Run exhibit erase again.")
        }
    }

    private func carryOut(
        _ entries: [Entry], moment: (ErasureMoment) throws -> Void
    ) throws -> [PlacedEntry] {
        try readNewEntries()
        let known = entries.compactMap { entry(statement: $0.statement.id) }
        // Appended in one transaction: all or none are there.
        let placed = known.count == entries.count ? known : try append(signed: entries)
        try moment(.recorded)

        let erasures = entries.compactMap { Erasure($0.statement) }
        let names = erasures.flatMap(\.artifacts)
        let slots = try erasures.flatMap(\.slots).map { slot in
            guard let statement = entry(statement: slot.statement)?.statement else {
                throw Malformed("erasure", "it names a statement that is not in the ledger")
            }
            return (nonce: statement.head.nonce, path: slot.path)
        }
        try store.replaceKey(erasing: names.map(\.hash.hex), slots: slots)
        try moment(.wrappedAnew)
        try store.settle()
        try moment(.oldKeyDestroyed)
        for name in names { try artifacts.removeSealed(name.hash.bytes) }
        try moment(.filesGone)
        try store.emptyLog()
        try store.record([.note(key: Self.erasureNote, value: nil)])
        return placed
    }

    /// The entry that says that it is gone.
    package func erasure(of name: TypedName) -> PlacedEntry? {
        erasures(referringTo: name).entry(erasing: name)
    }

    /// Throws of what an erasure that is recorded, and was cut short before its bytes were gone, has named.
    func checkIsNotBeingErased(_ name: TypedName) throws {
        guard try hasPendingErasure(), let entry = erasure(of: name) else { return }
        throw StorageError(
            .notFound, path: artifacts.path,
            reason: "gives nothing of \(name) any more: it was \(Erasures.words(entry))",
            remedy: "The erasure was cut short. Run any command that records, and it comes to its end.")
    }

    /// What erasures say of an entry's private values, and of the artifacts that it names.
    package func erasures(about statement: Statement) -> Erasures {
        var found = erasures(referringTo: statement.name)
        for name in statement.references where name.kind == .sealed {
            for entry in erasures(referringTo: name).entries
            where !found.entries.contains(where: { $0.position == entry.position }) {
                found.add(entry)
            }
        }
        return found
    }

    /// What erasures that refer to a name say, those alone whose author held the role.
    package func erasures(referringTo name: TypedName) -> Erasures {
        Erasures(
            (entries(referringTo: name) ?? []).filter {
                $0.statement.isKind(.erasure) && $0.entry.isSigned
                    && history.reasonVoid($0.statement, at: $0.position) == nil
            })
    }
}
