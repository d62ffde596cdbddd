import Foundation

/// Golden files: compared in every run; written where RECORD is set, which still fails the run, so that nobody records
/// and passes in one step.
public enum Recording {
    public static let isOn = ProcessInfo.processInfo.environment["RECORD"] == "1"

    /// Why the file is not what it should be; nil where it is.
    public static func difference(_ expected: [UInt8], from file: URL) throws -> String? {
        let present = try? TestFiles.bytes(file)
        if isOn {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(expected).write(to: file)
            return "recorded \(file.lastPathComponent); run again without RECORD"
        }
        guard let present else { return "\(file.lastPathComponent) is missing; RECORD=1 writes it" }
        return present == expected ? nil : "\(file.lastPathComponent) differs; RECORD=1 writes it anew"
    }
}
