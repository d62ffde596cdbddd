import ExhibitCore
import ExhibitPipeline
import ExhibitReport
import ExhibitTestSupport
import ExhibitVerification
import ExhibitWeight
import Testing

@Suite("What a page says of how a weight came about")
struct WeightMakingTests {
    private func page(_ report: [UInt8]) throws -> String {
        String(decoding: try ReportFile(encoded: report).page, as: UTF8.self)
    }

    @Test("are the method's own digits, its pairs, its trial, and how unusual the picture is")
    func copies() throws {
        let story = try Story.calibrated()
        let claim = try story.weigh()
        let shown = try page(try story.compose(claim))
        let calibration = try #require(story.publisher.ledger.entries.first { $0.statement.isKind(.calibration) })
        let findings = try #require(calibration.statement.name("findings"))
        let json = try JSONParser.parse(
            try story.publisher.bytes(of: findings), as: "findings", limits: CalibrationFindings.limits)
        let cells = try #require(json["cells"]?.elements)
        let weight = try #require(claim.statement.body["weight"])
        let cell = try #require(cells.first { $0["name"] == weight["cell"] })
        let method = try #require(cell["weight"]?["method"])
        #expect(method["name"] == "logistic")
        for member in ["intercept", "slope"] {
            let digits = try #require(method[member]?.text)
            #expect(shown.contains(digits), "\(member)")
        }
        for (kind, words) in [("same", "pairs of the same source"), ("different", "pairs of different ones")] {
            let pairs = try #require(cell[kind]?["pairs"]?.number)
            let independent = try #require(cell[kind]?["independent"]?.number)
            #expect(shown.contains("\(pairs) \(words), of which \(independent)"))
        }
        #expect(shown.contains("logistic regressions; Cllr "))
        #expect(shown.contains("of \(Story.calibratedSize) pictures of the test have no more, p = "))
        #expect(shown.contains("drawn as if pairs were independent"))
    }

    @Test("are those of a model's scores, and the smaller side of the picture")
    func pairs() throws {
        let model = try ModelStory()
        _ = try model.calibrate(PairSamples.labels(330, labels: 6))
        let shown = try page(try model.story.compose(try model.weigh()))
        #expect(shown.contains("How the ratio was made") && shown.contains("pairs that are the same, of which"))
        #expect(shown.contains("smaller side in pixels") && shown.contains("of 330 pictures of the test have no more"))
    }

    @Test("Priors that nobody stated are said to be none, and a declared one stands with its reason")
    func priors() throws {
        let story = try Story.calibrated()
        let silent = try page(try story.compose(try story.weigh()))
        #expect(silent.ranges(of: "<th scope=\"row\" data-l=\"Before\">none stated<td").count == 2)
        var stated = ClaimQuestion()
        stated.population = 1_000
        stated.prior = RecordedDecimal("0.010000000000000")
        stated.priorReason = "One in a hundred is."
        let claim = try story.weigh(stated: stated)
        let shown = try page(try story.compose(claim))
        #expect(!shown.contains("\"Before\">none stated") && shown.contains("1/1000<td"))
        #expect(shown.contains("Its reason: <bdi>One in a hundred is.</bdi>"))
        let withheld = try page(try story.compose(claim, withhold: ["prior_reason"]))
        #expect(withheld.contains("Its reason: <span class=\"s\">withheld</span>"))
    }

    @Test("A population of as many as were searched makes one row")
    func sameRows() throws {
        let story = try Story.calibrated()
        let searched = try #require(try story.weigh().statement.body["weight"]?["searched"]?.number)
        var stated = ClaimQuestion()
        stated.population = searched
        let shown = try page(try story.compose(try story.weigh(stated: stated)))
        #expect(shown.ranges(of: "<th scope=\"row\" data-l=\"Before\">1/\(searched)<td").count == 1)
        #expect(shown.contains("as many as the publisher states that it could have been"))
    }

    @Test("Where no answer counts, that is said before how many strangers would")
    func none() throws {
        let other = try #require(
            (100_000...).lazy.map { Story.picture($0) }.first {
                ImageDecoder.decode($0).image.map { PDQ(of: $0).isUsable } == true
            })
        let story = try Story(picture: other, members: Story.manyMembers)
        _ = try story.calibrate(story.scores(found: 500))
        let claim = try story.weigh()
        try #require(claim.statement.text("status") == "INCONCLUSIVE")
        let shown = try page(try story.compose(claim))
        #expect(shown.contains("<bdi>No answer of the search reached the distance that counts. Nothing is said"))
        #expect(shown.contains("No answer reached the distance that counts. As many as"))
    }
}
