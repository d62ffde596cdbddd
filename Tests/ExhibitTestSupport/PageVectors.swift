import ExhibitCore
import ExhibitPipeline
import ExhibitReport
import ExhibitVerification
import ExhibitWeight

/// A file that somebody could be handed, and what the page must say of it.
public struct PageVector {
    public let name: String
    public let file: [UInt8]
    public var bridge: [UInt8]?
    public var standing: [UInt8]?
    public var receipt: [UInt8]?
    public var challenge: [UInt8]?
    /// When it is read, from the first of January 2026 on.
    public var day = 0
    public var trust: TrustPolicy
    /// The page's own code, 3 where it finds nothing: whether a claim follows it leaves open. Nil where it only must not be
    /// better than the programs'.
    public let code: Int32?
    /// The check that finds it; nil where nothing is found.
    public var check: String?
    /// Whether its own publisher tells what the record does not support: what follows from it only the programs compute.
    public var isLie = false

    /// Whatever goes with it.
    public var others: [[UInt8]] { [bridge, standing, receipt, challenge].compactMap { $0 } }

    /// Ledger ids and verifier keys, as a person gives them.
    public var trusted: [String] { trust.ledgers.map(\.hex) + trust.keys.map(\.description) }

    public var isOfEarlierEdition: Bool { Self.isOfEarlierEdition(file) }

    /// Of those whose page does not say what its bundle discloses.
    public static func isOfEarlierEdition(_ report: [UInt8]) -> Bool {
        report.prefix(1024).firstRange(of: Array(#"<meta name="exhibit-disclosed""#.utf8)) == nil
    }
}

/// Reports by honest publishers, by those who lie with real keys, and by strangers who edit what they were given.
public struct PageVectors {
    public internal(set) var all: [PageVector] = []

    /// What the page leaves to the programs where a publisher lies: it neither weighs nor renders.
    public static let leftToPrograms: Set<String> = ["claim", "other claims", "page"]

    /// The programs' code but for that.
    public static func sharedCode(of verdict: Verdict) -> Int32 {
        let shared = verdict.checks.filter { !leftToPrograms.contains($0.id) }
        return Verdict.exitCode(of: shared.flatMap { $0.findings.map(\.severity.rawValue) })
    }

    mutating func add(
        _ name: String, _ file: [UInt8], of story: Story, bridge: [UInt8]? = nil, code: Int32?, _ check: String? = nil
    ) {
        all.append(PageVector(name: name, file: file, bridge: bridge, trust: story.trust, code: code, check: check))
    }

    public init() throws {
        try honest()
        try edited()
        let honest = all.count
        try dishonest()
        for place in honest..<all.count { all[place].isLie = true }
        try keys()
        try bridges()
        try anchored()
        try decided()
        try erased()
        try weighed()
        try twins()
    }
}

extension PageVectors {
    private mutating func honest() throws {
        let story = try Story(origin: "my own camera")
        let report = try story.compose(try story.identify())
        add("a lead", report, of: story, code: 3)
        all.append(
            PageVector(
                name: "a lead, to a stranger", file: report, trust: TrustPolicy(ledgers: []), code: 3, check: "trust"))
        add("a person", try story.compose(try story.identify(about: "person")), of: story, code: 3)
        let failed = try Story(picture: Array(Story.evidencePicture.prefix(40)), hasMarks: false)
        add("a picture that does not decode", try failed.compose(try failed.identify()), of: failed, code: 3)
        let seen = try Story()
        _ = try seen.observe("{ cat \"$1\"; echo; } >\"$2\"")
        _ = try seen.run()
        add("observed, and run twice", try seen.compose(try seen.identify()), of: seen, code: 3)
        let weighed = try Story.calibrated()
        add("a weighed claim", try weighed.compose(try weighed.weigh()), of: weighed, code: 3)
        let asked = try ModelStory()
        try asked.measure()
        add("a model's answer", try asked.story.compose(try asked.record(try asked.run())), of: asked.story, code: 3)
        try derived()
    }

    /// A number that a model drew, saved again, recorded as evidence and asked about.
    private mutating func derived() throws {
        let plate = try PlatePicture(seed: 42, seen: DigitVisibility(.top, pixels: 12), scale: 2)
        let story = try Story(picture: plate.file, origin: "my own camera")
        let run = try story.ask(.digitRestorer).run
        for step in run.steps where Operation.named(in: step.statement) == .runModel {
            for output in step.statement.artifacts("outputs") where output.role == "output.restored" {
                let drawn = try story.publisher.bytes(of: output.name) + [0x78]
                let copy = try Story.record(drawn, in: story.publisher, origin: "my own camera")
                let report = try story.compose(try story.ask(.digitReader, on: (copy, drawn)).claim)
                add("a drawn number, saved again", report, of: story, code: 3)
                for name in try Bundle(encoded: ReportFile(encoded: report).bundle).lists.map(\.name) {
                    let changed = try Forge.edit(report) { $0.lists.removeAll { $0.name == name } }
                    add("the same without the list of \(name)", changed, of: story, code: nil)
                }
            }
        }
    }

    private mutating func weighed() throws {
        let model = try ModelStory()
        _ = try model.calibrate(PairSamples.labels(330, labels: 6))
        let report = try model.story.compose(try model.weigh(stated: ClaimQuestion()))
        add("a weighed answer of a model", report, of: model.story, code: 3)
    }

    private mutating func edited() throws {
        let story = try Story()
        let report = try story.compose(try story.identify())
        let bundle = try Bundle(encoded: ReportFile(encoded: report).bundle)
        for list in bundle.lists {
            // The two of what an unweighed claim could be weighed by are the open ones: earlier versions gave neither.
            add(
                "without the list of \(list.name)",
                try Forge.edit(report) { $0.lists.removeAll { $0.name == list.name } }, of: story,
                code: list.name.kind == .open ? 3 : 2, "completeness")
        }
        for entry in bundle.entries {
            add(
                "without entry \(entry.position)",
                try Forge.edit(report) { $0.entries.removeAll { $0.position == entry.position } }, of: story, code: 2)
        }
        // The page says what its bundle discloses, so that nobody can take any of it out.
        for place in bundle.disclosures.indices {
            let name = bundle.disclosures[place].slot.path
            let cut = try Forge.edit(report) { _ = $0.disclosures.remove(at: place) }
            add("without the value \(place), \(name)", cut, of: story, code: 2, "page")
        }
        for place in bundle.artifacts.indices {
            let one = bundle.artifacts[place]
            let cut = try Forge.edit(report) { _ = $0.artifacts.remove(at: place) }
            add("without \(one.name)", cut, of: story, code: 2, "page")
            guard one.bytes != nil, one.salt != nil else { continue }
            let closed = try Forge.edit(report) {
                $0.artifacts[place] = .init(name: one.name, salt: one.salt, bytes: nil)
            }
            add("without the bytes of \(one.name)", closed, of: story, code: 2, "page")
        }
        let bare = try Forge.edit(report) { ($0.disclosures, $0.artifacts) = ([], []) }
        add("without anything that it discloses", bare, of: story, code: 2, "page")
        add("an entry twice", try Forge.edit(report) { $0.entries.append($0.entries[3]) }, of: story, code: 2, "form")
        add(
            "another value",
            try Forge.edit(report) { parts in
                let one = parts.disclosures[0]
                parts.disclosures[0] = .init(
                    statement: one.statement, slot: .init(path: one.slot.path, salt: one.slot.salt, value: "x"))
            }, of: story, code: 2, "disclosures")
        add(
            "another picture",
            try Forge.edit(report) { parts in
                for (place, one) in parts.artifacts.enumerated() where one.bytes != nil {
                    parts.artifacts[place] = .init(name: one.name, salt: one.salt, bytes: [0x78])
                }
            }, of: story, code: 2, "disclosures")
        add(
            "another salt of a picture that is withheld",
            try Forge.edit(report) { parts in
                for (place, one) in parts.artifacts.enumerated() where one.bytes == nil {
                    parts.artifacts[place] = .init(
                        name: one.name, salt: one.salt.map { _ in [UInt8](repeating: 7, count: 32) }, bytes: nil)
                }
            }, of: story, code: 2, "page")
        let other = try Story(seed: "another")
        let foreign = try Bundle(encoded: ReportFile(encoded: try other.compose(try other.identify())).bundle)
        add(
            "another ledger's checkpoint", try Forge.edit(report) { $0.checkpoint = foreign.checkpoint }, of: story,
            code: 2, "checkpoint")
        add(
            "another ledger's entry",
            try Forge.edit(report) { parts in
                parts.entries[2] = .init(position: 2, leaf: foreign.entries[2].leaf, proof: parts.entries[2].proof)
            }, of: story, code: 2, "roles")
        var page = report
        page[700] ^= 0x01
        add("one letter of the page", page, of: story, code: 2, "page")
        add("no report", Array("<p>Hello</p>".utf8), of: story, code: 1, "form")
        add("a report cut short", report.dropLast(3), of: story, code: 2, "form")
        add("a report with a line more", report + [0x0A], of: story, code: 2, "form")
    }
}

extension PageVectors {
    private mutating func dishonest() throws {
        let story = try Story()
        let claim = try story.identify()
        var hiding = Forge()
        hiding.page = { $0 + Array("<p>More</p>".utf8) }
        // The publisher signed these words: what they should have been is for the programs to compute.
        add("words that nobody computes", try hiding.report(story, of: claim), of: story, code: 3)
        var unknown = Forge()
        unknown.body = { $0["template"] = .string(TypedName.open([0x78]).description) }
        add("an unknown template", try unknown.report(story, of: claim), of: story, code: 3, "page")
        var scripted = Forge()
        scripted.edition = .checking
        add("a page with our script", try scripted.report(story, of: claim), of: story, code: 3)
        scripted.page = { Forge.page($0, withScript: "alert(1)") }
        add("another script on the page", try scripted.report(story, of: claim), of: story, code: 3, "page")
        add("a page without a script", try Forge().report(story, of: claim), of: story, code: 3)
        var elsewhere = Forge()
        elsewhere.body = { $0["page"] = .string(TypedName.open([0x78]).description) }
        add("another page than it signs", try elsewhere.report(story, of: claim), of: story, code: 2, "page")
        var later = Forge()
        later.between = { _ = try story.run(about: "person") }
        add("a run after the page was made", try later.report(story, of: claim), of: story, code: 3, "completeness")
        var thief = Forge()
        thief.checkpointKey = FixedKeys.stranger
        add("a stranger's checkpoint", try thief.report(story, of: claim), of: story, code: 2, "checkpoint")

        let twice = try Story()
        let run = try twice.run()
        let closing = run.closed.statement.body.filter { Kind.runClosed.slots[$0.key] == nil }
        try twice.publisher.ledger.append([
            Draft(
                .runClosed, subjects: [run.opened.statement.name],
                body: closing.merging(["outcome": "failed"]) { _, other in other })
        ])
        let after = try Forge().report(twice, of: try twice.identify())
        add("a run that was closed twice", after, of: twice, code: 2, "runs")

        let person = try Story()
        _ = try person.publisher.append([
            try person.claimDraft(try person.run(about: "person")).with(["status": "LEAD"])
        ])
        let beside = try Forge().report(person, of: try person.identify())
        add("a lead about a person beside it", beside, of: person, code: 2, "bounds")
    }
}
