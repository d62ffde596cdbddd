import ExhibitCore
import ExhibitPipeline
import ExhibitStorage
import ExhibitVerification

/// Writes a pack: what follows from the report's file, and the bag where there is one.
struct PackJob {
    struct Result {
        let pack: ReportPack
        let files: Int
        let bytes: Int64
        let hasBag: Bool
        /// What the case has lost of its bag.
        let missing: [BagOmission]
    }

    private let name: String
    private let report: [UInt8]
    private let trust: TrustPolicy
    private let standing: StandingOptions
    private let given: Bag?
    private let opened: Case?

    init(report: String, bag: String?, casePath: String?, trust: TrustPolicy, standing: StandingOptions) throws {
        name = report
        let bytes = try InputFile.read(report)
        self.report = bytes
        self.trust = trust
        self.standing = standing
        given = try bag.map { path in
            guard Bag.isBag(path) else { throw UserError("\(shown(path)): is no bag (it has no bagit.txt)") }
            return try Bag(path)
        }
        guard given.map({ $0.reportBytes == bytes }) ?? true else {
            throw UserError("\(shown(bag ?? "")): is the bag of another report than \(shown(report))")
        }
        opened = try casePath.map { path in
            var options = CaseOptions()
            options.path = path
            return try options.openForReading()
        }
    }

    func write(to folder: String, _ console: Console) throws -> Result {
        var writer = try PackWriter.make(at: folder)
        var missing: [BagOmission] = []
        var bag = given
        if let given {
            try writer.copy(given)
        } else if let opened {
            // As export bag refuses it: what goes with an altered report is not what was published.
            let verdict = ReportVerifier.verify(report, trust: TrustPolicy(ledgers: [opened.ledgerID]))
            guard ![1, 2].contains(verdict.exitCode) else {
                throw UserError(
                    "\(shown(name)): no bag is made of a report that does not verify. Without --case it can be packed; see: exhibit verify \(word(name))",
                    code: verdict.exitCode)
            }
            let job = try BagJob(opened, report: report, choice: BagChoice(home: environmentVariable("HOME")))
            bag = try writer.makeBag { missing = try job.write(to: $0, console).missing }
        }
        try Interruption.check()
        let pack = try pack(bag)
        for file in pack.files { try writer.add(file.path, file.bytes) }
        try Interruption.check()
        let (files, bytes) = (writer.count + 1, writer.bytes)
        try writer.finish()
        return Result(pack: pack, files: files, bytes: bytes, hasBag: bag != nil, missing: missing)
    }

    private func pack(_ bag: Bag?) throws -> ReportPack {
        var place: ReportPack.BagPlace?
        if let bag {
            place = { name in bag.has(name) ? BagLayout.path(of: name).map { "bag/\($0)" } : nil }
        }
        do {
            let pack = try ReportPack(
                of: report, trust: trust, standing: try standing.file(), at: standing.reading, seen: standing.seen,
                bag: place)
            standing.remember(pack.noted)
            return pack
        } catch let error as Malformed where error.object == ReportPack.standing {
            throw UserError(
                "\(shown(standing.standing ?? "")): does not hold, or is of another report. Leave it out, or ask for another one; exhibit verify \(word(name)) --standing \(word(standing.standing ?? "")) says what is wrong",
                code: 2)
        } catch let error as Malformed {
            throw UserError(
                """
                \(shown(name)): no pack is made: \(error). Keep the file as it is, and ask whoever gave it to you for the \
                report as it was published; exhibit help ask prints a letter.
                """, code: 2)
        }
    }
}
