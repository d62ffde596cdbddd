import Foundation
import Testing

/// A command that is hit at one of its writing calls, and what must hold after it, whatever the hit.
struct FaultScenario: Sendable, CustomTestStringConvertible {
    let name: String
    /// Makes what the command finds; `$SOURCE` is a folder with pictures that stays where it is.
    let before: String
    let command: String
    /// Whether the case may be missing afterwards.
    var makesCase = false
    /// Whether the audit may say that something was begun and not ended.
    var isUnfinishedAfterHit = false
    /// What must hold after the hit, and leaves room for the same command again; and what must hold after that.
    var afterHit = "true"
    var afterwards = "true"
    var testDescription: String { name }

    static let all = [
        FaultScenario(
            name: "init", before: "true",
            command: "exhibit init \"$BENCH/work/mycase\" --no-passphrase --publisher P --contact C", makesCase: true),
        FaultScenario(
            name: "init in an empty folder", before: "mkdir mycase",
            command: "exhibit init \"$BENCH/work/mycase\" --no-passphrase --publisher P --contact C", makesCase: true),
        FaultScenario(
            name: "ingest", before: Self.made + "exhibit ingest \"$SOURCE/000001.jpg\" --case mycase",
            command: "exhibit ingest \"$SOURCE\" --case \"$BENCH/work/mycase\" --json"),
        FaultScenario(
            name: "identify", before: Self.searched,
            command: "exhibit identify \"$SOURCE/000001.jpg\" --gallery set --case \"$BENCH/work/mycase\" --json"),
        FaultScenario(
            name: "report",
            before: Self.searched + " && exhibit identify \"$SOURCE/000002.jpg\" --gallery set --case mycase",
            command: "exhibit report --last --force -o \"$BENCH/work/report.html\" --case \"$BENCH/work/mycase\""),
        FaultScenario(
            name: "export bag",
            before: Self.searched
                + " && exhibit identify \"$SOURCE/000002.jpg\" --gallery set --case mycase && exhibit report --last -o r.html --case mycase",
            command:
                "exhibit export bag \"$BENCH/work/r.html\" -o \"$BENCH/work/bag\" --include gallery --case \"$BENCH/work/mycase\"",
            afterHit: "test ! -e bag || { \(Self.wholeBag) && rm -r bag; }",
            afterwards: "\(Self.wholeBag) && ! ls -d .exhibit-bag-*"),
        FaultScenario(
            name: "erase", before: Self.searched,
            command: "exhibit erase '#2' --reason mistake --yes --case \"$BENCH/work/mycase\"",
            isUnfinishedAfterHit: true,
            afterwards:
                "exhibit show '#2' --case mycase | grep -q 'ERASED by entry' && ! ls mycase/private/wrapping.next.key && exhibit key show --case mycase"
        ),
    ]

    private static let wholeBag =
        "(cd bag && sha256sum -c --strict --quiet manifest-sha256.txt tagmanifest-sha256.txt) && exhibit reproduce bag"

    private static let made = "exhibit init mycase --no-passphrase --publisher P --contact C && "
    private static let searched =
        made + "exhibit ingest \"$SOURCE\" --case mycase && exhibit gallery add set \"$SOURCE\" --case mycase"

    /// The case and home as the command finds them, to be copied for each hit.
    func template(_ environment: [String: String]) throws -> Bench {
        let bench = try Bench()
        let result = try bench.run(before, environment: environment)
        guard result.code == 0 else { throw Bench.Failure("\(name): \(result.error)") }
        return bench
    }

    /// What is wrong after the command was hit there; nil where the hit did not come.
    func complaints(
        after fault: Fault, at call: SystemCall, template: String, environment: [String: String]
    ) throws -> [String]? {
        let bench = try Bench()
        try bench.run("rm -rf \"$HOME\" && cp -a \(template)/home \(template)/work \"$BENCH\"")
        let entries = makesCase ? [] : try log(bench)
        if !makesCase, entries.count < 3 { throw Bench.Failure("the case has no entries to begin with") }
        guard let (hit, calls) = try bench.run(command, environment: environment, fault: fault, at: call) else {
            return nil
        }
        var problems: [String] = []
        let mayEnd: [Int32] = fault == .killed ? [137] : [0, 1, 3]
        if !mayEnd.contains(hit.code) { problems.append("it ended with \(hit.code)") }
        if [1, 3].contains(hit.code), !hit.error.contains("exhibit"), !hit.output.contains("\"error\"") {
            problems.append("it failed without a word")
        }
        // SQLite syncs by fdatasync; ours is never without effect on what is promised. Only the memory of the newest head
        // is written again at closing, so that its first failure need not be said.
        if fault == .io, call.name == "fsync", hit.code == 0 {
            for call in calls where !call.contains("/exhibit/heads") {
                problems.append("a failed sync was passed over: \(call)")
            }
        }

        func audit(_ moment: String) throws {
            let audit = try bench.run("exhibit audit --case mycase")
            let isBegun = moment == "after the hit" && isUnfinishedAfterHit && audit.code == 3
            if audit.code != 0, !isBegun {
                problems.append("\(moment), the audit gives \(audit.code): \(audit.output)\(audit.error)")
            }
        }
        var isMade = FileManager.default.fileExists(atPath: bench.work + "/mycase/ledger.sqlite")
        if isMade { try audit("after the hit") }
        if isMade, !makesCase {
            let found = try log(bench)
            if Array(found.prefix(entries.count)) != entries {
                problems.append("earlier entries are lost: \(entries)")
            }
            for statement in hit.statements where !found.contains(where: { $0.contains(statement.prefix(12)) }) {
                problems.append("acknowledged and not there: \(statement)")
            }
        }
        func require(_ script: String, _ moment: String) throws {
            let result = try bench.run(script)
            if result.code != 0 { problems.append("\(moment): \(result.output)\(result.error)") }
        }
        try require(afterHit, "after the hit")
        if !(makesCase && isMade) {
            let again = try bench.run(command, environment: environment)
            if again.code != 0 { problems.append("the same command again gives \(again.code): \(again.error)") }
            isMade = FileManager.default.fileExists(atPath: bench.work + "/mycase/ledger.sqlite")
            if !isMade { problems.append("there is no case") }
            try audit("after the same command again")
            try require(afterwards, "after the same command again")
        }
        if FileManager.default.fileExists(atPath: bench.work + "/report.html") {
            let verify = try bench.run("exhibit verify report.html")
            if verify.code != 0 { problems.append("the report does not verify: \(verify.output)") }
        }
        return problems
    }

    /// Position, hour, kind and id of each entry.
    private func log(_ bench: Bench) throws -> [String] {
        try bench.run("exhibit log --case mycase --csv").output.split(whereSeparator: \.isNewline).map { line in
            line.split(separator: ",").prefix(4).joined(separator: ",")
        }
    }
}

extension Bench.Result {
    /// The ids of statements that the lines of `--json` say are recorded.
    fileprivate var statements: [String] {
        output.split(separator: "\n").compactMap { line in
            let json = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return json?["result"] as? String == "recorded" ? json?["statement"] as? String : nil
        }
    }
}
