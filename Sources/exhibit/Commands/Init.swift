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
        let console = output.console
        let place = CaseFolder(path: folder)
        if CaseFolder.isCase(folder) { try place.create() }
        var secret: [UInt8]?
        if !noPassphrase {
            let source = Passphrase(file: passphrase.passphraseFile, environment: environmentVariables())
            secret = try source.resolve(new: true, purpose: "the keys of \(folder)")
        }
        let made = try Case.create(
            place, publisher: publisher, contact: contact, passphrase: secret, memory: .user(), now: Clock.milliseconds)
        let ledger = made.ledgerID
        try made.close()
        _ = try TrustFile.user().add(.init(ledger: ledger.hex, origin: .own, label: publisher.isEmpty ? nil : publisher))
        console.emit(
            "init",
            ["case": .string(folder), "ledger": .string(ledger.hex), "origin": .string(Checkpoint.origin(of: ledger))])
        console.say(
            """
            Made the case \(folder).
            Ledger   \(ledger.hex)
                     This is what people trust: publish it where they can compare it. Your own list has it already.
            Private  \(place.privateFolder) holds signing keys, names, sources and salts. It is never exported.
                     Back it up with the rest of the folder: without it no report can be made and nothing disclosed.
            """)
        if secret != nil {
            console.say("Passphrase  It cannot be recovered. If it is lost, this ledger can never be written to again.")
        } else {
            console.say("Passphrase  None: whoever can read \(place.keys) can sign in your name.")
        }
        if publisher.isEmpty || contact.isEmpty {
            console.say("Note     Publisher or contact is empty: people in a report will not know whom to ask.")
        }
        console.hint("Next     cd \(folder) && exhibit ingest PICTURES --source \"how you got them\"")
    }
}
