import ExhibitCore
import ExhibitPipeline
import ExhibitVerification
import ExhibitWeight

/// Claims that are weighed by all evidence of their picture. Which lists that takes is computed twice, here and on the page.
extension PageVectors {
    mutating func twins() throws {
        let story = try Story()
        var stated = ClaimQuestion()
        stated.subject = .protectedPerson
        _ = try story.weighPicture(stated: stated)
        let made = try story.derive([.grey(.bt601)]).picture
        _ = try made.map { try Story.record($0.bytes + [0x78], in: story.publisher) }
        let report = try story.compose(try story.weighPicture(on: try story.twin()))
        add("a claim on a twin", report, of: story, code: 3)
        for name in try Bundle(encoded: ReportFile(encoded: report).bundle).lists.map(\.name) {
            let changed = try Forge.edit(report) { $0.lists.removeAll { $0.name == name } }
            let code = Self.sharedCode(of: ReportVerifier.verify(changed, trust: story.trust))
            add("a claim on a twin without the list of \(name)", changed, of: story, code: code, "completeness")
        }
        let person = try Story.calibrated()
        let refused = try person.weighPicture(about: "person")
        add("a person, by a method that was measured", try person.compose(refused), of: person, code: 3)
        let lie = try person.weighPicture(about: "person") { $0["status"] = "LEAD" }
        add("a lead about one", try Forge().report(person, of: lie), of: person, code: 2, "bounds")
        let asked = try ModelStory()
        _ = try asked.calibrate(PairSamples.labels(330, labels: 6))
        let claim = try asked.publisher.append([try asked.weighedDraft(try asked.run(), rules: .ofPictures)])[0]
        add("a model's answer, weighed in today's version", try asked.story.compose(claim), of: asked.story, code: 3)
    }
}
