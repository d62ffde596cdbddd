import ArgumentParser
import ExhibitCore
import ExhibitStorage

struct CaseOptions: ParsableArguments {
    @Option(name: .customLong("case"), help: ArgumentHelp("The case's folder.", valueName: "dir"))
    var path: String?

    /// --case, then $EXHIBIT_CASE, then the current folder and those above it.
    func folder() throws -> CaseFolder {
        if let path = path ?? environmentVariable("EXHIBIT_CASE") {
            guard CaseFolder.isCase(path) else {
                throw UserError(
                    "\(shown(path)): is no case (it has no ledger.sqlite). Make one with: exhibit init \(word(path))")
            }
            return CaseFolder(path: path)
        }
        guard let folder = CaseFolder.find(from: currentFolder()) else {
            throw UserError(
                "there is no case here or in a folder above. Make one with: exhibit init NAME, or name one with --case DIR"
            )
        }
        return folder
    }

    /// Reads only, asks for nothing, changes nothing.
    func openForReading() throws -> Case {
        try Case(folder(), keyring: nil, memory: .user(), now: Clock.milliseconds)
    }

    /// Nil where no case is named and none is here: for commands that can do without one.
    func openForReadingIfAny() throws -> Case? {
        let isNamed = (path ?? environmentVariable("EXHIBIT_CASE")) != nil
        return try isNamed || CaseFolder.find(from: currentFolder()) != nil ? openForReading() : nil
    }
}

struct PassphraseOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Read the case's passphrase from this file's first line.", valueName: "file"))
    var passphraseFile: String?

    func resolve(new: Bool, purpose: String) throws -> [UInt8] {
        try Passphrase(file: passphraseFile, environment: environmentVariables()).resolve(new: new, purpose: purpose)
    }

    func open(_ options: CaseOptions) throws -> Case {
        let folder = try options.folder()
        let keyring = Keyring(folder: folder) { try resolve(new: false, purpose: "the keys of \(folder.path)") }
        let opened = try Case(folder, keyring: keyring, memory: .user(), now: Clock.milliseconds)
        // Asked before the work: a passphrase that is wrong after an hour of hashing helps nobody.
        _ = try keyring.key(.checkpoint)
        if try opened.hasPendingErasure() {
            try finishErasure(in: opened)
        }
        return opened
    }

    /// What keeps it from its end for now must not keep the case from being used, or adopted; the next command tries again.
    private func finishErasure(in opened: Case) throws {
        do {
            for entry in try opened.alone(waitingFor: .seconds(2), { try opened.finishErasure() }) {
                Console.error("exhibit: an erasure that was cut short came to its end: #\(entry.position)")
            }
        } catch let error as StorageError where [.busy, .notAllowed].contains(error.kind) {
            Console.error("exhibit: an erasure that was cut short still waits: \(error)")
        }
    }
}

extension LedgerMemory {
    static func user() throws -> LedgerMemory { try LedgerMemory(environment: environmentVariables()) }
}

extension TrustFile {
    static func user() throws -> TrustFile { try TrustFile(environment: environmentVariables()) }
}
