extension Rendering {
    /// What the answer rests on, and the objections to it.
    var rules: Markup {
        let claim = view.claim
        let reasons = template.each("field", claim.reasons) { ["name": Markup($0.code), "value": text($0.text)] }
        let facts = template.fill("facts", ["list": template.list(claim.facts, else: "none-recorded")])
        return template.fill(
            "rules",
            [
                "reasons": claim.reasons.isEmpty ? template.fill("rules-none") : reasons,
                "question": disclosed(claim.question) + ofProgram, "subject": Markup(claim.subject.rawValue),
                "facts": isRefused ? .none : facts, "origin": origin, "class": Markup(taintClass.rawValue),
                "taint": taintSentence + taintNotes,
                "propositions": template.list(claim.propositions, else: "none-stated"),
                "corroboration": template.list(claim.corroboration, else: "none-recorded"),
                "contrary": template.list(claim.contraryEvidence, else: "none-recorded"),
                "policy": policy, "covers": covers, "objections": objections,
            ])
    }

    /// A question that nobody asked is not to be taken for the publisher's.
    private var ofProgram: Markup {
        isDisclosing && view.further?.isQuestionStated == false ? template.fill("question-of-program") : .none
    }

    var taintClass: ReportView.TaintClass {
        max(view.claim.taint.comparison, view.claim.taint.nomination)
    }

    /// The sentence of the final comparison, and the one about a nomination by a generated or edited picture.
    var taintSentence: Markup {
        let taint = view.claim.taint
        let sentence =
            switch taint.comparison {
            case .asReceived, .exact: template.fill("taint-as-received")
            case .fixedOperations:
                template.fill(
                    "taint-fixed",
                    [
                        "lost": taint.informationLost.isEmpty
                            ? template.fill("none-stated") : Markup(taint.informationLost)
                    ])
            case .learnedOrUnknown: template.fill("taint-learned")
            case .generated:
                template.fill(view.claim.subject == .person ? "taint-generated-person" : "taint-generated")
            case .authored: template.fill("taint-authored")
            }
        let isNominatedOnly = taint.comparison < .generated && taint.nomination >= .generated
        return isNominatedOnly ? sentence + template.fill("taint-nomination") : sentence
    }

    private var taintNotes: Markup {
        guard !view.notes.isEmpty else { return .none }
        return template.fill("taint-notes", ["items": template.each("item", view.notes) { ["text": Markup($0)] }])
    }

    private var origin: Markup {
        switch view.claim.origin {
        case .stated(let text): template.fill("origin-stated", ["text": disclosed(text)])
        case .unknown:
            template.fill("origin-unknown")
                + template.fill(view.claim.subject == .picture ? "origin-picture" : "origin-ceiling")
        }
    }

    private var policy: Markup {
        guard let policy = view.claim.policy else { return template.fill("policy-none") }
        return template.fill("policy", ["name": Markup(policy.name), "digest": Markup(policy.digest)])
    }

    private var objections: Markup {
        guard !view.objections.isEmpty else { return template.fill("none-recorded") }
        if isDisclosing { return objectionsInFull }
        let items = template.each("objection", view.objections) {
            [
                "position": Markup($0.position), "hour": Markup(Text.hour($0.hour)), "ground": Markup($0.ground),
                "state": Markup($0.state), "statement": Markup(Text.short($0.statement)),
            ]
        }
        return template.fill("objections", ["items": items])
    }
}
