import ArgumentParser
import ExhibitCore
import ExhibitStorage
import ExhibitVerification

struct ChallengeStamp: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stamp",
        abstract: "Let somebody whom the publisher does not control say when an objection was there.",
        discussion: """
            A timestamping authority (RFC 3161) is given the digest of the signed objection, and nothing else. First \
            --request writes a query, which you send; then --reply adds what came back. The clocks of an objection that its \
            publisher recorded late start at that time: exhibit verify REPORT --challenges FOLDER --ca FILE.
            """)

    @Argument(help: "The objection's file.")
    var challenge: String

    @Option(help: ArgumentHelp("Write the query here.", valueName: "file"))
    var request: String?

    @Option(help: ArgumentHelp("What the authority answered (.tsr); with --ca and -o.", valueName: "file"))
    var reply: String?

    @Option(help: ArgumentHelp("The authority's root certificate, and those between, in PEM.", valueName: "file"))
    var ca: String?

    @Option(name: .shortAndLong, help: "Where to write the stamped objection.")
    var output: String?

    @Flag(help: "Replace a file of that name.")
    var force = false

    @OptionGroup var outputOptions: OutputOptions

    func validate() throws {
        guard (request == nil) != (reply == nil) else {
            throw ValidationError("say --request FILE first, then --reply FILE --ca FILE -o FILE")
        }
        guard (reply == nil) == (ca == nil), (reply == nil) == (output == nil) else {
            throw ValidationError("--reply FILE --ca FILE -o FILE go together")
        }
    }

    func run() throws {
        let file = try ChallengeInput.read(challenge)
        if let token = file.token {
            throw UserError("\(shown(challenge)): is stamped already, at \(token.time)")
        }
        let imprint = ContentHash(of: file.entry.leaf)
        let console = outputOptions.console
        if let request {
            try OutputFile.check(request, force: force)
            let query = TimestampQuery(imprint: imprint, randomness: SystemRandomness())
            try OutputFile.write(query.encoded, to: request, force: force)
            console.emit("timestamp-query", ["file": .string(request), "sha256": .string(imprint.hex)])
            return console.say(
                """
                \(shown(request))  a timestamp query for the objection
                Send it to an authority of your choice (this program opens no connection):
                  curl -H 'Content-Type: application/timestamp-query' --data-binary @\(word(request)) URL -o REPLY
                Next: exhibit challenge stamp \(word(challenge)) --reply REPLY --ca FILE -o STAMPED
                """)
        }
        guard let reply, let ca, let output else { return }
        try OutputFile.check(output, force: force)
        let (token, signer) = try checked(reply, ca, imprint)
        let stamped = try ChallengeFile(
            entry: file.entry, artifacts: file.artifacts, disclosures: file.disclosures, token: token)
        try OutputFile.write(stamped.encoded, to: output, force: force)
        console.emit(
            "challenge-stamped",
            [
                "file": .string(output), "gen_time": .string(token.time.description), "authority": .string(signer),
            ])
        console.say(
            """
            \(shown(output))  the objection, stamped at \(token.time) by \(shown(signer))
            Next: give \(shown(output)) to whoever published the report, instead of \(shown(challenge))
            """)
    }

    private func checked(_ path: String, _ ca: String, _ imprint: ContentHash) throws -> (TimestampToken, String) {
        let authorities = try TimestampAuthorities(certificates: InputFile.read(ca, limit: 4 << 20), path: shown(ca))
        do {
            let token = try TimestampReply(encoded: InputFile.read(path, limit: 1 << 20)).token
            guard token.imprint == imprint else {
                throw CheckedTimestamp.Refusal(
                    description: "it stamps something else than this objection. Send the query that --request writes.")
            }
            return (token, try authorities.check(token, now: Clock.milliseconds() / 1_000).name)
        } catch {
            throw UserError(CheckedTimestamp.explain(error, file: path))
        }
    }
}
