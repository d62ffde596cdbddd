import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import ExhibitVerification
import Foundation
import Testing

// Ed25519 signatures are deterministic on Linux only.
#if os(Linux)
    @Suite("The golden ledger")
    struct GoldenLedgerTests {
        static let folder = TestFiles.root.appending(path: "Ledgers/golden")

        /// Its ledger and its report, made again.
        static func made() throws -> (ledger: [UInt8], report: [UInt8], id: String) {
            let copy = try copy()
            let story = try Story(seed: "golden ledger") { publisher in
                publisher.rewriting = withoutLibraries
                publisher.substituting = { bytes, media in media == "image/jpeg" ? copy : bytes }
            }
            let report = try story.compose(try story.identify())
            let ledger = story.publisher.ledger
            let export = LedgerExport(leaves: ledger.entries.map(\.entry.leaf), checkpoint: try ledger.checkpoint())
            return (export.encoded, report, story.publisher.trusted.hex + "\n")
        }

        /// Stands for every reduced copy: their bytes are those of one version of libjpeg.
        private static func copy() throws -> [UInt8] {
            let file = folder.appending(path: "copy.jpg")
            if let recorded = try? TestFiles.bytes(file) { return recorded }
            guard let image = ImageDecoder.decode(Story.evidencePicture).image else { return [] }
            let made = try ReducedCopy(of: image, maxSide: 16, quality: 80).jpeg
            if let reason = try Recording.difference(made, from: file) { Issue.record("\(reason)") }
            return made
        }

        /// Names and versions of decoders and encoders are those of the machine.
        private static func withoutLibraries(_ draft: Draft) -> Draft {
            if let decoder = draft.body["decoder"], let settings = decoder["settings"], let colour = decoder["colour"] {
                let decoder: JSON = ["name": "library", "settings": settings, "colour": colour]
                return draft.with(["decoder": decoder]).withoutMarks
            }
            guard draft.kind.name == Kind.step.name, let parameters = draft.body["parameters"]?.elements else {
                return draft
            }
            let fixed = parameters.map { parameter -> JSON in
                guard let name = parameter["name"]?.text, ["decoder", "encoder"].contains(name) else {
                    return parameter
                }
                return ["name": .string(name), "value": "library"]
            }
            return draft.with(["parameters": .array(fixed)])
        }

        @Test("and its report come out the same, byte for byte")
        func same() throws {
            let made = try Self.made()
            for (name, bytes) in [
                ("ledger.txt", made.ledger), ("report.html", made.report), ("ledger-id", Array(made.id.utf8)),
            ] {
                #expect(try Recording.difference(bytes, from: Self.folder.appending(path: name)) == nil)
            }
        }

        @Test("and its report verify as they are stored")
        func verify() throws {
            let text = String(decoding: try TestFiles.bytes(Self.folder.appending(path: "ledger-id")), as: UTF8.self)
            let id = try #require(ContentHash(hex: text.dropLast()))
            for name in [
                "ledger.txt", "report.html", "report-checking.html", "report-still.html", "report-before.html",
            ] {
                let verdict = Verification.verify(
                    try TestFiles.bytes(Self.folder.appending(path: name)), trust: TrustPolicy(ledgers: [id]))
                #expect(verdict.findings.isEmpty, "\(name): \(verdict.lines)")
            }
        }

        @Test("names no library of the machine it was made on")
        func libraries() throws {
            let ledger = try LedgerExport(encoded: try TestFiles.bytes(Self.folder.appending(path: "ledger.txt")))
            for leaf in ledger.leaves {
                let payload = String(decoding: try Entry(leaf: leaf).statement.payload, as: UTF8.self)
                #expect(!payload.contains("libpng") && !payload.contains("libjpeg"))
            }
        }
    }
#endif
