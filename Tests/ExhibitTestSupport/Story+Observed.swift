import ExhibitCore
import ExhibitPipeline

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Story {
    /// A run of a shell script over the evidence, which it finds as `$1`; it makes `$2`.
    ///
    /// - Parameter drawn: what it finds as `$3`, recorded nowhere: what an editor would make.
    public func observe(
        _ script: String, generatesPixels: Bool = false, drawn: [UInt8] = []
    ) throws -> ObservedRun.Outcome {
        var template = Array("/tmp/exhibit-story-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw MemoryCase.Missing(description: "no folder") }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { ScratchFolder.remove(folder) }
        let path = "\(folder)/in.png"
        for (path, bytes) in [(path, picture), ("\(folder)/drawn", drawn)] {
            guard let file = fopen(path, "w"), fwrite(bytes, 1, bytes.count, file) == bytes.count, fclose(file) == 0
            else { throw MemoryCase.Missing(description: "no picture in \(folder)") }
        }
        let model: BuiltInModel = generatesPixels ? .observedGenerator : .observedProgram
        let placed = try publisher.append([model.draft(keepingIn: publisher, recorded: publisher.ledger.now)])[0]
        let received = ObservedRun.Picture(
            path: path, artifact: evidence.statement.name("artifact")!, digest: ContentHash(of: picture),
            evidence: [evidence.statement.name], isReceived: true, taint: "T0")
        let request = ObservedRun.Request(
            pictures: [received], outputs: ["\(folder)/out"],
            command: ["/bin/sh", "-c", script, "sh", path, "\(folder)/out", "\(folder)/drawn"],
            folder: folder,
            model: placed.statement.name, generatesPixels: generatesPixels, about: "picture")
        return try ObservedRun(
            request, surroundings: surroundings, ledger: publisher, store: publisher, received: received(_:)
        ).run()
    }
}
