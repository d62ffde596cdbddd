import ExhibitCore
import ExhibitPipeline
import ExhibitStorage
import ExhibitVerification
import ExhibitWeight

/// What a later entry took back.
extension Case {
    /// The entry of a report: by number, by id, or by the report's file.
    func report(named text: String) throws -> PlacedEntry {
        var found: PlacedEntry?
        if InputFile.exists(text) {
            let bundle = try? Bundle(encoded: try ReportFile(encoded: InputFile.read(text)).bundle)
            found = bundle.flatMap { entry(statement: $0.report) }
        } else {
            found = try resolve(text)
        }
        guard let found, found.statement.isReport else {
            throw UserError("\(shown(text)): is no report of this case; see: exhibit log --kind report")
        }
        return found
    }

    /// The retraction of a report that counts.
    func retraction(of report: TypedName) -> PlacedEntry? {
        (entries(referringTo: report) ?? []).first {
            $0.statement.isKind(.retraction) && $0.statement.name("report") == report
                && history.reasonVoid($0.statement, at: $0.position) == nil
        }
    }

    /// What counts of the entries that name a claim of the same run.
    private func entries(onRunOf claim: PlacedEntry) -> [PlacedEntry] {
        let run = claim.statement.name("run")
        let claims = run.map { entries(referringTo: $0) ?? [] }?.filter {
            $0.statement.isClaim && $0.statement.name("run") == run
        }
        return (claims ?? []).flatMap { claim in
            (entries(referringTo: claim.statement.name) ?? []).filter {
                $0.statement.name("claim") == claim.statement.name
                    && history.reasonVoid($0.statement, at: $0.position) == nil
            }
        }
    }

    /// Objections to any claim on a picture that is recorded under one of these names, also in a copy of the file.
    func objections(toPictureOf names: Set<TypedName>) throws -> [PlacedEntry] {
        var known: [TypedName: Bool] = [:]
        return try entries(of: .challenge).filter { entry in
            guard let name = entry.statement.name("claim"), let claim = self.entry(statement: name.hash),
                history.reasonVoid(entry.statement, at: entry.position) == nil
            else { return false }
            let isSame =
                known[name] ?? !PictureEvidence.names(ofClaim: claim.statement, lookup: self).isDisjoint(with: names)
            known[name] = isSame
            return isSame
        }
    }

    /// An undecided objection by or for whoever is named, to any claim on the picture: until it is decided nothing shows who
    /// that is. Asking again, also about a copy of the file, washes it off no more than it decides it.
    func undecidedHarm(by claim: PlacedEntry) throws -> PlacedEntry? {
        try objections(toPictureOf: PictureEvidence.names(ofClaim: claim.statement, lookup: self)).first { entry in
            guard let challenge = try? Challenge(entry.statement), state(of: entry).isUndecided else { return false }
            return challenge.grounds.contains { [.subject, .harm].contains($0) }
        }
    }

    /// Whether any claim on the picture, also under another name of its file, says that its subject is one of whom nothing
    /// is published.
    func isOfProtected(_ claim: Statement) -> Bool {
        guard let opened = claim.name("run").flatMap({ entry(statement: $0.hash) }) else { return false }
        let stating = WeighingGround.stating(opened, before: .max, .current, self)
        return stating?.statement.subjectClass == .protectedPerson
    }

    /// Why pictures of a claim stay in the case unless they are asked for; nil for no reason.
    func reasonToKeepBack(_ claim: Statement) throws -> String? {
        if isOfProtected(claim) { return BagContents.protectedReason }
        guard let placed = entry(statement: claim.id), let harm = try undecidedHarm(by: placed) else { return nil }
        return "the objection #\(harm.position) of whoever is named is undecided"
    }

    /// Throws where a claim of the same run was taken back, or an objection to one upheld, or one to another claim on the
    /// picture since the run was opened: a new report would not stand.
    func checkStands(_ claim: PlacedEntry) throws {
        let named = entries(onRunOf: claim)
        if let retraction = named.first(where: { $0.statement.isKind(.retraction) }) {
            throw UserError(
                "#\(claim.position): its report was retracted by #\(retraction.position). Ask again: exhibit identify"
            )
        }
        let own = named.first { $0.statement.isKind(.challenge) && state(of: $0).isAgainstReport }
        let opened = claim.statement.name("run").flatMap { entry(statement: $0.hash)?.position } ?? 0
        let challenge =
            try own
            ?? objections(toPictureOf: PictureEvidence.names(ofClaim: claim.statement, lookup: self)).first {
                state(of: $0).isAgainstReport && !state(of: $0, before: opened).isAgainstReport
            }
        guard let challenge else { return }
        let what = own == nil ? "another claim on its picture" : "it"
        throw UserError(
            "#\(claim.position): the objection #\(challenge.position) to \(what) was upheld. Retract its report, and ask again: exhibit retract, exhibit identify"
        )
    }
}
