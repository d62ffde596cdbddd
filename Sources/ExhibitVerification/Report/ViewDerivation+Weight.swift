import ExhibitCore
import ExhibitReport
import ExhibitWeight

/// What a weighed claim adds to the page. Its digits are those of the claim and of the findings that its calibration
/// recorded, so that every machine prints the same.
extension ViewDerivation {
    /// Nil where the claim shows no number.
    var weightView: ReportView.Weight? {
        guard let weighed, let weight = weighed.weight, let measured = weighed.ground.calibration else { return nil }
        let cells = measured.calibration.measured.findings.cells
        guard let index = cells.firstIndex(where: { $0.name == weight.cell }),
            let cell = measured.calibration.recorded["cells"]?.elements?[index]
        else { return nil }
        let heldOut = cell["weight"]?["held_out"]
        // At the size of the test it is no bound on a search of more.
        let isDirect = weighed.outcome.isDirect
        var view = ReportView.Weight(
            cell: weight.cell, sameIndependent: cells[index].sameIndependent,
            differentIndependent: cells[index].differentIndependent,
            calibration: measured.entry.statement.id.hex, calibrationPosition: Int(measured.entry.position),
            made: measured.entry.statement.head.time.description,
            conditions: text(disclosed.slot("conditions", of: measured.entry.statement)),
            asked: ReportView.Weight.Asked(rawValue: claim.statement.text("asked")) ?? .notStated,
            logRatio: weight.logRatio?.brief,
            words: weight.logRatio.map { weighed.ground.policy.scale.words(for: $0) } ?? "", cap: weighed.capText,
            runnerUp: weighed.margin?.brief,
            posteriors: isSecond ? weighed.distinctPosteriors : weighed.posteriors,
            coincidences: weight.coincidences?.brief(isBound: true),
            falsePositives: isDirect ? weight.falsePositiveRate?.brief(isBound: true) : nil,
            falseMatchRate: weight.falseMatchRate?.brief(isBound: true), searched: Int(weight.searched),
            tested: 0, trials: 0, errors: 0, isDirect: isDirect, score: nil,
            threshold: Int(Policy.current.threshold),
            same: Self.bars(cell["histograms"]?["same"]), different: Self.bars(cell["histograms"]?["different"]),
            searches: Self.bars(cell["histograms"]?["searches"]),
            tippett: (heldOut?["tippett"]?.elements ?? []).map { point in
                .init(
                    ratio: Self.item(point, 0) ?? "", same: Self.share(point, 1, of: cell["same"]),
                    different: Self.share(point, 2, of: cell["different"]))
            },
            crossEntropy: (heldOut?["cross_entropy"]?.elements ?? []).map {
                .init(prior: Self.item($0, 0) ?? "", bits: Self.item($0, 1) ?? "", neutral: Self.item($0, 2) ?? "")
            },
            reliability: (heldOut?["reliability"]?.elements ?? []).map {
                .init(
                    count: Int($0.elements?.first?.number ?? 0), stated: Self.item($0, 1), observed: Self.item($0, 2),
                    lower: Self.item($0, 3), upper: Self.item($0, 4))
            },
            cllr: heldOut?["cllr"]?.text, cllrMin: heldOut?["cllr_min"]?.text,
            cllrCal: Self.difference(heldOut?["cllr"], heldOut?["cllr_min"]))
        view.banner = banner(weighed)
        switch measured.calibration.measured {
        case .copies(_, let findings):
            let counts = findings.cells[index]
            (view.trials, view.errors) = (counts.falsePositives.trials, counts.falsePositives.errors)
            view.tested = counts.gallery
            if weight.logRatio != nil { view.score = candidates?.candidates.first.map { Int($0.distance) } }
        case .pairs(_, let findings): describe(findings.cells[index], weighed, &view)
        }
        if isSecond { view.making = making(weighed, measured.calibration, cell: index, recorded: cell) }
        return view
    }

    /// That some are to be expected is no news where none was found: then that is said first.
    private func banner(_ weighed: WeighedClaim) -> String {
        guard let banner = weighed.outcome.banner else { return "" }
        return isSecond && weighed.hasNoAnswer
            ? "No answer reached the \(weighed.limit) that counts. \(banner)" : banner
    }

    /// What a page says of scores in place of distances.
    private func describe(
        _ cell: PairFindings.Cell, _ weighed: WeighedClaim, _ view: inout ReportView.Weight
    ) {
        guard let scale = model.flatMap({ ModelScale(of: $0) }), let match = scale.match else { return }
        // For the eye: the bits stand among the answers.
        func number(_ value: Double) -> String { RecordedDecimal(value, significant: 6)?.short ?? "\(value)" }
        func place(_ score: Double) -> String {
            RecordedDecimal(cell.histograms.place(score), decimals: 3, rounding: .nearest)?.description ?? "0"
        }
        let (low, high) = (cell.histograms.low, cell.histograms.high)
        let best = weighed.weight?.logRatio == nil ? nil : scores?.candidates.first?.score.value
        view.threshold = 0
        (view.trials, view.errors) = (cell.falseMatches?.trials ?? 0, cell.falseMatches?.errors ?? 0)
        view.tested = cell.differentPairs
        view.scale = ReportView.Weight.Scale(
            ends: [number(low), number(low / 2 + high / 2), number(high)], score: best.map(number),
            scorePlace: best.map(place), threshold: number(match), thresholdPlace: place(match),
            pairs: cell.differentPairs, matching: cell.matching,
            isOfLabels: weighed.ground.isOfAnswers)
    }

    private static func bars(_ rows: JSON?) -> [ReportView.Weight.Bar] {
        (rows?.elements ?? []).compactMap { row in
            guard let pair = row.elements, pair.count == 2, let distance = pair[0].number, let count = pair[1].number
            else { return nil }
            return .init(distance: Int(distance), count: Int(count))
        }
    }

    /// A count as a share of the pairs of its class, in millionths, rounded down.
    private static func share(_ row: JSON, _ index: Int, of kind: JSON?) -> String {
        guard let count = row.elements.flatMap({ $0.indices.contains(index) ? $0[index].number : nil }),
            let pairs = kind?["pairs"]?.number, pairs > 0, (0...pairs).contains(count), count <= 1_000_000_000
        else { return "" }
        return RecordedDecimal(count * 1_000_000 / pairs, decimals: 6).description
    }

    private static func difference(_ first: JSON?, _ second: JSON?) -> String? {
        guard let first = first?.text.flatMap({ RecordedDecimal($0) }),
            let second = second?.text.flatMap({ RecordedDecimal($0) })
        else { return nil }
        return (first - second).description
    }

    private static func item(_ row: JSON, _ index: Int) -> String? {
        row.elements.flatMap { $0.indices.contains(index) ? $0[index].text : nil }
    }

    /// What the claim says, in place of what an unweighed one would.
    func weigh(_ view: inout ReportView.Claim, _ weighed: WeighedClaim) {
        view.reasons = weighed.outcome.reasons.map {
            ReportView.Reason(code: $0.rule.rawValue, text: $0.text)
        }
        view.ceilingReason =
            weighed.outcome.reasons.first { ![.decides, .notes].contains($0.rule.effect) }?.rule.sentence ?? ""
        view.policy = ReportView.Policy(
            name: WeighingPolicy.version, digest: weighed.ground.policy.name.hash.hex)
        view.claimed = isSecond && weighed.hasNoAnswer ? weighed.claimedOfNone : weighed.claimedText
        if let sentence = weighed.errorRateText { view.errorRate = .bounded(sentence) }
        state(&view)
    }

    /// What its operator states with the claim.
    func state(_ view: inout ReportView.Claim) {
        let given = { (member: String) in disclosed.slot(member, of: claim.statement) }
        if isSecond {
            view.question = questionOfSubject
        } else {
            let stated = [given("question")?.text.map(flagged), subjectSentence].compactMap { $0 }
            if !stated.isEmpty { view.question = .given(stated.joined(separator: " ")) }
        }
        func items(_ members: [String]) -> [String] {
            members.flatMap { member -> [String] in
                guard let value = given(member) else { return ["withheld"] }
                return (value.elements ?? [value]).compactMap(\.text).map(flagged)
            }
        }
        view.propositions = items(["proposition", "alternative"])
        view.corroboration = items(["corroboration_items"])
        view.contraryEvidence = items(["contrary_items"]) + dissents
    }

    /// What the question is about is never withheld with its words.
    private var questionOfSubject: ReportView.Disclosed<String> {
        let asked = statedQuestion ?? .given(question)
        guard let subjectSentence else { return asked }
        switch asked {
        case .given(let text): return .given("\(text) \(subjectSentence)")
        case .withheld: return .given("The words are withheld. \(subjectSentence)")
        }
    }

    private var subjectSentence: String? {
        switch claim.statement.subjectClass {
        case .documentNamingPersons: "The publisher states that this is about a document that names persons."
        case .protectedPerson:
            "The publisher states that this is about a child, a victim, a private person in a crowd or a protected trait."
        case .thing, nil: nil
        }
    }

    /// Reviews that do not support the proposition. A later one under the same key takes none of them away.
    private var dissents: [String] {
        WeighingGround.conclusions(on: run.opened, ClaimRules(of: claim.statement), lookup).compactMap { review in
            guard ReviewScale(rawValue: review.statement.text("conclusion"))?.isSupporting == false else { return nil }
            let reasons = disclosed.slot("reasons", of: review.statement)?.text.map { " \(flagged($0))" } ?? ""
            return "A reviewer concluded, entry \(review.position): \(review.statement.text("conclusion")).\(reasons)"
        }
    }

    /// The operator's own words may claim what no rule would: a reader is told where they do.
    private func flagged(_ text: String) -> String {
        if isSecond { return said(text) }
        let found = BannedWords.find(in: text).map { "\"\(text[$0.range])\": \($0.reason)" }
        guard !found.isEmpty else { return text }
        return "\(text) [The publisher's own words, which no record supports. \(found.joined(separator: " "))]"
    }
}

extension WeighedClaim {
    fileprivate var capText: String {
        switch weight?.cap {
        case .densities:
            "Kernel densities contradict the method by more than half a decade; the weaker of both is given."
        case .count: "Capped by how many independent comparisons were measured."
        case .invariance: "Capped by the invariance-verification bound of what was measured."
        default: ""
        }
    }

    fileprivate var margin: RecordedDecimal? {
        guard let ratio = weight?.logRatio, let second = weight?.runnerUp else { return nil }
        return ratio - second
    }

    fileprivate var posteriors: [ReportView.Weight.Posterior] {
        guard let weight else { return [] }
        var found: [ReportView.Weight.Posterior] = []
        if let value = weight.evenPosterior {
            found.append(.init(prior: "1/2", basis: .even, population: nil, value: value.brief))
        }
        if let value = weight.searchedPosterior {
            found.append(
                .init(
                    prior: "1/\(weight.searched)", basis: .population, population: Int(weight.searched),
                    value: value.brief))
        }
        if let value = weight.populationPosterior, let population = stated.population {
            found.append(
                .init(
                    prior: "1/\(population)", basis: .population, population: Int(population), value: value.brief)
            )
        }
        if let value = weight.declaredPosterior, let prior = stated.prior {
            found.append(
                .init(prior: prior.short, basis: .declared, population: nil, value: value.brief))
        }
        return found
    }

    /// Each prior once: a population of as many as were searched is the same one.
    fileprivate var distinctPosteriors: [ReportView.Weight.Posterior] {
        guard let weight else { return [] }
        var found: [ReportView.Weight.Posterior] = []
        func add(
            _ prior: String, _ basis: ReportView.Weight.Posterior.Basis, _ count: Int64?, _ value: RecordedDecimal?
        ) {
            guard let value else { return }
            found.append(.init(prior: prior, basis: basis, population: count.map { Int($0) }, value: value.brief))
        }
        let isSame = stated.population == weight.searched
        add("1/2", .even, nil, weight.evenPosterior)
        add("1/\(weight.searched)", isSame ? .searchedAndStated : .searched, weight.searched, weight.searchedPosterior)
        if let population = stated.population, !isSame {
            add("1/\(population)", .population, population, weight.populationPosterior)
        }
        if let prior = stated.prior { add(prior.short, .declared, nil, weight.declaredPosterior) }
        return found
    }

    /// No answer reached the method's own threshold.
    fileprivate var hasNoAnswer: Bool {
        outcome.status == .inconclusive && outcome.reasons.contains { $0.rule == .noCandidate }
    }

    fileprivate var limit: String { base is ModelClaim ? "score" : "distance" }

    fileprivate var claimedOfNone: String {
        "No answer of the \(base is ModelClaim ? "model" : "search") reached the \(limit) that counts. Nothing is said for or against, and nothing is named."
    }

    fileprivate var claimedText: String { base is ModelClaim ? claimedOfModel : claimedOfCopy }

    private var claimedOfModel: String {
        switch (outcome.status, named.count) {
        case (.identification, _): "The record supports that the first answer of the model is right."
        case (.lead, 1): "The first answer of the model, the reference picture shown, may be right."
        case (.lead, _):
            "The first answer of the model reached the score that counts; it is listed below, and not named."
        case (.inconclusive, _): "Nothing is said for or against the answer of the model, and nothing is named."
        case (.exclusion, _): "The record supports that the first answer of the model is wrong."
        default: "Nothing is claimed."
        }
    }

    private var claimedOfCopy: String {
        switch (outcome.status, named.count) {
        case (.identification, 1): "The record supports that this picture comes from the reference picture shown."
        case (.lead, 1): "This picture may come from the reference picture shown."
        case (.lead, _): "Pictures of the reference set are within the published distance; none of them is named."
        case (.inconclusive, _): "Nothing is said for or against, and no picture is named."
        case (.exclusion, _): "The record supports that this picture does not come from the nearest reference picture."
        default: "Nothing is claimed."
        }
    }

    /// The worst case must not get the mildest words: without a bound that is said, and not that nothing was measured.
    fileprivate var errorRateText: String? {
        guard let weight, let measured = ground.calibration else { return nil }
        switch measured.calibration.measured {
        case .copies(_, let findings):
            return findings.cells.first { $0.name == weight.cell }.map { errorRateText(weight, $0) }
        case .pairs(_, let findings):
            return findings.cells.first { $0.name == weight.cell }.map { errorRateText(weight, $0) }
        }
    }

    private func errorRateText(_ weight: ClaimWeight, _ cell: PairFindings.Cell) -> String {
        let counted =
            "In the test \(cell.matching) of \(cell.differentPairs) wrong answers reached the score that counts."
        guard let coincidences = weight.coincidences, let trials = cell.falseMatches?.trials else {
            return "\(counted) That bounds nothing: any number of wrong answers could count by chance."
        }
        return
            "\(counted) The model had \(weight.searched) \(ground.isOfDigits ? "answers" : ground.isOfLabels ? "labels" : "pictures") to answer with: at most \(coincidences.placesUp) wrong ones are expected to count (one-sided 95 % bound, by \(trials) independent pairs). It is not the chance that this answer is wrong."
    }

    private func errorRateText(_ weight: ClaimWeight, _ cell: CalibrationFindings.Cell) -> String {
        let counted =
            "\(cell.found) of \(cell.searches) searches for a picture of this set found another one among the other \(cell.gallery)."
        if outcome.isDirect, let rate = weight.falsePositiveRate, outcome.coincidences != nil {
            return
                "\(counted) Counted as \(cell.falsePositives.trials) independent ones, that is at most \(rate.percentUp) of such searches (one-sided 95 % bound). It is not the chance that this answer is wrong."
        }
        guard let coincidences = weight.coincidences else {
            return "\(counted) That bounds nothing: any number of wrong pictures could be found by chance."
        }
        return
            "\(counted) This search went through \(weight.searched): at most \(coincidences.placesUp) wrong pictures are expected there (one-sided 95 % bound, by comparisons of \(cell.falseMatches.trials) independent pairs)."
    }
}
