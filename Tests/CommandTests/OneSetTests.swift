import ExhibitTestSupport
import Foundation
import Testing

@Suite(
    "One set of files, three verifiers", .serialized,
    .enabled(if: Browser.isThere, Comment(rawValue: Browser.missing)))
struct OneSetTests {
    /// The hour of their making, by whose clock nothing is stale: 2026-01-01T00:00:00Z.
    private static let now: Int64 = 1_767_225_600_000

    @Test("The two programs say the same of each, and the page nothing more favourable, nor of any that all is well")
    func all() throws {
        let vectors = try PageVectors().all + PageVectors.given()
        let bench = try Bench()
        func write(_ bytes: [UInt8], _ name: String) throws {
            try Data(bytes).write(to: URL(fileURLWithPath: "\(bench.work)/\(name)"))
        }
        var script = ""
        for (index, vector) in vectors.enumerated() {
            try write(vector.file, "\(index).html")
            // Somebody who trusts nobody trusts a ledger that is none of these.
            let trusted = vector.trusted.isEmpty ? [String(repeating: "0", count: 64)] : vector.trusted
            try write(Array(trusted.joined(separator: "\n").utf8), "\(index).keys")
            let time = Self.now + Int64(vector.day) * 86_400_000
            let day = Date(timeIntervalSince1970: Double(time) / 1_000).formatted(.iso8601.year().month().day())
            var options = "--no-memory --now \(day) --key \(index).keys"
            for (name, file) in [
                ("bridge", vector.bridge), ("standing", vector.standing), ("receipt", vector.receipt),
            ] {
                guard let file else { continue }
                try write(file, "\(index).\(name)")
                options += " --\(name) \(index).\(name)"
            }
            if let challenge = vector.challenge {
                try FileManager.default.createDirectory(
                    atPath: "\(bench.work)/\(index)", withIntermediateDirectories: false)
                try write(challenge, "\(index)/x.challenge")
                options += " --challenges \(index)"
            }
            script += "exhibit verify \(index).html \(options) -q; a=$?; "
            script += "exhibit-verify \(index).html \(options) --quiet; echo \"$a $?\"\n"
        }
        let result = try bench.run(script, limit: 600)
        let lines = result.output.split(separator: "\n").map { $0.split(separator: " ").compactMap { Int32($0) } }
        let answers = try VerifierDriver.judge(
            vectors.map {
                .init(
                    $0.file, with: $0.others, trusted: $0.trusted, now: Self.now + Int64($0.day) * 86_400_000)
            })
        try #require(lines.count == vectors.count && answers.count == vectors.count, "\(result.error)")
        for (place, vector) in vectors.enumerated() {
            let codes = lines[place]
            try #require(codes.count == 2, "\(vector.name): \(codes)")
            #expect(codes[0] == codes[1], "\(vector.name): exhibit \(codes[0]), exhibit-verify \(codes[1])")
            // A page that could say 0 would say so of a report whose words nobody computed.
            #expect(answers[place].code != 0, "\(vector.name)")
            // What a publisher's own record does not support, and what an earlier edition disclosed, only the programs compute:
            // the page says that it did not, and leaves it open.
            guard !vector.isLie, !vector.isOfEarlierEdition else { continue }
            #expect(
                VerifierDriver.rank(answers[place].code) >= VerifierDriver.rank(codes[0]),
                "\(vector.name): the page \(answers[place].code), the programs \(codes[0]): \(answers[place].findings)")
        }
        print("\(vectors.count) files through exhibit, exhibit-verify and verify.html")
    }
}
