import ExhibitCore

/// The page with which a pack begins. It runs nothing and loads nothing; every value is escaped.
public enum PackPage {
    /// - Returns: UTF-8, a whole document.
    public static func render(_ view: PackView) -> [UInt8] { Array(PackRendering(view: view).document.html.utf8) }
}

struct PackRendering {
    let view: PackView
    let template = Template.pack
    /// Words of the report itself come from its own template: the two pages must not differ.
    let report: Rendering?

    init(view: PackView) {
        self.view = view
        report =
            view.isRejected
            ? nil : view.report.map { Rendering(view: $0.shown, template: $0.template(.current), script: nil) }
    }

    var document: Markup {
        let main =
            verdict + (report.map { said($0) + sureness($0) } ?? .none) + template.fill("limits") + actions + checks
            + items + objections + parts + result
        return template.fill("head", ["title": title]) + template.fill("style")
            + template.fill("body", ["main": main, "day": Markup(view.day), "version": Markup(ExhibitVersion.program)])
    }

    private var title: Markup { report?.title ?? template.fill(view.isRejected ? "title-rejected" : "title-unknown") }

    /// The first words of the page, whatever else it says.
    private var verdict: Markup {
        let shown = view.findings.prefix(8)
        var findings = shown.isEmpty ? Markup.none : template.list(Array(shown), else: "nothing")
        if view.findings.count > shown.count {
            findings += template.fill("more-findings", ["count": Markup(view.findings.count - shown.count)])
        }
        let known: Set<Int32> = [0, 1, 2, 5]
        return template.fill(
            "verdict",
            [
                "class": template.fill(view.code == 0 ? "good" : view.isRejected ? "bad" : "open"),
                "day": Markup(view.day), "findings": findings, "title": title,
                "sentence": template.fill("verdict-\(known.contains(view.code) ? view.code : 3)"),
            ])
    }

    private func said(_ report: Rendering) -> Markup {
        let (claim, header) = (report.view.claim, report.view.header)
        let pictures =
            report.figure(
                report.view.evidence,
                label: report.template.fill(report.view.making.isEmpty ? "label-evidence" : "label-derived"))
            + Markup(report.view.references.map { report.figure($0) })
        return template.fill(
            "said",
            [
                "sentence": report.template.fill("sentence-" + claim.status.rawValue),
                "claimed": claim.claimed.isEmpty
                    ? template.fill("nothing-claimed") : template.fill("text", ["text": Markup(claim.claimed)]),
                "about": template.fill("about-" + claim.subject.rawValue),
                "publisher": header.publisher.isEmpty ? template.fill("no-name") : Markup(header.publisher),
                "contact": contact, "recorded": Markup(Text.hour(header.recorded)),
                "position": Markup(header.claimPosition), "ledger": Markup(header.ledgerID),
                "pictures": pictures,
                "shown": template.fill(report.view.references.isEmpty ? "shown-one" : "shown-more"),
            ])
    }

    var contact: Markup {
        if view.isRejected { return template.fill("other-contact") }
        let contact = report?.view.header.contact ?? ""
        return contact.isEmpty ? template.fill("no-contact") : Markup(contact)
    }

    private func sureness(_ report: Rendering) -> Markup {
        let claim = report.view.claim
        let wrong: Markup =
            switch claim.errorRate {
            case .notMeasured: template.fill("not-measured")
            case .bounded(let sentence): template.fill("text", ["text": Markup(sentence)])
            }
        return template.fill(
            "sure",
            [
                "ceiling": Markup(claim.ceiling.rawValue),
                "reason": template.fill("text", ["text": Markup(claim.ceilingReason)]), "wrong": wrong,
                "pixels": report.taintSentence,
                "reasons": claim.reasons.isEmpty
                    ? template.fill("nothing")
                    : template.each("reason", claim.reasons) { ["code": Markup($0.code), "text": Markup($0.text)] },
            ])
    }
}

extension PackView {
    /// What cannot be relied on is not said again.
    var isRejected: Bool { code == 1 || code == 2 }
}
