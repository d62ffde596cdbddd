import Foundation
import Testing

@Suite("After a whole case's life")
struct ResidueTests {
    private static let picture = "Anna Beispiel KA-01-AB-1234.jpg"
    private static let other = "B-XY 9876 Klaus Muster.jpg"
    private static let maker = "Quorvex Optics 77"
    private static let datum = "SECRETDATUM-9"
    private static let words = "I am Erika Mustermann, and was at 52.50343, 13.40012 with M-EM 4711."
    private static let attached = "passport of Erika Mustermann C01X00T478"

    /// What others may be told: by default a report gives away none of it.
    private static let personal = [
        "Anna Beispiel", "KA-01-AB-1234", "B-XY 9876", "Klaus Muster", maker, datum, "Erika Mustermann", "52.50343",
        "13.40012", "M-EM 4711", "erika@example.org", "C01X00T478", "Rita Quellwasser", "border-archive",
        "the operator suspects cell 7", "from the informant",
    ]

    private struct Life {
        let bench: Bench
        /// Every private value of every entry, perceptual hashes and digests of pictures among them, and what they contain.
        let secrets: [Secret]
        /// Of the picture and of the objection, which are to go.
        let doomed: [Secret]
        let challenge: String
    }

    private func live() throws -> Life {
        let bench = try Bench()
        try #require(
            try bench.run(
                "mkdir set; photo Garden set/garden.jpg; photo Aqua set/aqua.jpg; photo Garden one.jpg 70; photo Dune two.jpg 70"
            ).code == 0)
        let plain = try Data(contentsOf: URL(fileURLWithPath: bench.work + "/one.jpg"))
        let exif = PlacedPicture.exif(maker: Self.maker, datum: Self.datum)
        let picture = plain.prefix(2) + Data(exif) + plain.dropFirst(2)
        try picture.write(to: URL(fileURLWithPath: "\(bench.work)/\(Self.picture)"))
        try Self.attached.write(toFile: bench.work + "/passport.txt", atomically: false, encoding: .utf8)
        try """
        path,source,note
        \(Self.picture),from the informant Klaus Muster,the operator suspects cell 7
        \(Self.other),from the informant Klaus Muster,seen at 52.50343

        """.write(toFile: bench.work + "/list.csv", atomically: false, encoding: .utf8)
        let made = try bench.run(
            """
            set -e; mv two.jpg '\(Self.other)'; rm one.jpg
            exhibit init c --no-passphrase --publisher P --contact C -q; export EXHIBIT_CASE=c
            exhibit ingest --list list.csv -q; exhibit gallery add border-archive set --note 'the night shift of Klaus Muster' -q
            number() { exhibit log --kind "$1" --csv | sed -n 2p | cut -d, -f1; }
            exhibit identify '\(Self.picture)' --gallery border-archive --hold -q
            exhibit key reviewer -o rita.key --no-passphrase -q; exhibit key grant reviewer rita.key -q
            exhibit review "$(number run.opened)" --conclusion 'leans for' --reviewer-key rita.key \\
              --reviewer 'Rita Quellwasser' --reasons 'the same tower' -q
            exhibit claim "$(number run.opened)" -q; exhibit report --last -o before.html -q
            exhibit challenge new before.html --ground C7 --text '\(Self.words)' --contact erika@example.org \\
              --relation owner --evidence passport.txt -o x.challenge -q
            exhibit challenge receive x.challenge -q; exhibit challenge acknowledge "$(number challenge)" --receipt x.receipt -q
            exhibit challenge rule "$(number challenge)" --reject C7='it is another tower' --reviewer-key rita.key -q
            exhibit report --last -o later.html -q
            for at in $(seq 0 $(($(exhibit log --csv | wc -l) - 2))); do exhibit show "#$at" --json; done >shown
            exhibit log --kind evidence --csv | sed -n 2p | cut -d, -f1 >first; number challenge >challenge; number claim >claim
            """)
        try #require(made.code == 0, "\(made.output)\(made.error)")

        var secrets = Self.personal.map { Secret($0) } + [Secret("place", Array(PlacedPicture.place.suffix(8)))]
        var doomed: [Secret] = [Secret("picture", Array(picture.dropFirst(600).prefix(48)))]
        func number(_ file: String) throws -> String {
            try String(contentsOfFile: "\(bench.work)/\(file)", encoding: .utf8).filter(\.isNumber)
        }
        let going = Set([try number("first"), try number("challenge")])
        for line in try String(contentsOfFile: bench.work + "/shown", encoding: .utf8).split(separator: "\n") {
            let json = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            let position = try #require(json?["position"] as? Int)
            for slot in json?["private"] as? [[String: Any]] ?? [] {
                let path = "#\(position) \(slot["path"] ?? "")"
                let found = Self.texts(slot["value"]).map {
                    Secret("\(path) \($0)", Self.bytes(ofHex: $0) ?? Array($0.utf8))
                }
                secrets += found
                if going.contains("\(position)") { doomed += found }
            }
        }
        try #require(secrets.count > 60 && doomed.count > 10)
        return Life(
            bench: bench, secrets: try secrets + digests(of: secrets, bench),
            doomed: try doomed + digests(of: doomed, bench), challenge: try number("challenge"))
    }

    /// All texts in it of eight bytes and more, and numbers of so many digits.
    private static func texts(_ value: Any?) -> [String] {
        let all: [String] =
            switch value {
            case let text as String: [text]
            case let number as NSNumber: ["\(number)"]
            case let list as [Any]: list.flatMap { texts($0) }
            case let record as [String: Any]: record.values.flatMap { texts($0) }
            default: []
            }
        return all.filter { $0.utf8.count >= 8 }
    }

    /// Of the 64 digits of a digest or a perceptual hash.
    private static func bytes(ofHex text: String) -> [UInt8]? {
        guard text.count == 64, text.allSatisfy(\.isHexDigit) else { return nil }
        return stride(from: 0, to: 64, by: 2).compactMap { UInt8(text.dropFirst($0).prefix(2), radix: 16) }
    }

    /// What guesses are compared with, where somebody wrote the plain digest of a value.
    private func digests(of secrets: [Secret], _ bench: Bench) throws -> [Secret] {
        let folder = "\(bench.root)/values"
        try? FileManager.default.removeItem(atPath: folder)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        for (index, secret) in secrets.enumerated() {
            try Data(secret.bytes).write(to: URL(fileURLWithPath: "\(folder)/\(1_000 + index)"))
        }
        let lines = try bench.run("sha256sum \"$BENCH\"/values/*").output.split(separator: "\n")
        try #require(lines.count == secrets.count)
        return zip(secrets, lines).compactMap { secret, line in
            Self.bytes(ofHex: String(line.prefix(64))).map { Secret("SHA-256 of \(secret)", $0) }
        }
    }

    @Test("no private value stands in any file of the case, in tiles, exports, receipts or reports, however spelled")
    func life() throws {
        let life = try live()
        let bench = life.bench
        let search = SecretSearch(life.secrets)
        let given = ["tiles", "ledger.txt", "x.receipt"].map { "\(bench.work)/\($0)" }
        let exported = try bench.run(
            "export EXHIBIT_CASE=c; exhibit export tiles tiles -q && exhibit export ledger ledger.txt -q")
        try #require(exported.code == 0, "\(exported.error)")
        #expect(try search.findings(below: ["\(bench.work)/c"] + given) == [:])
        let personal = SecretSearch(
            Self.personal.map { Secret($0) } + [Secret("place", Array(PlacedPicture.place.suffix(8)))])
        #expect(try personal.findings(below: ["before.html", "later.html"].map { "\(bench.work)/\($0)" }) == [:])

        let key = try bench.run("cat c/private/wrapping.key").output.prefix(64)
        let wrapping = Secret("the old wrapping key", try #require(Self.bytes(ofHex: String(key))))
        let files = Set(
            try bench.run("find c/artifacts -type f -size +0").output.split(separator: "\n").map(String.init))
        let erased = try bench.run(
            """
            export EXHIBIT_CASE=c; cp -r c earlier
            exhibit erase '\(Self.picture)' --reason data-subject-request --approver 'Dora Geheim' --yes -q &&
            exhibit erase '#\(life.challenge)' --reason data-subject-request --yes -q &&
            exhibit report "$(cat claim)" -o after.html -q && rm -r tiles ledger.txt &&
            exhibit export tiles tiles -q && exhibit export ledger ledger.txt -q && exhibit audit -q && exhibit verify later.html
            """)
        #expect(erased.code == 0, "\(erased.output)\(erased.error)")
        let gone = SecretSearch(life.doomed + [wrapping, Secret("Dora Geheim")])
        #expect(try gone.findings(below: ["\(bench.work)/c", "\(bench.work)/after.html"] + given) == [:])
        #expect(try search.findings(below: ["\(bench.work)/c"] + given) == [:])
        // What was encrypted under a key that is gone, is gone too.
        let left = Set(
            try bench.run("find c/artifacts -type f -size +0").output.split(separator: "\n").map(String.init))
        let pieces = try files.subtracting(left).map { file in
            Secret(
                file,
                Array(try Data(contentsOf: URL(fileURLWithPath: "\(bench.work)/earlier" + file.dropFirst())).suffix(48))
            )
        }
        #expect(pieces.count >= 4)
        #expect(try SecretSearch(pieces).findings(below: ["\(bench.work)/c"]) == [:])
        #expect(try SecretSearch(pieces + [wrapping]).findings(below: ["\(bench.work)/earlier"]).count > pieces.count)
        try control(life, search)
    }

    /// The logs of both databases, as a command leaves them that is killed on its way: in good order none is left to look at.
    @Test(
        "no private value stands in the logs that a killed command leaves",
        .enabled(if: Bench.mayTrace, "strace may not watch here: not checked"))
    func logs() throws {
        let life = try live()
        let killed = try life.bench.run(
            """
            photo Wood '\(Self.picture).second.jpg' 70; mkdir logs
            printf 'path,source,note\\n%s,%s,%s\\n' '\(Self.picture).second.jpg' 'from the informant Klaus Muster' 'the operator suspects cell 7' > second.csv
            for at in $(seq 1 24); do
              cp -r c logs/$at
              strace -f -o /dev/null -e trace=fsync,fdatasync -e inject=fsync,fdatasync:signal=SIGKILL:when=$at \\
                exhibit ingest --list second.csv --case logs/$at -q
            done
            find logs -name 'ledger.sqlite-wal' -size +0 | wc -l; find logs -path '*private*' -name '*-wal' -size +0 | wc -l
            """)
        let left = killed.output.split(separator: "\n").suffix(2).compactMap { Int($0) }
        #expect(left.count == 2 && left.allSatisfy { $0 > 0 }, "\(killed.output)\(killed.error)")
        let search = SecretSearch(
            life.secrets + Self.personal.map { Secret($0) } + [Secret("place", Array(PlacedPicture.place.suffix(8)))])
        #expect(try search.findings(below: ["\(life.bench.work)/logs"]) == [:])
    }

    /// The same search finds each of them in each spelling, once somebody writes it where nobody looks.
    private func control(_ life: Life, _ search: SecretSearch) throws {
        let place = "\(life.bench.work)/c/ledger.sqlite"
        let ledger = try Data(contentsOf: URL(fileURLWithPath: place))
        for secret in life.secrets {
            let bytes = secret.bytes
            var planted: [Data] = [Data(bytes), Data(hex(bytes).utf8), Data(hex(bytes).uppercased().utf8)]
            for shift in 0..<3 {
                planted.append(Data([UInt8](repeating: 0x41, count: shift) + bytes + [0x42, 0x43]).base64EncodedData())
            }
            let found = search.findings(in: ledger.prefix(100) + planted.reduce(Data()) { $0 + [0] + $1 } + [0])
            let spellings = found.filter { $0.hasPrefix("\(secret) in ") }
            #expect(spellings.count == 6, "\(secret): \(spellings)")
        }
        let shown = try Data(contentsOf: URL(fileURLWithPath: life.bench.work + "/shown"))
        #expect(search.findings(in: shown).count > 60)
        var changed = ledger
        changed.replaceSubrange(changed.count - 200..<changed.count - 200 + 13, with: Data("KA-01-AB-1234".utf8))
        try changed.write(to: URL(fileURLWithPath: place))
        #expect(try search.findings(below: ["\(life.bench.work)/c"]) == [place: ["KA-01-AB-1234 in clear"]])
    }

    private func hex(_ bytes: [UInt8]) -> String { bytes.map { String(format: "%02x", $0) }.joined() }
}
