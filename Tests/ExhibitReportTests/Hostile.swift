import ExhibitReport

/// A view in which every text is the same one, with every optional part present.
enum Hostile {
    static func view(saying text: String, _ status: ReportView.Status, ofSearch: Bool = true) -> ReportView {
        let field = ReportView.Field(name: text, value: text)
        let use = ReportView.Use(role: text, name: text)
        let picture = ReportView.Picture(
            jpeg: .given([1, 2]), width: 1, height: 1, originalWidth: 2, originalHeight: 2, mediaType: text,
            name: text, identities: [.init(name: text, value: .given(text))], generated: true, alternative: text)
        return ReportView(
            header: .init(
                salt: text, language: .english, program: text, ledgerID: Sample.hex(2), publisher: text + "x",
                contact: text + "x", recorded: text, claimPosition: 1, claimStatement: text),
            claim: .init(
                status: status, question: .given(text), subject: .thing, claimed: text + "x", ceiling: .lead,
                ceilingReason: text, errorRate: .bounded(text), facts: [text], origin: .stated(.given(text)),
                taint: .init(comparison: .fixedOperations, nomination: .generated, informationLost: text + "x"),
                reasons: [.init(code: text, text: text)], policy: .init(name: text, digest: text),
                propositions: [text], corroboration: [text], contraryEvidence: [text]),
            evidence: picture,
            references: [.init(rank: 1, picture: picture), .init(rank: 2, picture: picture)],
            candidates: [
                .init(
                    rank: 1, name: text, distance: 2, quality: 3, unstableBits: 4, label: .given(text),
                    withinPublishedThreshold: false, equalIdentities: [text, "x"])
            ],
            scores: [.init(rank: 1, answer: text, score: text, bits: text + "x", isMatch: true)],
            model: .init(
                name: text, version: text, manifest: text, scoreDirection: text, scoreRange: text,
                generatesPixels: true, conditions: text, runner: text, confinement: .unconfined, tolerance: text,
                parameters: [field]),
            gallery: .init(members: 1, usable: 1, manifest: text, statement: ofSearch ? text + "x" : ""),
            runs: [
                .init(
                    position: 1, statement: text, opened: text, model: text, outcome: .completed, status: .lead,
                    isOfThisReport: true)
            ],
            steps: [
                .init(
                    number: 1, operation: text, version: text, inputs: [use], outputs: [], taint: .authored,
                    parameters: [field], environment: text + "x")
            ],
            entries: [
                .init(
                    position: 1, kind: text, statement: text, author: text, role: text, hour: text,
                    refersToEvidence: true, remark: text + "x")
            ],
            completeness: .init(covers: 1, lists: [.init(subject: text, name: text, count: 1)]),
            slots: [.init(position: 1, path: text, value: .given(text))],
            objections: [.init(position: 1, statement: text, hour: text, ground: text, state: text)])
    }
}
