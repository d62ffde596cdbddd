import ArgumentParser
import ExhibitCore
import ExhibitStorage

struct ChallengeRule: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rule", abstract: "Decide on an objection, ground by ground, with reasons.",
        discussion: """
            By a reviewer's own key, which must not be one that signed the claim, the report or the objection. Each ground \
            of the objection takes one --uphold or --reject with a reason: --reject "C5=The gallery has 620 entries; see \
            #16". The reasons are published with every later report that lists the objection. Upheld, in whole or in part, \
            no new report of the run is made, one that is made all the same is contested, and no later decision changes that. Different keys are not proof of different people.
            """)

    @Argument(help: "The objection: #NUMBER or the start of its id.")
    var challenge: String

    @Option(help: "GROUND=REASON: the objection is right in this. May be given again.")
    var uphold: [String] = []

    @Option(help: "GROUND=REASON: it is not. May be given again.")
    var reject: [String] = []

    @Option(name: .customLong("reviewer-key"), help: "The reviewer's key file, made by exhibit key reviewer.")
    var key: String

    @Option(help: "A file with its passphrase; else it is asked for.")
    var reviewerPassphraseFile: String?

    @Option(help: "Who they are, in their own words. Kept private.")
    var reviewer: String?

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions

    private typealias Answer = (ground: ChallengeGround, isUpheld: Bool, reason: String)

    private func answers() throws -> [Answer] {
        let all = uphold.map { ($0, true) } + reject.map { ($0, false) }
        let answers = try all.map { text, isUpheld -> Answer in
            let parts = text.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let ground = ChallengeGround(rawValue: String(parts[0])) else {
                throw UserError("\(shown(text)): say GROUND=REASON, as \"C5=The gallery has 620 entries\"", code: 64)
            }
            try checkPublished(
                String(parts[1]), limit: 2_048, from: "\(isUpheld ? "--uphold" : "--reject") \(ground.rawValue)",
                output.console)
            return (ground, isUpheld, String(parts[1]))
        }
        guard Set(answers.map(\.ground)).count == answers.count, !answers.isEmpty else {
            throw UserError("--uphold, --reject: each ground takes one answer", code: 64)
        }
        return answers
    }

    func run() throws {
        let answers = try answers()
        try checkSlotText(reviewer, limit: 512, from: "--reviewer")
        let signer = try PersonalKey(owner: "reviewer's", file: key, passphraseFile: reviewerPassphraseFile).read()
        let opened = try passphrase.open(caseOptions)
        defer { opened.closeSayingSo() }
        let placed = try opened.challenge(of: opened.resolve(challenge))
        let challenge = try Challenge(placed.statement)
        guard Set(answers.map(\.ground)) == Set(challenge.grounds) else {
            throw UserError(
                "#\(placed.position): states the grounds \(challenge.groundWords); each takes one answer", code: 64)
        }
        let state = opened.state(of: placed)
        guard state.isUndecided || state == .rejected else {
            throw UserError(
                "#\(placed.position): the objection is \(state.rawValue), and no later decision changes that", code: 1)
        }
        let draft = Ruling.draft(
            on: challenge, answers: answers,
            slots: [
                "reviewer": reviewer.map { .string($0) } ?? .null, "recorded": .integer(Clock.milliseconds()),
            ])
        let involved = [challenge.claim, challenge.report].compactMap { opened.entry(statement: $0.hash) }
        guard
            !Ruling.isParty(
                signer.publicKey, to: challenge, involved: Set(involved.map(\.statement.head.author)))
        else {
            throw UserError(
                "\(shown(key)): signed the claim, the report or the objection; somebody else must decide", code: 1)
        }
        let entry = try opened.exclusively { try opened.append(draft, by: signer) }
        let outcome = entry.statement.text("outcome")
        output.console.say(
            """
            #\(entry.position)  the objection #\(placed.position) is \(outcome == "partly" ? "upheld in part" : outcome)
            Different keys are not proof of different people.
            """)
        if outcome != RulingOutcome.rejected.rawValue {
            let report = opened.entry(statement: challenge.report.hash).map { "#\($0.position)" } ?? "REPORT"
            output.console.say("Next: exhibit retract '\(report)' --cause objection --objection '#\(placed.position)'")
        }
        output.console.emit(
            "challenge-ruling",
            [
                "entry": .integer(Int64(entry.position)), "challenge": .integer(Int64(placed.position)),
                "outcome": .string(outcome),
            ])
    }
}
