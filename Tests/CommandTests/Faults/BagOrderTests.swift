import Foundation
import Testing

@Suite("A bag and a power cut")
struct BagOrderTests {
    /// A cut loses what was not synced, and nothing else: under its own name a bag is never half.
    @Test("A bag gets its name after every file and folder in it is durable", .enabled(if: Bench.mayTrace))
    func order() throws {
        let source = try Bench()
        try source.makePictures(3, in: ".")
        let environment = ["SOURCE": source.work]
        let scenario = try #require(FaultScenario.all.first { $0.name == "export bag" })
        let bench = try scenario.template(environment)
        let names = "openat,write,pwrite64,fsync,fdatasync,rename,renameat2,mkdir"
        let result = try bench.run(
            "strace -f -y -s 0 -e trace=\(names) -o \"$BENCH/trace\" \(scenario.command)", environment: environment)
        try #require(result.code == 0, "\(result.error)")

        var disk = TracedDisk()
        var waiting: Set<String>?
        let bag = bench.work + "/bag"
        for line in try String(contentsOfFile: bench.root + "/trace", encoding: .utf8).split(separator: "\n") {
            guard let call = TracedDisk.Call(line) else { continue }
            if call.isRename, call.paths.last == bag, let folder = call.paths.first {
                #expect(disk.files.count { $0.hasPrefix(folder + "/data/artifacts/") } > 10)
                waiting = disk.waiting.filter { $0 == folder || $0.hasPrefix(folder + "/") }
            }
            disk.take(call)
        }
        #expect(waiting == [])
        #expect(!disk.waiting.contains(bench.work), "the name of the bag is not durable when the command ends")
    }
}

/// Which files and folders were changed and not synced since, by the calls that strace saw.
private struct TracedDisk {
    struct Call {
        let name: String
        /// As arguments, or of descriptors.
        let paths: [String]
        let makesFile: Bool
        var isRename: Bool { name.hasPrefix("rename") }

        init?(_ line: Substring) {
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, let bracket = parts[1].firstIndex(of: "("), !parts[1].contains(" = -1 ") else {
                return nil
            }
            name = parts[1][..<bracket].trimmingCharacters(in: .whitespaces)
            let arguments = String(parts[1][bracket...])
            makesFile = arguments.contains("O_CREAT")
            let pattern =
                ["write", "pwrite64", "fsync", "fdatasync"].contains(name) ? #/^\(\d+<([^>]+)>/# : #/"([^"]+)"/#
            paths = arguments.matches(of: pattern).map { String($0.output.1) }
        }
    }

    private(set) var files: Set<String> = []
    private(set) var waiting: Set<String> = []

    private func folder(of path: String) -> String { (path as NSString).deletingLastPathComponent }

    mutating func take(_ call: Call) {
        guard let path = call.paths.first else { return }
        switch call.name {
        case "openat" where call.makesFile:
            files.insert(path)
            waiting.formUnion([path, folder(of: path)])
        case "mkdir": waiting.formUnion([path, folder(of: path)])
        case "write", "pwrite64": waiting.insert(path)
        case "fsync", "fdatasync": waiting.remove(path)
        case "rename", "renameat2":
            guard let target = call.paths.last else { return }
            if files.remove(path) != nil { files.insert(target) }
            if waiting.remove(path) != nil { waiting.insert(target) }
            waiting.formUnion([folder(of: path), folder(of: target)])
        default: break
        }
    }
}
