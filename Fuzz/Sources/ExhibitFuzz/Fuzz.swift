import CLibFuzzer
import ExhibitCore
import Foundation

/// One program for every format, because each build of the instrumented packages takes a minute. EXHIBIT_FUZZ_TARGET
/// names the format as vectors and corpora do.
@main enum Fuzz {
    static let target = ProcessInfo.processInfo.environment["EXHIBIT_FUZZ_TARGET"] ?? ""
    static let format = WireFormat(rawValue: target)

    static func main() {
        guard format != nil || target == MarksTarget.name else {
            let names = (WireFormat.allCases.map(\.rawValue) + [MarksTarget.name]).joined(separator: ", ")
            FileHandle.standardError.write(Data("EXHIBIT_FUZZ_TARGET is one of \(names)\n".utf8))
            exit(64)
        }
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(
            LLVMFuzzerRunDriver(&count, &arguments) { start, count in
                Fuzz.check(Array(UnsafeBufferPointer(start: start, count: count)))
                return 0
            })
    }

    /// The property: what parses is written again as the same bytes, and nothing traps.
    static func check(_ bytes: [UInt8]) {
        guard let format else { return MarksTarget.check(bytes) }
        guard let again = try? format.reencode(bytes) else { return }
        precondition(again == bytes, "parsed, and written as other bytes")
    }
}
