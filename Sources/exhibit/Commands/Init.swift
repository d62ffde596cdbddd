import ArgumentParser
import ExhibitCore
import ExhibitStorage

struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a case: a folder with a ledger, its keys and its private half.")

    @Argument(help: "The new case's folder.")
    var folder: String

    @Option(help: "Who publishes reports from this case; stands in clear in the ledger.")
    var publisher = ""

    @Option(help: "Where corrections and objections reach the publisher; stands in clear in the ledger.")
    var contact = ""

    @Flag(help: "Write the signing keys in clear: whoever reads the files can sign for you.")
    var noPassphrase = false

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let place = CaseFolder(path: folder)
        try place.checkIsFree()
        try checkSlotText(publisher, limit: 512, from: "--publisher")
        try checkSlotText(contact, limit: 512, from: "--contact")
        let made = try Case.create(
            place, publisher: publisher, contact: contact, passphrase: secret(), memory: .user(),
            now: Clock.milliseconds)
        let ledger = made.ledgerID
        try made.close()
        _ = try TrustFile.user().add(
            .init(ledger: ledger.hex, origin: .own, label: publisher.isEmpty ? nil : publisher))
        explain(place, ledger, output.console)
    }

    private func secret() throws -> [UInt8]? {
        if noPassphrase { return nil }
        let source = Passphrase(file: passphrase.passphraseFile, environment: environmentVariables())
        do {
            return try source.resolve(new: true, purpose: "the keys of \(folder)")
        } catch {
            guard error.kind == .passphraseNeeded else { throw error }
            throw UserError("\(error) For keys in clear, which whoever reads the files can use: --no-passphrase")
        }
    }

    private func explain(_ place: CaseFolder, _ ledger: ContentHash, _ console: Console) {
        console.emit(
            "init",
            ["case": .string(folder), "ledger": .string(ledger.hex), "origin": .string(Checkpoint.origin(of: ledger))])
        let warning =
            noPassphrase
            ? "None: whoever can read \(shown(place.keys)) can sign in your name."
            : "It cannot be recovered. If it is lost, this ledger can never be written to again."
        console.say(
            """
            Made the case \(shown(folder)).
            Ledger      \(ledger.hex)
                        This is what people trust: publish it where they can compare it. Your own list has it already.
            Private     \(shown(place.privateFolder)) holds signing keys, names, sources and salts. It is never exported.
                        Back it up with the rest of the folder: without it no report can be made and nothing disclosed.
            Passphrase  \(warning)
            """)
        if publisher.isEmpty || contact.isEmpty {
            console.say("Note        Publisher or contact is empty: people in a report will not know whom to ask.")
        }
        console.say("Next        cd \(word(folder)) && exhibit ingest PICTURES --source \"how you got them\"")
    }
}
