import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import ExhibitWeight
import Foundation

@testable import ExhibitStorage

/// A case on disk in which a picture was searched in a reference set and a claim followed: ready to be reported.
struct ClaimedCase {
    let place: CaseFolder
    let memory: LedgerMemory
    static let time: Int64 = 1_767_225_600_000

    init(in folder: String) {
        place = CaseFolder(path: folder + "/case")
        memory = LedgerMemory(folder: folder + "/heads")
    }

    func open() throws -> Case {
        try Case(place, keyring: FixedKeys.keyring(place), memory: memory, now: { Self.time })
    }

    /// A case as `init` leaves it, closed.
    func makeEmpty() throws {
        try Case.create(
            place, publisher: "Example Archive", contact: "", passphrase: nil, memory: memory, seeds: FixedKeys.seeds,
            now: { Self.time }
        ).close()
    }

    /// Makes it, and closes it.
    func make() throws {
        try makeEmpty()
        let opened = try open()
        let evidence = try Story.evidence(Story.evidencePicture, in: opened)
        let members = try Story.members.map { member in
            let analysis = PictureAnalysis(of: member.bytes, randomness: opened.randomness)
            let name = try analysis.keep(in: opened, bytes: nil).file
            return ReferenceSet.Member(path: member.path, name: name, pdq: analysis.pdq)
        }
        let gallery = try opened.append([
            try ReferenceSet.draft(
                members, label: "references", note: nil, recorded: Self.time, randomness: opened.randomness,
                keepingIn: opened)
        ])[0].statement
        let model = try opened.append([try CopyDetectionModel.draft(keepingIn: opened)])[0].statement.name
        guard let manifest = gallery.name("manifest"), let hashes = gallery.name("hashes") else {
            throw Malformed("gallery", "without its parts")
        }
        let set = try ReferenceSet(
            statement: gallery.name, manifestName: manifest, hashesName: hashes,
            manifest: try opened.bytes(of: manifest), hashes: try opened.bytes(of: hashes))
        let outcome = try CopyDetection(
            .init(
                evidence: evidence, bytes: Story.evidencePicture, model: model, gallery: set, about: "picture",
                depth: 2, displaySide: 16),
            surroundings: .init(
                program: ("exhibit", "1.0.0"), environment: [("system", "Linux")], randomness: opened.randomness,
                now: { Self.time }), ledger: opened, store: opened
        ) { Story.members[$0].bytes }.run()
        let claim = CopyClaim(
            evidence: evidence.statement, opened: outcome.opened.statement, steps: outcome.steps.map(\.statement),
            closed: outcome.closed.statement, candidates: outcome.candidates)
        _ = try opened.keepOpen(Policy.current.bytes)
        let body = claim.body.merging([
            "run": .string(outcome.opened.statement.name.description),
            "closed": .string(outcome.closed.statement.name.description),
            "evidence": .string(evidence.statement.name.description),
        ]) { first, _ in first }
        _ = try opened.append([Draft(.claim, subjects: [outcome.opened.statement.name], body: body)])
        try opened.close()
    }
}

extension Story {
    fileprivate static func evidence(_ picture: [UInt8], in opened: Case) throws -> PlacedEntry {
        let analysis = PictureAnalysis(of: picture, randomness: opened.randomness)
        let names = try analysis.keep(in: opened, bytes: picture)
        let provenance = Provenance(fileName: "seized.png", originBasis: nil)
        return try opened.append([analysis.evidence(names, provenance, recorded: ClaimedCase.time)])[0]
    }
}
