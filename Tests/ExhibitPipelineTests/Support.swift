import ExhibitPipeline
import ExhibitTestSupport
import Foundation

/// Pictures and files for the tests of this target.
enum Pictures {
    static let here = URL(filePath: #filePath).deletingLastPathComponent()

    static func fixture(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: here.appending(path: "../Fixtures/Images/\(name)")))
    }

    /// The groups of `Tests/Vectors/identification.json` that a test declares.
    static func vectors<Groups: Decodable>(_ groups: Groups.Type) throws -> Groups {
        let file = here.deletingLastPathComponent().appending(path: "Vectors/identification.json")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(groups, from: Data(contentsOf: file))
    }

    /// The SHA-256 that `sha256sum` prints: nothing in this target computes one.
    static func sha256(_ bytes: [UInt8]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["sha256sum"]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(bytes))
        try input.fileHandleForWriting.close()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return String(text.prefix(64))
    }
}

extension SyntheticImage {
    var decoded: DecodedImage {
        DecodedImage(width: width, height: height, colour: .rgb, samples: rgb, decoder: "none", settings: "synthetic")!
    }
}
