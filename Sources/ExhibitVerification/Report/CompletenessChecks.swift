import ExhibitCore

/// The lists of the reference index, and whether they are the ones that this report must carry.
extension ReportVerifier {
    /// Returns the lists that hold, by name.
    mutating func checkLists(_ bundle: Bundle, entries: Entries, head: Checkpoint) -> [TypedName: [UInt64]] {
        var check = Verdict.Check("lists", "the signed index commits to each list of references, whole")
        defer { verdict.add(check) }
        let covers = head.size - 1
        guard let index = entries.byPosition[covers]?.statement, index.isKind(.index),
            index.body["covers"]?.number == Int64(covers), let root = index.text("root").nilIfEmpty,
            let root = ContentHash(hex: root)
        else {
            check.fail(.tampered, "entry \(covers)", "the tree does not end in an index entry that covers it")
            return [:]
        }
        var lists: [TypedName: [UInt64]] = [:]
        for list in bundle.lists {
            if let reason = Self.reasonRefused(list, entries: entries, covers: covers, root: root) {
                check.fail(.tampered, "the list of \(list.name)", reason)
            } else {
                lists[list.name] = list.positions
            }
        }
        for entry in entries.byPosition.values where entry.position < covers {
            for name in entry.statement.references {
                if let list = lists[name], !list.contains(entry.position) {
                    check.fail(
                        .tampered, "the list of \(name)", "entry \(entry.position) refers to it and is not on the list")
                }
            }
        }
        check.detail = "\(lists.count) lists up to entry \(covers)"
        return lists
    }

    private static func reasonRefused(
        _ list: Bundle.ReferenceList, entries: Entries, covers: UInt64, root: ContentHash
    ) -> String? {
        guard let key = IndexLeaf.key(of: list.name) else { return "no name of this form is indexed" }
        guard zip(list.positions, list.positions.dropFirst()).allSatisfy({ $0 < $1 }) else {
            return "its positions are not ascending"
        }
        var leaf = IndexLeaf(key: key)
        for position in list.positions {
            guard position < covers, let entry = entries.byPosition[position] else {
                return "entry \(position) is on it and not in the report"
            }
            guard entry.statement.references.contains(list.name) else {
                return "entry \(position) is on it and does not refer to it"
            }
            leaf.add(position: position, entry: entry.entry.id)
        }
        guard let proof = try? IndexProof(encoded: list.proof), let outcome = proof.check(key, root: root) else {
            return "its proof does not reach the root of the index"
        }
        let expected: IndexProof.Outcome =
            leaf.count == 0 ? .absent : .present(count: leaf.count, value: leaf.value)
        return outcome == expected
            ? nil : "it is not the list that the index commits to: entries were left out or added"
    }

    /// What the report is about, once everything it needs has been found.
    struct Subject {
        let report: PlacedEntry
        let claim: PlacedEntry
        let scope: ReportScope
        /// The scope below the index entry that the view was made from.
        let viewScope: ReportScope
        /// The same, as versions made it that did not ask who had the pixels of a picture first.
        let viewScopeBefore: () -> ReportScope
        let viewCovers: UInt64
        let entries: Entries

        /// Its own standing; nil in reports of earlier versions.
        var standing: PlacedEntry? {
            RecordedStanding(of: report.statement, claim: claim.statement, among: scope.entries.values).standing?.entry
        }
    }

    mutating func checkReferences(
        _ bundle: Bundle, entries: Entries, lists: [TypedName: [UInt64]], head: Checkpoint, signers: [TypedName]
    ) -> Subject? {
        var check = Verdict.Check(
            "completeness", "every list that this report needs is there, and every reference resolves")
        defer { verdict.add(check) }
        guard let report = entries.byStatement[bundle.report], report.statement.isReport,
            let claimName = report.statement.name("claim"), let claim = entries.byStatement[claimName.hash],
            claim.statement.isClaim, let genesis = entries.byPosition[0],
            let last = entries.byPosition[head.size - 1]
        else {
            check.fail(.tampered, "report", "its report entry or its claim is missing")
            return nil
        }
        guard report.statement.name("evidence") == claim.statement.name("evidence") else {
            check.fail(.tampered, "entry \(report.position)", "the report names other evidence than its claim")
            return nil
        }
        var source = entries
        source.lists = lists
        // The signers' lists too: the revocation of a checkpoint key must not be left out, whoever granted it.
        let roots = [genesis, report, last] + entries.anchors
        let scope = ReportScope(claim: claim, roots: roots, keys: signers, lookup: source)
        check.findings += Self.missing(in: scope)
        check.findings += Self.laterReferences(entries)
        guard let index = report.statement.name("index").flatMap({ entries.byStatement[$0.hash] }),
            index.statement.isKind(.index), index.position < report.position,
            index.statement.body["covers"]?.number == Int64(index.position), claim.position < index.position
        else {
            check.fail(
                .tampered, "entry \(report.position)", "the index entry that it was made from is missing or misplaced")
            return nil
        }
        source.limit = index.position
        let viewScope = ReportScope(claim: claim, roots: [genesis], lookup: source, isOfPage: true)
        // The page was made from the entries below its index entry; a publisher could choose an index entry of long ago.
        for entry in scope.entries.values.sorted(by: { $0.position < $1.position })
        where entry.position > index.position && entry.position != report.position && entry.position != last.position
            && !(entry.statement.isKind(.standing) && entry.statement.name("report") == report.statement.name)
        {
            check.fail(
                .incomplete, "entry \(entry.position)",
                "it stood in the ledger when the report was published, and the page does not show it")
        }
        check.detail = "\(scope.names.count) lists required, \(scope.entries.count) entries in scope"
        let before = { [source] in
            ReportScope(claim: claim, roots: [genesis], lookup: source, isOfPage: true, asksWhoWasFirst: false)
        }
        return Subject(
            report: report, claim: claim, scope: scope, viewScope: viewScope, viewScopeBefore: before,
            viewCovers: index.position, entries: entries)
    }
}

extension ReportVerifier {
    /// What a scope asks for and its source does not have.
    static func missing(in scope: ReportScope) -> [Verdict.Finding] {
        func findings(
            _ severity: Verdict.Severity, _ objects: [String], _ message: String
        ) -> [Verdict.Finding] {
            objects.map { .init(severity: severity, object: $0, message: message) }
        }
        func lists(_ names: Set<TypedName>) -> [String] { names.sorted().map { "the list of \($0)" } }
        var found = findings(.tampered, lists(scope.missingLists), "it is required and was left out")
        found += findings(
            .incomplete, lists(scope.missingOrigins),
            "it would show who had the pixels of a picture first, and is not in this report")
        // Reports of earlier versions have neither: whoever has one of them left out the other.
        if scope.missingMeasures.count == 1 {
            found += findings(
                .incomplete, lists(scope.missingMeasures),
                "it would show what was measured and by which rules, and is not in this report")
        }
        return found
            + findings(
                .tampered, scope.missingStatements.sorted().map { "statement:\($0)" },
                "an entry refers to it and it was left out")
    }

    /// Order of recording is what a ledger proves: a run that was opened for evidence recorded after it proves nothing.
    static func laterReferences(_ entries: Entries) -> [Verdict.Finding] {
        entries.byPosition.values.sorted { $0.position < $1.position }.flatMap { entry in
            entry.statement.references.filter { $0.kind == .statement }.sorted().compactMap { name in
                guard let other = entries.byStatement[name.hash], other.position >= entry.position else { return nil }
                return Verdict.Finding(
                    severity: .tampered, object: "entry \(entry.position)",
                    message: "it refers to entry \(other.position), which was recorded after it")
            }
        }
    }
}

extension String {
    fileprivate var nilIfEmpty: String? { isEmpty ? nil : self }
}
