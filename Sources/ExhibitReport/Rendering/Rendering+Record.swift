extension Rendering {
    /// The record: runs, steps, rules, candidates, model, completeness, entries, private values.
    var record: Markup {
        runs + making + chain + rules + candidates + model + completeness + entries + slots
    }

    private var runs: Markup {
        let rows = template.each("run", view.runs) { run in
            let status = run.status.map { Markup($0.rawValue) } ?? template.fill("no-claim")
            return [
                "mine": run.isOfThisReport ? template.fill("mine") : .none, "position": Markup(run.position),
                "opened": Markup(Text.hour(run.opened)), "model": Markup(run.model),
                "outcome": Markup(run.outcome.rawValue),
                "status": status + (run.isOfThisReport ? template.fill("this-report") : .none),
                "statement": Markup(Text.short(run.statement)),
            ]
        }
        return template.fill("runs", ["count": Markup(view.runs.count), "covers": covers, "rows": rows])
    }

    private var making: Markup {
        guard !view.making.isEmpty else { return .none }
        let runs = template.each("made-run", view.making) { run in
            [
                "position": Markup(run.position), "model": text(run.model),
                "steps": Markup(run.steps.map { step($0, showingEnvironment: false) }),
            ]
        }
        return template.fill("made", ["runs": runs])
    }

    private var chain: Markup {
        var environment: String?
        var steps = Markup.none
        for step in view.steps {
            let isNew = environment.map { !$0.utf8.elementsEqual(step.environment.utf8) } ?? true
            environment = step.environment
            steps += self.step(step, showingEnvironment: isNew && !step.environment.isEmpty)
        }
        return template.fill("chain", ["graph": ChainGraph(view.steps).markup(template), "steps": steps])
    }

    private func step(_ step: ReportView.Step, showingEnvironment: Bool) -> Markup {
        let parameters = step.parameters.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
        return template.fill(
            "step",
            [
                "number": Markup(step.number), "operation": text(step.operation), "version": Markup(step.version),
                "taint": Markup(step.taint.rawValue), "inputs": uses(step.inputs), "outputs": uses(step.outputs),
                "parameters": parameters.isEmpty ? .none : template.fill("parameters", ["text": text(parameters)]),
                "environment": showingEnvironment
                    ? template.fill("environment", ["text": text(step.environment)]) : .none,
            ])
    }

    private func uses(_ uses: [ReportView.Use]) -> Markup {
        let parts = uses.map {
            template.fill("use", ["role": Markup($0.role), "name": Markup(Text.short($0.name))])
        }
        guard let first = parts.first else { return template.fill("nothing") }
        return first.joined(to: Array(parts.dropFirst()), by: ", ")
    }

    private var candidates: Markup {
        if isRefused { return template.fill("candidates-refused") }
        if !view.isOfSearch, !view.scores.isEmpty { return scores }
        if view.candidates.isEmpty { return template.fill("candidates-none") }
        let rows = template.each("candidate", view.candidates) { candidate in
            let equal = candidate.equalIdentities.joined(separator: ", ")
            return [
                "rank": Markup(candidate.rank), "label": disclosed(candidate.label),
                "distance": candidate.distance.map { Markup($0) } ?? template.fill("none"),
                "within": yesOrNo(candidate.withinPublishedThreshold), "quality": Markup(candidate.quality),
                "unstable": Markup(candidate.unstableBits), "equal": equal.isEmpty ? yesOrNo(false) : text(equal),
                "name": Markup(Text.short(candidate.name)),
            ]
        }
        return template.fill(
            "candidates",
            [
                "pictures": morePictures,
                "direction": Markup(view.model.scoreDirection), "range": Markup(view.model.scoreRange), "rows": rows,
            ])
    }

    private var morePictures: Markup {
        let others = view.references.dropFirst()
        return others.isEmpty
            ? .none : template.fill("more-pictures", ["pictures": Markup(others.map { figure($0) })])
    }

    private var scores: Markup {
        let set = view.comparedSet
        let rows = template.each("score", view.scores) { score in
            [
                "rank": Markup(score.rank), "answer": set == nil ? text(score.answer) : code(Text.short(score.answer)),
                "score": Markup(score.score),
                "bits": Markup(score.bits), "reaches": yesOrNo(score.isMatch),
            ]
        }
        return template.fill(
            "scores",
            [
                "pictures": morePictures, "caption": template.fill(set == nil ? "scores-alone" : "scores-set"),
                "direction": Markup(view.model.scoreDirection), "range": Markup(view.model.scoreRange), "rows": rows,
            ])
    }

    private var model: Markup {
        let gallery: [String: Markup] = [
            "members": Markup(view.gallery.members), "usable": Markup(view.gallery.usable),
            "gallery": Markup(Text.short(view.gallery.manifest)),
            "statement": Markup(Text.short(view.gallery.statement)),
        ]
        return view.isOfSearch
            ? template.fill("model", modelValues.merging(gallery) { first, _ in first })
            : template.fill("model-alone", modelValues.merging(["set": comparedSet]) { first, _ in first })
    }

    private var comparedSet: Markup {
        guard let set = view.comparedSet else { return .none }
        return template.fill(
            "set",
            [
                "members": Markup(set.members), "given": Markup(set.given),
                "manifest": Markup(Text.short(set.manifest)),
                "statement": Markup(Text.short(set.statement)),
            ])
    }

    private var modelValues: [String: Markup] {
        let model = view.model
        return
            [
                "name": Markup(model.name), "version": Markup(model.version), "manifest": Markup(model.manifest),
                "direction": Markup(model.scoreDirection), "range": Markup(model.scoreRange),
                "generates": yesOrNo(model.generatesPixels), "conditions": Markup(model.conditions),
                "runner": Markup(model.runner), "confinement": Markup(model.confinement.rawValue),
                "tolerance": Markup(model.tolerance), "parameters": fields(model.parameters),
            ]
    }
}
