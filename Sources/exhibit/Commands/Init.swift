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

    @Option(
        help: ArgumentHelp(
            "The case, or a checkpoint of it, that this one follows because it lost entries that others had seen.",
            valueName: "case|file"))
    var successorOf: String?

    @Option(help: "With --successor-of: what happened; stands in clear in the ledger.")
    var reason: String?

    @Option(
        help: ArgumentHelp(
            "The public key that `exhibit key recovery` printed: it can later replace lost or stolen keys of this case.",
            valueName: "key"))
    var recoveryKey: String?

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (successorOf == nil) == (reason == nil) else {
            throw ValidationError("--successor-of CASE and --reason \"what happened\" go together")
        }
    }

    func run() throws {
        let place = CaseFolder(path: folder)
        try place.checkIsFree()
        try checkPublished(publisher, limit: 512, from: "--publisher", output.console)
        try checkSlotText(contact, limit: 512, from: "--contact")
        let predecessor = try predecessor()
        let recovery = try recoveryKey.map(KeyName.parse)
        let made = try Case.create(
            place, publisher: publisher, contact: contact, predecessor: predecessor, recovery: recovery,
            passphrase: secret(),
            memory: .user(), now: Clock.milliseconds,
            announce: { ledger in
                _ = try TrustFile.user().add(
                    .init(ledger: ledger.hex, origin: .own, label: TrustFile.Entry.label(of: publisher)))
            })
        let ledger = made.ledgerID
        try made.close()
        explain(place, ledger, predecessor, output.console)
    }

    private func predecessor() throws -> Predecessor? {
        guard let path = successorOf, let reason else { return nil }
        try checkSlotText(reason, limit: 512, from: "--reason")
        if CaseFolder.isCase(path) {
            return try Predecessor(folder: CaseFolder(path: path), memory: .user(), reason: reason)
        }
        guard let note = try? SignedNote(encoded: InputFile.read(path, limit: 1 << 16)) else {
            throw UserError("\(shown(path)): neither a case nor a signed checkpoint, which `exhibit head` writes")
        }
        return try Predecessor(checkpoint: note, memory: .user(), reason: reason)
    }

    private func secret() throws -> [UInt8]? {
        if noPassphrase { return nil }
        do {
            return try passphrase.resolve(new: true, purpose: "the keys of \(folder)")
        } catch let error as StorageError {
            guard error.kind == .passphraseNeeded else { throw error }
            throw UserError("\(error) For keys in clear, which whoever reads the files can use: --no-passphrase")
        }
    }

    private func explain(
        _ place: CaseFolder, _ ledger: ContentHash, _ predecessor: Predecessor?, _ console: Console
    ) {
        console.emit(
            "init",
            ["case": .string(folder), "ledger": .string(ledger.hex), "origin": .string(Checkpoint.origin(of: ledger))])
        let warning =
            noPassphrase
            ? "None: whoever can read \(shown(place.keys)) can sign in your name."
            : recoveryKey == nil
                ? "It cannot be recovered. If it is lost, this ledger can never be written to again."
                : "It cannot be recovered. If it is lost, only the recovery key helps: exhibit key recover"
        console.say(
            """
            Made the case \(shown(folder)).
            Ledger      \(ledger.hex)
                        This is what people trust: publish it where they can compare it. Your own list has it already.
            Private     \(shown(place.privateFolder)) holds signing keys, names, sources and salts. It is never exported.
                        Back it up with the rest of the folder: without it no report can be made and nothing disclosed.
            Passphrase  \(warning)
            """)
        if let predecessor {
            console.say(
                "Follows     \(predecessor.ledger.hex), of which \(predecessor.size) entries were seen: publish this, too."
            )
        }
        if publisher.isEmpty || contact.isEmpty {
            console.say("Note        Publisher or contact is empty: people in a report will not know whom to ask.")
        }
        console.say("Next        cd \(word(folder)) && exhibit ingest PICTURES --source \"how you got them\"")
    }
}
