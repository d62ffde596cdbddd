import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import ExhibitVerification
import ExhibitWeight
import Testing

@Suite("A claim on a file with the picture of another one")
struct TwinTests {
    private static let protected: ClaimQuestion = {
        var stated = ClaimQuestion()
        stated.subject = .protectedPerson
        return stated
    }()

    private static func page(_ claim: PlacedEntry, of story: Story) throws -> String {
        let report = try story.compose(claim)
        let verdict = ReportVerifier.verify(report, trust: story.trust)
        #expect(verdict.exitCode == 0 && verdict.findings.isEmpty, "\(verdict.lines)")
        return String(decoding: try ReportFile(encoded: report).page, as: UTF8.self)
    }

    @Test("keeps the class that was stated on the other, and is rejected where it states less")
    func subject() throws {
        let story = try Story.calibrated()
        let first = try story.weighPicture(stated: Self.protected)
        let twin = try story.twin()
        let run = try story.run(on: twin)
        let ground = try story.ground(of: run.opened)
        #expect(ground.statedBefore == .protectedPerson && ground.statedBy?.position == first.position)
        #expect(try story.ground(of: run.opened, rules: .ofSubjects).statedBefore == .thing)
        let claim = try story.publisher.append([try story.pictureDraft(run, on: twin)])[0]
        #expect(claim.statement.text("status") == "REFUSED")
        #expect(claim.statement.text("subject_class") == "protected person")
        _ = try Self.page(claim, of: story)
        let lie = try story.weighPicture(on: twin) { $0["subject_class"] = "thing" }
        judge(try Forge().report(story, of: lie), of: story, exitCode: 2, lie.title, "subject_class")
    }

    @Test("hears who dissented on the other, and shows it")
    func dissent() throws {
        let story = try Story.calibrated()
        let review = try story.review(try story.run().opened, .opposes)
        let twin = try story.twin()
        let run = try story.run(on: twin)
        #expect(try story.ground(of: run.opened).reviews.map(\.isSupporting) == [false])
        #expect(try story.ground(of: run.opened, rules: .ofSubjects).reviews.isEmpty)
        let claim = try story.publisher.append([try story.pictureDraft(run, on: twin)])[0]
        #expect(claim.statement.body["reasons"]?.elements?.contains("P13.dissent") == true)
        #expect(try Self.page(claim, of: story).contains("A reviewer concluded, entry \(review.position): opposes."))
        let lie = try story.weighPicture(on: twin) { body in
            body["reasons"] = .array((body["reasons"]?.elements ?? []).filter { $0 != "P13.dissent" })
        }
        judge(try Forge().report(story, of: lie), of: story, exitCode: 2, lie.title, "reasons")
    }

    @Test("counts no review as blind that stands behind a claim on the other")
    func blind() throws {
        let story = try Story.calibrated()
        let twin = try story.twin()
        let early = try story.run(on: twin)
        let before = try story.review(early.opened, .supports)
        _ = try story.weighPicture()
        let run = try story.run(on: twin)
        let after = try story.review(run.opened, .supports)
        func isBlind(_ review: PlacedEntry, _ rules: ClaimRules) -> Bool {
            WeighingGround.isBlind(review, of: run.opened, rules, story.publisher)
        }
        #expect(isBlind(before, .current) && !isBlind(after, .current) && isBlind(after, .ofSubjects))
        #expect(try story.ground(of: run.opened).reviews.map(\.isBlind) == [false])
        let claim = try story.publisher.append([try story.pictureDraft(run, on: twin)])[0]
        #expect(try Self.page(claim, of: story).contains("supports, not blind"))
    }

    @Test("counts what was searched for the other")
    func searched() throws {
        let story = try Story.calibrated()
        let set = try story.again(story.gallery.statement, with: ["members": 5])
        let opened = try story.run().opened.statement
        _ = try story.again(opened, with: ["galleries": [.string(set.statement.name.description)]])
        let run = try story.run(on: try story.twin())
        #expect(try story.ground(of: run.opened).searched.sorted() == [5, 620])
        #expect(try story.ground(of: run.opened, rules: .ofSubjects).searched == [620])
    }

    @Test("follows equal JPEG data where the pixels came out otherwise, and from one file to the next")
    func coefficients() throws {
        let image = try #require(ImageDecoder.decode(Story.evidencePicture).image)
        let jpeg = try ReducedCopy(of: image, maxSide: 24, quality: 95).jpeg
        let story = try Story(picture: jpeg)
        let first = try story.weighPicture(stated: Self.protected)
        // As another decoder would have recorded it: a comment, and no pixels in common.
        let other: [UInt8] = jpeg.prefix(2) + [0xFF, 0xFE, 0, 3, 0x78] + jpeg.dropFirst(2)
        story.publisher.rewriting = { $0.kind.name == "evidence" ? $0.with(["pixels": .null]) : $0 }
        let second = try Story.record(other, in: story.publisher)
        story.publisher.rewriting = { $0 }
        #expect(second.statement.name("coefficients") == story.evidence.statement.name("coefficients"))
        #expect(second.statement.name("artifact") != story.evidence.statement.name("artifact"))
        let run = try story.run(on: (second, other))
        #expect(try story.ground(of: run.opened).statedBy?.position == first.position)
        // The first one has the file of the second with pixels, and these a third one has.
        _ = try Story.record(other, in: story.publisher)
        let third = try Story.record(other + [0x78], in: story.publisher)
        let names = PictureEvidence(of: run.opened, before: .max, lookup: story.publisher).names
        #expect(names.contains(third.statement.name) && names.contains(story.evidence.statement.name))
        #expect(
            !PictureEvidence(of: run.opened, before: third.position, lookup: story.publisher).names
                .contains(third.statement.name))
    }

    @Test("follows a picture that steps made, and that was saved and recorded as a file of its own")
    func saved() throws {
        let story = try Story.calibrated()
        let first = try story.weighPicture(stated: Self.protected)
        let made = try #require(story.derive([.grey(.bt601)]).picture)
        let bytes = made.bytes + [0x78]
        let copy = (entry: try Story.record(bytes, in: story.publisher), bytes: bytes)
        let run = try story.run(on: copy)
        #expect(try story.ground(of: run.opened).statedBy?.position == first.position)
        #expect(try story.ground(of: run.opened, rules: .ofSubjects).statedBefore == .thing)
        let claim = try story.publisher.append([try story.pictureDraft(run, on: copy)])[0]
        #expect(claim.statement.text("status") == "REFUSED")
        _ = try Self.page(claim, of: story)
    }

    @Test("of an earlier version is judged as it was, and rejected behind one of this version")
    func earlierVersions() throws {
        let story = try Story.calibrated()
        _ = try story.weigh(stated: Self.protected)
        let twin = try story.twin()
        let earlier = try story.weighPicture(on: twin, rules: .ofThings)
        #expect(earlier.statement.isKind(.claimWeighed))
        _ = try Self.page(earlier, of: story)
        let first = try story.weighPicture()
        let later = try story.weighPicture(on: twin, rules: .ofThings)
        judge(
            try Forge().report(story, of: later), of: story, exitCode: 2, later.title,
            "its version asks for less than \(first.title)")
        // What was recorded before it stays as it was.
        _ = try Self.page(earlier, of: story)
    }

    @Test("without weight is rejected where a claim of this version on the other states what it is about")
    func unweighed() throws {
        let story = try Story()
        _ = try story.weighPicture(stated: Self.protected)
        let twin = try story.twin()
        let claim = try story.publisher.append([
            try story.claimDraft(try story.run(on: twin), evidence: twin.entry)
        ])[0]
        judge(
            try Forge().report(story, of: claim), of: story, exitCode: 2, claim.title, "states: protected person")
    }

    @Test("cannot leave out the lists of the other")
    func leftOut() throws {
        let story = try Story.calibrated()
        _ = try story.weighPicture(stated: Self.protected)
        let twin = try story.twin()
        let claim = try story.weighPicture(on: twin)
        for name in [story.evidence.statement.name, try #require(story.evidence.statement.name("artifact"))] {
            var forge = Forge()
            forge.lacks = [name]
            judge(try forge.report(story, of: claim), of: story, exitCode: 2, "the list of \(name)")
        }
    }
}
