import ExhibitCore
import ExhibitStorage

extension ErasureDependents {
    /// What people wrote about it into other entries, as "#12/reasons": nobody but a reader can tell what that says.
    func words(about subject: ErasureSubject) throws -> [String] {
        guard !subject.erasure.artifacts.isEmpty else { return [] }
        let going = Set(subject.erasure.slots)
        var found: [UInt64: Statement] = [:]
        var pending = subject.dependents.map(\.entry)
        while let entry = pending.popLast() {
            let statement = entry.statement
            guard !statement.isKind(.erasure), found.updateValue(statement, forKey: entry.position) == nil else {
                continue
            }
            // Those that runs, claims, reports and objections rest on are about more than this.
            if statement.isRunOpened || statement.isClaim || statement.isReport || statement.isKind(.challenge) {
                pending += opened.entries(referringTo: statement.name) ?? []
            }
        }
        return try found.sorted { $0.key < $1.key }.flatMap { position, statement in
            try opened.values(of: statement).filter { value in
                Self.isText(value.value) && !going.contains(.init(statement: statement.id, path: value.path))
            }.map { "#\(position)/\($0.path.dropFirst("body.".count))" }
        }
    }

    private static func isText(_ value: JSON) -> Bool {
        value.text.map { !$0.isEmpty } ?? (value.elements ?? []).contains { $0.text != nil }
    }
}
