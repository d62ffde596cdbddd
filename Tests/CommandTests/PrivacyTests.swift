import Foundation
import Testing

@Suite("What is private stays out of the ledger, its export and the default report")
struct PrivacyTests {
    private static let maker = "Quorvex Optics 77"
    private static let fileName = "anna-beispiel-at-home.jpg"
    private static let source = "from the informant Klaus Muster"
    private static let note = "the operator suspects cell 7"
    private static let label = "border-archive"
    private static let galleryNote = "assembled by the night shift"
    private static let datum = "SECRETDATUM-9"

    /// A case with one such picture, identified, and what its private half says of it.
    private func prepare() throws -> (bench: Bench, picture: Data, secrets: [Secret], digest: [Secret]) {
        let bench = try Bench()
        try #require(
            try bench.run(
                "mkdir 'reference store'; photo Garden 'reference store/garden-original.jpg'; photo Garden plain.jpg 70"
            )
            .code == 0)
        let plain = try Data(contentsOf: URL(fileURLWithPath: bench.work + "/plain.jpg"))
        let picture =
            plain.prefix(2) + Data(PlacedPicture.exif(maker: Self.maker, datum: Self.datum)) + plain.dropFirst(2)
        try picture.write(to: URL(fileURLWithPath: "\(bench.work)/\(Self.fileName)"))
        try "path,source,note\n\(Self.fileName),\(Self.source),\(Self.note)\n"
            .write(toFile: bench.work + "/list.csv", atomically: false, encoding: .utf8)
        let made = try bench.run(
            """
            exhibit init mycase --no-passphrase --publisher P --contact C && export EXHIBIT_CASE=mycase &&
            exhibit ingest --list list.csv && exhibit gallery add \(Self.label) 'reference store' --note '\(Self.galleryNote)' &&
            exhibit identify \(Self.fileName) --gallery \(Self.label) && exhibit report --last -o default.html &&
            exhibit report --last -o named.html --disclose file_name && exhibit report --last -o more.html --disclose exif &&
            exhibit export ledger ledger.txt
            """)
        try #require(made.code == 0, "\(made.error)")
        #expect(made.output.contains("LEAD"))
        let shown = try bench.run("exhibit show \(Self.fileName) --case mycase --json")
        let json = try JSONSerialization.jsonObject(with: Data(shown.outputBytes)) as? [String: Any]
        let slots = json?["private"] as? [[String: Any]] ?? []
        func slot(_ path: String) -> Any? { slots.first { $0["path"] as? String == "body.\(path)" }?["value"] }
        let pdq = try #require((slot("pdq") as? [String: Any])?["hash"] as? String)
        let sha256 = try #require(slot("sha256") as? String)
        #expect("\(slot("exif") ?? "")".contains(Self.maker) && "\(slot("exif") ?? "")".contains(Self.datum))
        let secrets = [
            Secret(Self.maker), Secret(Self.datum), Secret("place", Array(PlacedPicture.place.suffix(8))),
            Secret(Self.fileName),
            Secret(Self.source), Secret(Self.note), Secret(Self.label), Secret(Self.galleryNote),
            Secret("garden-original.jpg"), Secret("reference store"), Secret("perceptual hash", bytes(ofHex: pdq)),
        ]
        return (bench, picture, secrets, [Secret("SHA-256", bytes(ofHex: sha256))])
    }

    private func bytes(ofHex hex: String) -> [UInt8] {
        stride(from: 0, to: hex.count, by: 2).compactMap { UInt8(hex.dropFirst($0).prefix(2), radix: 16) }
    }

    private func look(for secrets: [Secret], in path: String, sourceLocation: SourceLocation = #_sourceLocation) throws
    {
        for (depth, layer) in layers(try Data(contentsOf: URL(fileURLWithPath: path))).enumerated() {
            for secret in secrets {
                guard let spelling = secret.spelling(in: layer) else { continue }
                Issue.record(
                    "\(secret) stands in \((path as NSString).lastPathComponent) in \(spelling), layer \(depth)",
                    sourceLocation: sourceLocation)
            }
        }
    }

    @Test("One value of one entry can be given or kept, and one picture; what is not there is refused")
    func one() throws {
        let bench = try Bench()
        let made = try bench.run(
            """
            mkdir set; photo Garden set/a.jpg; photo Garden set/b.jpg 60; photo Garden x.jpg 70; photo Dune y.jpg
            exhibit init c --no-passphrase -q; export EXHIBIT_CASE=c
            exhibit ingest x.jpg --source 'from Anna Muster' -q; exhibit ingest y.jpg --source 'from Anna Muster' -q
            exhibit gallery add g set -q; exhibit identify x.jpg --gallery g -q
            pictures() { grep -o 'data:image/jpeg' $1 | wc -l; }
            exhibit report --last -o all.html -q; grep -c 'from Anna' all.html; pictures all.html
            exhibit report --last -o own.html --disclose '#2/source' -q; grep -c 'from Anna' own.html
            exhibit report --last -o other.html --disclose '#3/source' -q; grep -c 'from Anna' other.html
            exhibit report --last -o kept.html --disclose source --withhold '#2/source' -q; grep -c 'from Anna' kept.html
            exhibit show "$(exhibit log --kind claim --csv | sed -n 2p | cut -d, -f1)" --json | grep -o '"named":\\["sealed:[0-9a-f]*' | grep -o 'sealed:.*' >named
            exhibit report --last -o less.html --withhold "$(cut -c1-24 named)" -q; pictures less.html
            for file in *.html; do exhibit verify $file -q || echo "bad $file"; done
            exhibit report --last -o no.html --disclose '#2/reasons'; echo "value $?"
            exhibit report --last -o no.html --withhold sealed:00000000; echo "picture $?"
            """)
        #expect(
            made.output == "0\n3\n1\n0\n0\n2\nvalue 64\npicture 64\n", "\(made.output)\(made.error)")
    }

    @Test("Nothing of it is found, however it is spelled and however deep")
    func secrets() throws {
        let (bench, picture, secrets, digest) = try prepare()
        for file in ["mycase/ledger.sqlite", "mycase/ledger.sqlite-wal", "ledger.txt"]
        where FileManager.default.fileExists(atPath: "\(bench.work)/\(file)") {
            try look(for: secrets + digest, in: "\(bench.work)/\(file)")
        }
        try look(for: secrets, in: bench.work + "/default.html")
        let files = try #require(FileManager.default.enumerator(atPath: bench.work + "/mycase/artifacts"))
        var count = 0
        for case let file as String in files {
            let path = "\(bench.work)/mycase/artifacts/\(file)"
            guard let data = FileManager.default.contents(atPath: path), !data.isEmpty else { continue }
            count += 1
            for secret in secrets + digest {
                #expect(secret.spelling(in: data) == nil, "\(secret) stands in an artifact's file or name")
                #expect(secret.spelling(in: Data(file.utf8)) == nil)
            }
            #expect(data.range(of: picture.prefix(64)) == nil, "the picture lies open in \(file)")
        }
        #expect(count > 5)
        for layer in layers(try Data(contentsOf: URL(fileURLWithPath: bench.work + "/default.html"))) {
            #expect(layer.range(of: Data("Exif\0\0".utf8)) == nil, "a picture in the report carries metadata")
        }
    }

    @Test("Why a run failed is told to its operator, and its report names no folder and repeats no program's words")
    func failures() throws {
        let bench = try Bench()
        let runners = Place.tests + "/Runners"
        let made = try bench.run(
            """
            mkdir "$HOME/tools" && cp '\(runners)'/*.py "$HOME/tools" && chmod +x "$HOME/tools/good.py"
            exhibit init c --publisher P --no-passphrase -q && cp "$FIXTURES/baseline.jpg" p.jpg && exhibit ingest p.jpg --case c -q
            exhibit model add moved '\(runners)/model' --runner "$HOME/tools/good.py" --case c -q
            exhibit model add saying '\(runners)/model' --runner "python3 $HOME/tools/refuses.py" --case c -q
            """)
        try #require(made.code == 0, "\(made.error)")
        for (model, told) in [("saying", "reads no such picture"), ("moved", "\(bench.home)/tools")] {
            let asked = try bench.run(
                """
                [ \(model) = moved ] && mv "$HOME/tools" "$HOME/elsewhere"
                exhibit identify p.jpg --model \(model) --about thing --case c; exhibit report --last -o \(model).html --case c
                """)
            #expect(asked.output.contains("the run failed: ") && asked.output.contains(told), "\(asked.output)")
            try look(for: [Secret(told), Secret(bench.home)], in: "\(bench.work)/\(model).html")
            let disclosed = Data((model == "moved" ? "the program was not found" : "it answered with an error").utf8)
            let file = try Data(contentsOf: URL(fileURLWithPath: "\(bench.work)/\(model).html"))
            #expect(layers(file).contains { $0.range(of: disclosed) != nil })
        }
    }

    @Test("The search finds what is there: what is disclosed, and what the private half holds")
    func control() throws {
        let (bench, picture, secrets, digest) = try prepare()
        func found(_ file: String) throws -> Set<String> {
            let found = layers(try Data(contentsOf: URL(fileURLWithPath: "\(bench.work)/\(file)"))).flatMap { layer in
                (secrets + digest).filter { $0.spelling(in: layer) != nil }.map(\.description)
            }
            return Set(found)
        }
        #expect(try found("default.html") == ["SHA-256"])
        #expect(try found("named.html") == ["SHA-256", Self.fileName])
        #expect(try found("more.html").isSuperset(of: ["SHA-256", Self.maker, Self.datum]))
        #expect(
            try bench.run(
                "exhibit show \(Self.fileName) --case mycase >shown.txt; exhibit log --case mycase >>shown.txt"
            )
            .code == 0)
        #expect(try found("shown.txt").isSuperset(of: [Self.source, Self.note, Self.fileName, Self.label]))
        #expect(Secret(Self.maker).spelling(in: picture) == "clear")
        for shift in 0..<3 {
            let text = String(repeating: "x", count: shift) + Self.maker + "yz"
            #expect(Secret(Self.maker).spelling(in: Data(text.utf8).base64EncodedData()) != nil)
        }
        for report in ["default.html", "named.html", "more.html"] {
            #expect(try bench.run("exhibit verify \(report) --picture \(Self.fileName)").code == 0)
        }
    }
}
