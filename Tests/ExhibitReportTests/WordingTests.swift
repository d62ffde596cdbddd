import Testing

@testable import ExhibitReport

@Suite("The page says what it must and never more")
struct WordingTests {
    static let statuses = ReportView.Status.allCases

    @Test("A lead begins with the words that it is no identification")
    func lead() {
        let words = PageText(Sample.view(.lead)).words
        #expect(words.hasPrefix("Not an identification. This is a LEAD"))
        #expect(words.contains("must not be the sole basis for naming, accusing or acting against anyone"))
    }

    @Test("A refusal gives its reasons, and no candidate in words, picture, field or name")
    func refusal() {
        let view = Sample.view(.refused)
        let page = PageText(view)
        for secret in [
            view.claim.claimed, view.claim.facts[0], "Inventory",
            Text.short("sealed:" + Sample.hex(20)), Text.short("sealed:" + Sample.hex(41)), "reference picture",
        ] {
            #expect(!page.html.contains(secret), "\(secret)")
        }
        #expect(page.occurrences(of: "<img ") == 1)
        #expect(page.words.contains("No calibration is named: no number is given."))
        #expect(page.words.contains("refused: no candidate is shown"))
        #expect(PageText(Sample.view(.lead)).html.contains("Inventory"))
    }

    @Test("Words that promise too much never occur", arguments: statuses)
    func bannedWords(_ status: ReportView.Status) {
        let page = PageText(Sample.view(status))
        for banned in [
            "match confirmed", "99 %", "99%", "certain", "revealed", "unmasked", "confidence", "accuracy", "guarantee",
            "timestamp", "<meter", "<progress", "undefined", "nil", "Optional(",
        ] {
            #expect(!page.html.lowercased().contains(banned.lowercased()), "\(banned)")
        }
    }

    @Test("The template itself has none of them either")
    func bannedInTemplate() {
        for banned in ["match", "certain", "reveal", "unmask", "confiden", "accura", "guarant"] {
            #expect(!Template.answers.text.lowercased().contains(banned), "\(banned)")
            #expect(!Template.searchWeighed.text.lowercased().contains(banned), "\(banned)")
        }
    }

    @Test("The sentences that every page owes its reader are there", arguments: statuses)
    func fixedSentences(_ status: ReportView.Status) {
        let words = PageText(Sample.view(status)).words
        for sentence in [
            "How often is this wrong on such pictures? This has not been measured.",
            "Published by Harbour Museum, Picture Desk · contact desk@harbour.example",
            "Recorded 2026-03-14, 09 h UTC by the signer’s clock, as entry 21",
            "Objections: none recorded in this ledger up to entry 22.",
            "Standing: This report carries no standing; what happened after entry 22 is not known from this file.",
            "Is this about you? Check this file What this does not prove",
            "without permission, without an account and without a network", "A LEAD is not an identification.",
            "A page cannot vouch for itself.", "exhibit-verify report.html",
            "(printf 'exhibit/sealed/v1\\0'; echo SALT | tr a-f A-F | basenc --base16 -d; cat x.jpg) | sha256sum",
            "Order in the ledger proves order of recording",
            "Proven is the ledger’s signed commitment that these are all entries in this ledger, up to entry 22, that "
                + "refer to these exact bytes and to what was derived from them, and that each listed entry is in the "
                + "tree.",
            "Not proven to a reader without the ledger: that the index was computed rightly; that no other ledger, "
                + "altered copy or unrecorded run exists.",
            "Pixels were processed by listed fixed operations; no detail was added. Information lost: colour",
            "Corroboration none recorded", "Contrary evidence none recorded", "Propositions none stated",
            "started, no result", "failed",
        ] {
            #expect(words.contains(sentence), "\(sentence)")
        }
        #expect(words.contains("A distance is not a probability.") == (status != .refused))
    }

    @Test("The first screen gives at least 128 bits of the fingerprint")
    func fingerprint() {
        let words = PageText(Sample.view()).words
        #expect(words.contains(Text.groups(Sample.hex(2), atMost: 8).joined(separator: " ")))
    }

    @Test(
        "Each taint class has its sentence",
        arguments: [
            (.asReceived, .asReceived, .thing, "Compared pixels are as received."),
            (.exact, .exact, .thing, "Compared pixels are as received."),
            (.learnedOrUnknown, .learnedOrUnknown, .thing, "Detail may not be real."),
            (
                .generated, .generated, .person,
                "It does not show what this person looks like. No identification is made."
            ),
            (.generated, .generated, .thing, "The generated part is not evidence."),
            (.authored, .authored, .thing, "Made by hand or from another picture."),
            (.exact, .generated, .thing, "as received. The candidate was found with a generated/edited picture."),
        ] as [(ReportView.TaintClass, ReportView.TaintClass, ReportView.SubjectKind, String)])
    func taint(
        _ comparison: ReportView.TaintClass, _ nomination: ReportView.TaintClass, _ subject: ReportView.SubjectKind,
        _ sentence: String
    ) {
        var view = Sample.view()
        view.claim.taint = .init(comparison: comparison, nomination: nomination, informationLost: "")
        view.claim.subject = subject
        #expect(PageText(view).words.contains(sentence))
    }

    @Test("What a reader should be warned of stands on the first screen")
    func warnings() {
        var view = Sample.view()
        view.model.confinement = .unconfined
        view.references[0].picture.generated = true
        view.evidence.jpeg = .withheld
        view.header.contact = ""
        view.objections = [
            .init(position: 20, statement: Sample.hex(9), hour: "", ground: "C7 mistaken subject", state: "FILED")
        ]
        let words = PageText(view).words
        for sentence in [
            "ran without a sandbox", "Generated – not evidence", "withheld evidence", "contact none given",
            "Objections: 1 recorded in this ledger up to entry 22.", "C7 mistaken subject, FILED",
        ] {
            #expect(words.contains(sentence), "\(sentence)")
        }
    }

    @Test("A picture of unknown origin is class T3 unless the question is about the picture")
    func origin() {
        var view = Sample.view()
        #expect(PageText(view).words.contains("so this sets no ceiling"))
        view.claim.subject = .thing
        #expect(PageText(view).words.contains("so it counts as class T3"))
    }
}
