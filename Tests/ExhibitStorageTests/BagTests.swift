import ExhibitCore
import Foundation
import Testing

@testable import ExhibitStorage

@Suite("Bags")
struct BagTests {
    let folder: Folder
    let picture = Array("a picture".utf8)
    let weights = Array("weights".utf8)
    let salt = [UInt8](repeating: 7, count: 32)
    let kept = TypedName(.sealed, .zero)

    init() throws { folder = try Folder() }

    var sealed: TypedName { .sealed(picture, salt: salt) }
    var place: String { folder["bag"] }

    private func report() throws -> [UInt8] {
        let start = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="exhibit-salt" content="\(ContentHash.zero.hex)">

            """
        return try ReportFile(page: Array(start.utf8), bundle: Array("{}".utf8)).encoded
    }

    private func fill(_ writer: inout BagWriter) throws {
        try writer.add(BagLayout.report, try report())
        for (name, bytes) in [(sealed, picture), (TypedName.open(weights), weights)] {
            try writer.add(try #require(BagLayout.path(of: name)), bytes)
        }
        let salts = [BagSalt(name: sealed, salt: salt, media: nil, role: "evidence")]
        try writer.add(BagLayout.salts, BagSalt.encode(salts))
        let withheld = [BagOmission(name: kept, role: "gallery", isMissing: false, reason: "it stays")]
        try writer.add(BagLayout.withheld, BagOmission.encode(withheld))
    }

    private func make() throws {
        var writer = try BagWriter.make(at: place)
        try fill(&writer)
        try writer.finish(info: [("Bagging-Date", "2026-01-01")], tags: [(BagLayout.crate, Array("{}".utf8))])
    }

    /// Lists the files again, as somebody does who wants a change to stay unnoticed.
    private func relist() throws {
        for (manifest, files) in [
            ("manifest-sha256.txt", "find data -type f"),
            ("tagmanifest-sha256.txt", "ls bag-info.txt bagit.txt manifest-sha256.txt ro-crate-metadata.json"),
        ] {
            let script = "cd '\(place)' && \(files) | LC_ALL=C sort | xargs sha256sum >\(manifest)"
            #expect(try run("sh", ["-c", script]).status == 0)
        }
    }

    private func findings(_ body: () throws -> Void) throws -> [String] {
        let error = #expect(throws: Bag.Damage.self) { try body() }
        return try #require(error).findings.map { "\($0.path): \($0.reason)" }
    }

    @Test("A bag gives each artifact by its name, and sha256sum agrees with its lists")
    func whole() throws {
        try make()
        #expect(try folder.names() == ["bag"])
        #expect(Bag.isBag(place))
        let bag = try Bag(place)
        try bag.check()
        #expect(try bag.bytes(of: sealed) == picture)
        #expect(try bag.bytes(of: .open(weights)) == weights)
        #expect(bag.salt(of: sealed) == salt)
        #expect(bag.reportBytes == (try report()))
        let script = "cd '\(place)' && sha256sum -c --strict manifest-sha256.txt tagmanifest-sha256.txt"
        #expect(try run("sh", ["-c", script]).status == 0)
        let info = String(decoding: try bytes(of: place + "/bag-info.txt"), as: UTF8.self)
        let sizes = try run("sh", ["-c", "find '\(place)/data' -type f -printf '%s '"]).output.split(separator: " ")
        #expect(info.contains("Payload-Oxum: \(sizes.compactMap { Int($0) }.reduce(0, +)).5\n"))
        #expect(try permissions(of: place) == 0o755)
    }

    @Test("What is withheld is told apart from what was never needed")
    func withheld() throws {
        try make()
        let bag = try Bag(place)
        #expect(failure { try bag.bytes(of: kept) }?.reason.contains("it stays") == true)
        let other = failure { try bag.bytes(of: .open(picture)) }
        #expect(other?.kind == .notFound && other?.reason.contains("it stays") == false)
        #expect(failure { try bag.bytes(of: .open(weights), limit: 3) }?.kind == .tooLarge)
    }

    @Test("A bag that is not finished leaves nothing")
    func dropped() throws {
        do {
            var writer = try BagWriter.make(at: place)
            try fill(&writer)
            #expect(try folder.names().count == 1 && !folder.names().contains("bag"))
        }
        #expect(try folder.names().isEmpty)
    }

    private func makeFolder(_ name: String, _ permissions: Int = 0o700) throws {
        try FileManager.default.createDirectory(
            atPath: folder[name], withIntermediateDirectories: false, attributes: [.posixPermissions: permissions])
    }

    @Test("What a killed program left of a bag goes with the next one; what another still writes, or made, stays")
    func leftovers() throws {
        try makeFolder(".exhibit-bag-000001")
        try put(picture, at: folder[".exhibit-bag-000001/picture"])
        let others = [".exhibit-bag-0000002", ".exhibit-bag-no.dot", ".exhibit-bag-open00"]
        for name in others { try makeFolder(name, name.hasSuffix("open00") ? 0o755 : 0o700) }
        let other = try BagWriter.make(at: folder["other"])
        try make()
        let found = try folder.names()
        #expect(found.filter { $0 != "bag" && !others.contains($0) }.count == 1)
        #expect(found.filter { others.contains($0) } == others)
        try other.finish(info: [])
        #expect(try folder.names() == others + ["bag", "other"])
    }

    @Test("Where others may rename what is in a folder, nothing in it is taken for a leftover")
    func sharedFolder() throws {
        try makeFolder(".exhibit-bag-000001")
        #expect(chmod(folder.path, 0o777) == 0)
        try make()
        #expect(chmod(folder.path, 0o700) == 0)
        #expect(try folder.names() == [".exhibit-bag-000001", "bag"])
    }

    @Test("Until a bag is whole nobody else can enter its folder")
    func privateUntilWhole() throws {
        var writer = try BagWriter.make(at: place)
        try fill(&writer)
        #expect(try permissions(of: folder[try #require(try folder.names().first)]) == 0o700)
        try writer.finish(info: [])
        #expect(try permissions(of: place) == 0o755)
    }

    /// Somebody fills the folder while the bag is being written.
    private func overtaken() throws {
        var writer = try BagWriter.make(at: folder["late"])
        try fill(&writer)
        try FileManager.default.createDirectory(atPath: folder["late/x"], withIntermediateDirectories: true)
        try writer.finish(info: [])
    }

    @Test("A bag takes the place of an empty folder and of nothing else")
    func occupied() throws {
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
        try make()
        try Bag(place).check()
        #expect(failure { try make() }?.kind == .alreadyExists)
        try put([], at: folder["file"])
        #expect(failure { _ = try BagWriter.make(at: folder["file"]) }?.kind == .alreadyExists)
        #expect(failure { try overtaken() }?.kind == .alreadyExists)
        #expect(try folder.names() == ["bag", "file", "late"])
    }

    @Test("Every changed file is named")
    func changed() throws {
        try make()
        let files = [sealed, .open(weights)].compactMap { BagLayout.path(of: $0) }
        for file in files { try put([1], at: "\(place)/\(file)") }
        let bag = try Bag(place)
        let found = try findings { try bag.check() }
        #expect(found.count == 2)
        for file in files { #expect(found.contains { $0.hasPrefix(file) }) }
        #expect(failure { try bag.bytes(of: sealed) }?.kind == .damaged)
    }

    @Test("Bytes that the lists were changed to fit do not fit their name")
    func relisted() throws {
        try make()
        for name in [sealed, .open(weights)] { try put([1], at: "\(place)/\(try #require(BagLayout.path(of: name)))") }
        try relist()
        let bag = try Bag(place)
        try bag.check()
        for name in [sealed, .open(weights)] { #expect(failure { try bag.bytes(of: name) }?.kind == .damaged) }
    }

    @Test("A sealed artifact without its salt is not believed")
    func noSalt() throws {
        try make()
        try put(BagSalt.encode([]), at: "\(place)/\(BagLayout.salts)")
        try relist()
        #expect(failure { try Bag(place).bytes(of: sealed) }?.reason.contains("no salt") == true)
    }

    @Test(
        "A bag of another form is refused",
        arguments: [
            ("echo x >data/more", "data/more: is not listed"),
            ("echo x >more", "more: is not listed"),
            ("rm data/report.html", "data/report.html: is listed, and is not there"),
            ("rm data/salts.json; ln -s /etc/hostname data/salts.json", "data/salts.json: is a link"),
            ("mv data x; ln -s x data", "data: is a link"),
            ("mkfifo data/pipe", "data/pipe: is no regular file"),
            ("mkdir -p data/a/b/c/d", "data/a/b/c: is no regular file"),
            ("rm ro-crate-metadata.json", "ro-crate-metadata.json: is listed, and is not there"),
            ("echo x >>bagit.txt", "bagit.txt: has other bytes than the bag lists"),
            ("echo x >>bag-info.txt; echo x >>data/salts.json", "data/salts.json: has other bytes than the bag lists"),
            ("echo x >\"$(printf 'bag\\303\\251')\"", "has a name that no file of such a bag has"),
            ("echo >>manifest-sha256.txt", "manifest-sha256.txt: malformed manifest"),
        ])
    func form(_ change: String, _ expected: String) throws {
        try make()
        #expect(try run("sh", ["-c", "cd '\(place)' && \(change)"]).status == 0)
        let found = try findings { _ = try Bag(place) }
        #expect(found.contains { $0.contains(expected) }, "\(found)")
    }

    @Test("Names that a stranger chose reach no terminal as they are")
    func escapes() throws {
        try make()
        let script = "cd '\(place)' && echo x >\"$(printf 'a\\033[2J\\302\\233')\""
        #expect(try run("sh", ["-c", script]).status == 0)
        let error = try #require(#expect(throws: Bag.Damage.self) { try Bag(place) })
        #expect(error.description.contains("a\\u{1b}[2J\\u{9b}: has a name"))
        #expect(!error.description.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value > 0x7E })
    }

    @Test(
        "A bag that lists what no bag has is refused",
        arguments: [
            ("echo x >data/more", "data/more"), ("mkdir data/model; echo x >data/model/x", "data/model/x"),
            ("echo '{}' >data/salts.json", "data/salts.json"), ("echo x >data/report.html", "data/report.html"),
            ("rm data/withheld.json", "data/withheld.json"),
            ("printf 'BagIt-Version: 2.0\\n' >bagit.txt", "bagit.txt"),
        ])
    func listed(_ change: String, _ file: String) throws {
        try make()
        #expect(try run("sh", ["-c", "cd '\(place)' && \(change)"]).status == 0)
        try relist()
        let found = try findings { _ = try Bag(place) }
        #expect(found.contains { $0.hasPrefix(file) }, "\(found)")
    }

    @Test("Lists of salts and of what is withheld have one spelling")
    func spelling() throws {
        let salts = BagSalt.encode([BagSalt(name: sealed, salt: salt, media: "image/png", role: "evidence")])
        #expect(try BagSalt.parse(salts).count == 1)
        let text = String(decoding: salts, as: UTF8.self)
        for (old, new) in [
            ("bag-v1", "bag-v2"), ("sealed:", "sha256:"), ("\"salt\":\"07", "\"salt\":\""), ("}]}", "},{}]}"),
            ("\"evidence\"", "null"), ("\"image/png\"", "1"),
        ] {
            let changed = text.replacingOccurrences(of: old, with: new)
            #expect(changed != text)
            #expect(throws: Malformed.self) { try BagSalt.parse(Array(changed.utf8)) }
        }
        let omissions = String(
            decoding: BagOmission.encode([.init(name: kept, role: "gallery", isMissing: true, reason: "lost")]),
            as: UTF8.self)
        #expect(try BagOmission.parse(Array(omissions.utf8)).first?.state == "missing")
        for (old, new) in [("missing", "eaten"), ("withheld-v1", "withheld-v2"), ("\"lost\"", "0")] {
            let changed = omissions.replacingOccurrences(of: old, with: new)
            #expect(throws: Malformed.self) { try BagOmission.parse(Array(changed.utf8)) }
        }
    }
}
