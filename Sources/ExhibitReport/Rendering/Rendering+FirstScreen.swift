extension Rendering {
    var firstScreen: Markup {
        let header = view.header
        let claim = view.claim
        let unconfined = view.model.confinement == .unconfined ? template.fill("warning-unconfined") : .none
        let warning = banner + unconfined + ofPicture + supersedes
        return template.fill(
            "first",
            [
                "title": title,
                "sentence": template.fill("sentence-" + claim.status.rawValue),
                "claimed": claimed,
                "ceiling": template.fill(
                    "ceiling", ["status": Markup(claim.ceiling.rawValue), "reason": Markup(claim.ceilingReason)]),
                "wrong": errorRate, "warning": warning, "publisher": publisher, "contact": contact,
                "recorded": Markup(Text.hour(header.recorded)), "position": Markup(header.claimPosition),
                "fingerprint": template.each("group", Text.groups(header.ledgerID, atMost: 10)) {
                    ["digits": Markup($0)]
                },
                "objections": objectionCount, "covers": covers, "pictures": firstPictures,
            ])
    }

    /// What is claimed; of a refusal, why.
    private var claimed: Markup {
        if isRefused { return template.each("because", view.claim.reasons) { ["text": Markup($0.text)] } }
        let claimed = view.claim.claimed
        return claimed.isEmpty ? .none : template.fill("claimed", ["text": Markup(claimed)])
    }

    /// What was compared in place of the evidence, and what the file says against itself.
    private var ofPicture: Markup {
        let marked = view.marked.isEmpty ? Markup.none : template.fill("marked", ["text": Markup(view.marked)])
        guard !view.making.isEmpty else { return marked }
        return marked
            + template.fill("examined", ["class": Markup(taintClass.rawValue), "sentence": taintSentence])
    }

    private var supersedes: Markup {
        guard isDisclosing, let earlier = view.further?.supersedes else { return .none }
        let position = earlier.position.map { template.fill("supersedes-entry", ["position": Markup($0)]) }
        return template.fill(
            "supersedes", ["statement": Markup(earlier.statement), "entry": position ?? .none])
    }

    private var errorRate: Markup {
        switch view.claim.errorRate {
        case .notMeasured: template.fill("wrong-not-measured")
        case .bounded(let sentence): text(sentence)
        }
    }

    private var publisher: Markup {
        view.header.publisher.isEmpty ? template.fill("publisher-none") : Markup(view.header.publisher)
    }

    var contact: Markup {
        view.header.contact.isEmpty ? template.fill("contact-none") : Markup(view.header.contact)
    }

    private var objectionCount: Markup {
        guard !view.objections.isEmpty else { return template.fill("objections-none", ["covers": covers]) }
        return template.fill("objections-some", ["covers": covers, "count": Markup(view.objections.count)])
    }
}

extension Rendering {
    /// Evidence and the first reference, side by side; the other references stand with the candidates.
    private var firstPictures: Markup {
        let label = template.fill(view.making.isEmpty ? "label-evidence" : "label-derived")
        let evidence = figure(view.evidence, label: label)
        guard let first = view.references.first else {
            let none = view.comparedSet == nil ? "no-reference" : "no-reference-set"
            return evidence + template.fill(isRefused ? "no-reference-refused" : none)
        }
        return evidence + figure(first)
    }

    func figure(_ reference: ReportView.Reference) -> Markup {
        figure(reference.picture, label: template.fill("label-reference", ["rank": Markup(reference.rank)]))
    }

    func figure(_ picture: ReportView.Picture, label: Markup) -> Markup {
        let image: Markup
        let isReduced: Bool
        switch picture.jpeg {
        case .given(let bytes):
            image = template.fill(
                "image",
                [
                    "data": Markup(base64: bytes), "width": Markup(picture.width), "height": Markup(picture.height),
                    "alternative": Markup(picture.alternative),
                ])
            isReduced = (picture.width, picture.height) != (picture.originalWidth, picture.originalHeight)
        case .withheld:
            image = template.fill("image-withheld")
            isReduced = false
        }
        return template.fill(
            "figure",
            [
                "picture": image, "label": label,
                "mark": picture.generated ? template.fill("mark-generated") : .none,
                "width": Markup(picture.originalWidth), "height": Markup(picture.originalHeight),
                "type": Markup(picture.mediaType), "name": Markup(Text.short(picture.name)),
                "caption": isReduced ? template.fill("caption-reduced") : .none,
            ])
    }
}
