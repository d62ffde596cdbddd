import ExhibitPipeline
import ExhibitTestSupport
import Foundation
import Testing

@Suite("exhibit derive, and the models that are built in")
struct DeriveTests {
    private func bench() throws -> Bench {
        let bench = try Bench()
        let made = try bench.run(
            """
            exhibit init mycase --no-passphrase --publisher P --contact C --quiet && photos in &&
            exhibit ingest in/Garden.jpg --case mycase && exhibit gallery add g in --case mycase
            """)
        try #require(made.code == 0, "\(made.error)")
        return bench
    }

    private func write(_ bytes: [UInt8], _ name: String, _ bench: Bench) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: "\(bench.work)/\(name)"))
    }

    @Test("Operations are applied in the order in which they are written, and a report lists their run")
    func order() throws {
        let bench = try bench()
        let first = try bench.run(
            "exhibit derive in/Garden.jpg --crop 8,8,64x32 --rotate 90 --crop=0,0,32x32 --grey -o a.png --case mycase --json"
        )
        #expect(first.code == 0, "\(first.error)")
        #expect(
            first.output.contains(
                #""operations":["image.crop","image.rotate","image.crop","image.grey"],"output":"a.png""#),
            "\(first.output)")
        let second = try bench.run(
            "exhibit derive --case mycase --rotate 90 -o b.png in/Garden.jpg --crop 8,8,64x32 && exhibit runs a.png --case mycase"
        )
        #expect(second.code == 0 && second.output.contains("image-operations 1  completed"), "\(second.error)")
        let photo = [UInt8](try Data(contentsOf: URL(fileURLWithPath: bench.work + "/in/Garden.jpg")))
        let decoded = try #require(ImageDecoder.decode(photo).image)
        let cropped = ImageOperation.crop(PixelRectangle(x: 8, y: 8, width: 64, height: 32))
        let chains: [(String, [ImageOperation])] = [
            (
                "a.png",
                [
                    cropped, .rotate(quarterTurns: 1), .crop(PixelRectangle(x: 0, y: 0, width: 32, height: 32)),
                    .grey(.bt601),
                ]
            ),
            ("b.png", [.rotate(quarterTurns: 1), cropped]),
        ]
        for (name, chain) in chains {
            let written = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(bench.work)/\(name)")))
            #expect(try written == ImageEncoder.png(ImageOperation.apply(chain, to: decoded)), "\(name)")
        }
        let report = try bench.run(
            """
            export EXHIBIT_CASE=mycase; exhibit identify in/Garden.jpg --gallery g --quiet && exhibit report --last -o r.html &&
            exhibit verify r.html && exhibit audit && exhibit runs in/Garden.jpg
            """)
        #expect(report.code == 0, "\(report.output)\(report.error)")
        #expect(report.output.components(separatedBy: "image-operations 1  completed").count == 3)
        let page = try String(contentsOfFile: bench.work + "/r.html", encoding: .utf8)
        #expect(page.components(separatedBy: "image-operations 1").count == 3)
    }

    @Test("What was made can be asked about, with the class of its chain, also after it was recorded again")
    func madeHere() throws {
        let bench = try bench()
        let made = try bench.run(
            """
            export EXHIBIT_CASE=mycase; exhibit derive in/Garden.jpg --flip horizontal --grey -o d.png --quiet
            exhibit identify d.png --gallery g --about thing; exhibit report --last -o r.html --quiet
            exhibit verify r.html --picture d.png; echo "code $?"
            exhibit derive d.png --rotate 180 -o e.png; exhibit identify e.png --gallery g --json; echo "code $?"
            """)
        #expect(made.output.contains("d.png  (made from #2), searched in"), "\(made.output)\(made.error)")
        #expect(made.output.contains("Class T3: A learned or unknown process touched these pixels."))
        #expect(made.output.contains("that was compared, byte for byte"))
        #expect(made.output.components(separatedBy: "code 0").count == 3, "\(made.output)\(made.error)")
        let again = try bench.run(
            """
            export EXHIBIT_CASE=mycase; exhibit ingest d.png --quiet; exhibit identify d.png --gallery g --quiet
            exhibit report --last -o s.html --quiet && exhibit verify s.html --quiet; echo "code $?"
            """)
        #expect(again.output.contains("code 0"), "\(again.output)\(again.error)")
        let page = try String(contentsOfFile: bench.work + "/s.html", encoding: .utf8)
        #expect(page.contains("How the picture that was compared was made"))
    }

    @Test("A picture whose file says that a model drew it is named at once, and refused as evidence of what it shows")
    func marked() throws {
        let bench = try bench()
        let packet = """
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
            <rdf:Description xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" \
            e:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"/>\
            </rdf:RDF></x:xmpmeta>
            """
        let body = Array("http://ns.adobe.com/xap/1.0/\0\(packet)".utf8)
        let length = UInt16(body.count + 2)
        let photo = [UInt8](try Data(contentsOf: URL(fileURLWithPath: bench.work + "/in/Garden.jpg")))
        let segment = [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 0xFF)] + body
        try write(Array(photo[..<2]) + segment + Array(photo[2...]), "drawn.jpg", bench)
        let result = try bench.run(
            """
            export EXHIBIT_CASE=mycase; exhibit ingest drawn.jpg --origin stated --basis "my own"
            exhibit identify drawn.jpg --gallery g --about thing; exhibit report --last -o r.html --quiet
            exhibit verify r.html --quiet; echo "code $?"; exhibit show drawn.jpg
            """)
        #expect(result.output.contains("The file itself says that a generative model"), "\(result.output)")
        #expect(result.output.contains("P03.generated-pixels") && result.output.contains("REFUSED"))
        #expect(result.output.contains("code 0") && result.output.contains("says trainedAlgorithmicMedia"))
        let page = try String(contentsOfFile: bench.work + "/r.html", encoding: .utf8)
        #expect(page.contains("(XMP digital source type: trainedAlgorithmicMedia)"))
    }

    @Test(
        "What cannot be made is said, with its run where there is one",
        arguments: [
            ("--crop 0,0,9999x1", 1, "operation 1, image.crop: the rectangle 0,0,9999x1 reaches outside"),
            ("--crop 1,2", 64, "--crop: crop is written as X,Y,WxH"), ("", 64, "say what to do"),
            ("--rotate 45", 64, "--rotate: rotate is written as 90|180|270"),
            ("--upright -o in", 1, "in: is a folder"), ("--upright -o mycase/artifacts/x", 1, "belongs to a case"),
        ])
    func refused(arguments: String, code: Int32, message: String) throws {
        let bench = try bench()
        let result = try bench.run("exhibit derive in/Garden.jpg \(arguments) --case mycase")
        #expect(result.code == code && result.error.contains(message), "\(result.error)")
        let runs = try bench.run("exhibit runs in/Garden.jpg --case mycase").output
        #expect(runs.contains("failed") == message.hasPrefix("operation"), "\(runs)")
    }

    @Test("A restored plate is refused as generated, and the reader of sets stands beside it")
    func plates() throws {
        let bench = try bench()
        let plate = try PlatePicture(seed: 42, seen: DigitVisibility(.top, pixels: 12), scale: 2)
        try write(plate.file, "plate.png", bench)
        let result = try bench.run(
            """
            export EXHIBIT_CASE=mycase; exhibit ingest plate.png --quiet
            exhibit identify plate.png --model digit-restorer --about thing; echo "code $?"
            exhibit report --last -o restored.html --quiet && exhibit verify restored.html --quiet; echo "code $?"
            exhibit identify plate.png --model digit-reader --about thing; echo "code $?"
            exhibit report --last -o read.html --quiet && exhibit verify read.html --quiet; echo "code $?"
            """)
        #expect(result.output.components(separatedBy: "code 0").count == 5, "\(result.output)\(result.error)")
        #expect(result.output.contains("REFUSED") && result.output.contains("P03.generated-pixels"))
        #expect(result.output.contains("compatible digits per place at 95 %: {1} {0,8,9} "), "\(result.output)")
        let unconfined = try bench.run(
            "exhibit identify plate.png --model digit-reader --about thing --unconfined --case mycase")
        #expect(unconfined.code == 64 && unconfined.error.contains("is built in"))
    }
}
