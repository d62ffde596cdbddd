import ExhibitCore
import Testing

@testable import ExhibitReport

@Suite("A weighed page says what its answer is worth")
struct WeightTests {
    @Test("Words, digits and bounds stand beside each other, none of them rounded")
    func sentences() {
        let words = PageText(Sample.weighedView()).words
        for sentence in [
            "How often is this wrong on such pictures? At most a share of 0.00993608194446 of such searches",
            "gives moderate support that both pictures come from one source, over different ones as in the test: log10 of the likelihood ratio "
                + "2.47856649559. It was capped by n = 300 independent comparisons.",
            "It is not the probability that the claim is true.",
            "At most 0.00998575274665 unrelated pictures within the limit are to be expected by coincidence in a search "
                + "of 612 pictures, over all galleries searched (one-sided 95 % bound).",
            "0 of 300 independent trials of the test did. The test searched a gallery of nearly the size of this one. "
                + "In the test 599 pictures were compared at a time, in this search 612.",
            "Where to begin is not the model’s to choose",
            "0.5 even odds, which a search of many pictures does not give 0.996688741722",
            "0.0000833333333333 one among 12000 that it could have been 0.0244684047281",
            "0.01 the publisher’s own, declared with the question 0.7525", "Ahead of the next candidate 4.87856649559",
            "quality 80 to 100 independent comparisons: 300 of the same source, 300 of different ones",
            "Conditions Scans of prints", "2026-03-12, 11 h UTC calibration, entry 8",
            "Question put before a candidate was seen, in the publisher’s words",
            "Propositions The evidence was made from reference 1.",
            "Corroboration none recorded", "with the template exhibit-report-v3.",
            "0 of 600 searches lie left of the dashed line, up to 31",
            "Left out are 8 of 10 tenths, those with fewer than 10 comparisons", "the ratios do harm: at 0 of 17 odds",
        ] {
            #expect(words.contains(sentence), "\(sentence)")
        }
    }

    @Test("It comes right after the first screen, and before what follows for the person")
    func place() throws {
        let html = PageText(Sample.weighedView()).html
        let order = ["class=\"first\"", "id=\"worth\"", "id=\"you\""].compactMap { html.firstRange(of: $0)?.lowerBound }
        #expect(order.count == 3 && order == order.sorted())
    }

    @Test("What is not known is said, and bounds that were not measured directly are said to be none such")
    func missing() {
        var view = Sample.weighedView()
        view.weight?.isDirect = false
        view.weight?.logRatio = "-1.5"
        view.weight?.asked = .after
        #expect(PageText(view).words.contains("that both pictures come from different sources, over one"))
        #expect(PageText(view).words.contains("No test of this size bounds how often"))
        #expect(PageText(view).words.contains("can be chosen to fit it"))
        view.weight?.logRatio = nil
        view.weight?.coincidences = nil
        view.weight?.falsePositives = nil
        view.weight?.runnerUp = nil
        view.weight?.posteriors = []
        view.weight?.cllr = nil
        view.weight?.conditions = .withheld
        view.weight?.asked = .notStated
        let words = PageText(view).words
        for sentence in [
            "No likelihood ratio is given", "Nothing bounds how many unrelated pictures",
            "No test of this size bounds how often such a search finds an unrelated picture. In a smaller test 0 of 300",
            "Ahead of the next candidate not available", "No posterior is given.", "(Cllr) not available",
            "Conditions withheld", "Question put when, is not stated",
        ] {
            #expect(words.contains(sentence), "\(sentence)")
        }
    }

    @Test("How many strangers are expected is said on the first screen and first in the section")
    func banner() {
        var view = Sample.weighedView()
        view.weight?.banner = "As many as 6 strangers are expected."
        let words = PageText(view).words
        #expect(words.contains("Warning: As many as 6 strangers are expected."))
        #expect(words.contains("What this is worth As many as 6 strangers are expected."))
    }

    @Test("A refusal shows no weight")
    func refusal() {
        let words = PageText(Sample.weighedView(.refused)).words
        #expect(!words.contains("worth"))
        #expect(!words.contains("2.47856649559"))
        #expect(!words.contains("within the limit"))
    }

    @Test("Words that promise too much never occur")
    func bannedWords() {
        let html = PageText(Sample.weighedView()).html.lowercased()
        for banned in [
            "match", "99 %", "99%", "certain", "revealed", "unmasked", "confidence", "accuracy", "guarantee", "<meter",
            "<progress", "undefined", "nil", "optional(",
        ] {
            #expect(!html.contains(banned), "\(banned)")
        }
    }

    @Test("Only a weighed view has another name, other bytes and one more member")
    func oldViews() {
        var view = Sample.view()
        let old = view.json
        #expect(view.template(.still).name == "exhibit-report-v1")
        #expect(old.members?["weight"] == nil)
        view.weight = Sample.weight
        #expect(view.template(.still).name == "exhibit-report-v3")
        #expect(view.json["weight"]?["log_ratio"] == "2.47856649559")
        let more = ["weight", "making", "marked", "notes"]
        #expect(view.json.members?.filter { !more.contains($0.key) } == old.members)
        view.weight = nil
        #expect(view.json == old)
    }
}
