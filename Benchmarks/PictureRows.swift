import ExhibitCore
import ExhibitPipeline
import ExhibitStorage
import Foundation

/// Large pictures recorded by one command, beside what each part of the work takes alone.
struct PictureRows {
    let folder: String
    let programs: String
    let python: String

    private static let count = 24

    /// Both rows compare pictures a second: of `exhibit ingest` from its start to its end, with all that it stores,
    /// signs and syncs, and of the parts alone on one core, as if they could be spread over the cores without loss. The
    /// parts are those that the target names, with the hash of its peer; then the same with this program's own hash in
    /// the peer's place, which takes a fraction of the time and so leaves far less to hide behind.
    func rows() throws -> [Row] {
        let pictures = folder + "/pictures"
        try FileManager.default.createDirectory(atPath: pictures, withIntermediateDirectories: true)
        try Command.run(python, [Peer.script, "pictures", pictures, "\(Self.count)", "4000", "4000", "1"])
        let files = try FileManager.default.contentsOfDirectory(atPath: pictures).sorted().map { "\(pictures)/\($0)" }
        let sample = Array(files.prefix(3))
        let image = ImageDecoder.decode(try Self.read(files[0])).image
        guard let image else { throw Failure("a picture of this program's own cannot be decoded") }
        // The parts get what the program has.
        ImageDecoder.expectMany()
        let peer = try Peer(python: python, ["pdqhash", files[0]])
        defer { peer.stop() }
        let cases = Cases(folder: folder + "/picture-cases", programs: programs)
        let times = try Measure.inTurn(
            rounds: 5,
            [
                { try cases.ingest(pictures) },
                { try Self.partsAlone(sample) / Double(sample.count) },
                { try peer.round("once")[0] },
                { Measure.seconds { _ = PDQ(of: image) } },
            ])
        return [("pdqhash (PyPI)", times[2]), ("this program", times[3])].map { name, hash in
            let alone = Timing(seconds: zip(times[1].seconds, hash.seconds).map { ($0 + $1) / Double(Measure.cores) })
            return Row(
                "ingest of \(Self.count) 12-megapixel JPEGs by one command, \(Measure.cores) cores",
                beside: """
                    the parts alone on one core, times \(Measure.cores): read and hash the file, decode and hash \
                    pixels, read and hash coefficients, PDQ by \(name)
                    """, ours: times[0].rate(of: Self.count), theirs: alone.rate(of: 1),
                ratio: alone.median * Double(Self.count) / times[0].median, target: .atLeast(1))
        }
    }

    /// Seconds of everything but the perceptual hash, one picture after the other; every hash is taken once.
    private static func partsAlone(_ files: [String]) throws -> Double {
        try Measure.seconds {
            for file in files {
                _ = ContentHash(of: try read(file))
                let bytes = try read(file)
                guard let image = ImageDecoder.decode(bytes).image else { throw Failure("\(file): not decoded") }
                _ = ContentHash(of: image.samples)
                guard let coefficients = try ImageIdentity.coefficientIdentityBytes(bytes) else {
                    throw Failure("\(file): no coefficients")
                }
                _ = ContentHash(of: coefficients.bytes)
            }
        }
    }

    private static func read(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: path))) }
}

/// Fresh cases, each for one call of `exhibit ingest`.
///
/// None is deleted before the end: file systems keep new files away from places that were freed a moment ago, and a round
/// would pay for the one before it.
final class Cases {
    private let folder: String
    private let programs: String
    private var count = 0

    init(folder: String, programs: String) {
        self.folder = folder
        self.programs = programs
    }

    /// Seconds of the ingest alone.
    func ingest(_ files: String) throws -> Double {
        count += 1
        let place = "\(folder)/\(count)"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        let environment = ["XDG_STATE_HOME": place + "/state", "XDG_CONFIG_HOME": place + "/config"]
        let program = programs + "/exhibit"
        try Command.run(
            program, ["init", place + "/case", "--no-passphrase", "--publisher", "Bench", "--contact", "none"],
            environment: environment)
        // What earlier rounds left to be written must not be waited for in this one.
        sync()
        return try Command.run(
            program, ["ingest", files, "--case", place + "/case", "--quiet"], environment: environment)
    }
}
