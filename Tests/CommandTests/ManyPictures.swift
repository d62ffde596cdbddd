import Foundation

extension Bench {
    /// So many small JPEG files that differ in a comment, made without a program for each.
    func makePictures(_ count: Int, in folder: String) throws {
        let base = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Place.fixtures + "/baseline.jpg")))
        try FileManager.default.createDirectory(atPath: "\(work)/\(folder)", withIntermediateDirectories: true)
        for number in 0..<count {
            let comment = Array(String(format: "%06d", number).utf8)
            let bytes = base.prefix(2) + [0xFF, 0xFE, 0, UInt8(comment.count + 2)] + comment + base.dropFirst(2)
            try Data(bytes).write(to: URL(fileURLWithPath: "\(work)/\(folder)/\(String(format: "%06d", number)).jpg"))
        }
    }

    /// Evidence entries of the case in `work/mycase`.
    func evidenceCount() throws -> Int {
        let result = try run("exhibit status --case mycase --json")
        let json = try JSONSerialization.jsonObject(with: Data(result.outputBytes)) as? [String: Any]
        let entries = json?["entries"] as? [[String: Any]] ?? []
        return entries.first { $0["kind"] as? String == "evidence" }?["count"] as? Int ?? 0
    }
}
