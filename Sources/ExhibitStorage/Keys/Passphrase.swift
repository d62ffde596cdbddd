#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where a case's passphrase comes from, in this order:
///
/// 1. `file`, the option `--passphrase-file`;
/// 2. `EXHIBIT_PASSPHRASE_FILE`;
/// 3. `EXHIBIT_PASSPHRASE_COMMAND`, run through `/bin/sh -c`;
/// 4. a prompt on the terminal.
///
/// Of a file or a command's output the first line counts, without its line end (LF or CR LF). The first source that is
/// named decides: when it fails, no other one is tried, so that a mistake is seen. A variable that is empty is not set.
/// A passphrase is 1–1,024 bytes without a zero byte; nothing else is changed in it.
package struct Passphrase: Sendable {
    package static let largest = 1_024
    package static let fileVariable = "EXHIBIT_PASSPHRASE_FILE"
    package static let commandVariable = "EXHIBIT_PASSPHRASE_COMMAND"

    /// Asks a person; nil where nobody can be asked.
    package typealias Prompt = @Sendable (_ question: String) throws(StorageError) -> [UInt8]?
    /// Runs a shell command and returns the first line of what it prints.
    package typealias Command = @Sendable (_ command: String) throws(StorageError) -> [UInt8]

    let file: String?
    let environment: [String: String]
    let prompt: Prompt
    let command: Command

    /// - Parameter environment: the process's; a command inherits it.
    package init(file: String?, environment: [String: String]) {
        self.init(
            file: file, environment: environment,
            prompt: { (question) throws(StorageError) in try Terminal.ask(question) },
            command: { (command) throws(StorageError) in try Shell.firstLine(of: command, environment: environment) })
    }

    init(
        file: String?, environment: [String: String], prompt: @escaping Prompt, command: @escaping Command
    ) {
        self.file = file
        self.environment = environment
        self.prompt = prompt
        self.command = command
    }

    /// - Parameter new: asked for twice on a terminal, because a typing error would lock the keys for good.
    /// - Parameter purpose: what it opens: "the keys of /cases/a".
    /// - Throws: `.passphraseNeeded` when there is no source, with the three ways to name one.
    package func resolve(new: Bool, purpose: String) throws(StorageError) -> [UInt8] {
        if let file { return try check(Self.firstLine(ofFile: file), source: file) }
        if let file = environment[Self.fileVariable], !file.isEmpty {
            return try check(Self.firstLine(ofFile: file), source: "\(file) (from \(Self.fileVariable))")
        }
        if let text = environment[Self.commandVariable], !text.isEmpty {
            return try check(command(text), source: "the command in \(Self.commandVariable)")
        }
        guard let first = try prompt(new ? "New passphrase for \(purpose): " : "Passphrase for \(purpose): ") else {
            throw StorageError(
                .passphraseNeeded, path: purpose, reason: "a passphrase is needed, and there is no terminal to ask on",
                remedy:
                    "Name a file with `--passphrase-file` or \(Self.fileVariable), or a command with "
                    + "\(Self.commandVariable).")
        }
        let passphrase = try check(first, source: "the terminal")
        guard new else { return passphrase }
        guard try prompt("The same again: ") == passphrase else {
            throw StorageError(
                .invalid, path: purpose, reason: "the two passphrases are not the same",
                remedy: "Run the command again; nothing was changed.")
        }
        return passphrase
    }

    private func check(_ passphrase: [UInt8], source: String) throws(StorageError) -> [UInt8] {
        let problem: String? =
            if passphrase.isEmpty {
                "gave an empty passphrase"
            } else if passphrase.count > Self.largest {
                "gave a passphrase of more than \(Self.largest) bytes"
            } else if passphrase.contains(0) {
                // Terminals and other programs cannot enter one: such a key could be opened here only.
                "gave a passphrase with a zero byte"
            } else {
                nil
            }
        guard let problem else { return passphrase }
        throw StorageError(
            .invalid, path: source, reason: problem, remedy: "Put the passphrase alone on the first line.")
    }

    /// Also of a pipe: `--passphrase-file <(pass show case)`.
    private static func firstLine(ofFile path: String) throws(StorageError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(errno, path: path, doing: "opened") }
        defer { System.close(descriptor) }
        return try firstLine(of: descriptor, path: path)
    }

    /// Reads to the first line end and no further than a passphrase can be long; the rest stays unread.
    static func firstLine(of descriptor: Int32, path: String) throws(StorageError) -> [UInt8] {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        // One longer than allowed, and CR: what is too long is still seen to be so.
        while line.count < largest + 2 {
            let count = withUnsafeMutableBytes(of: &byte) { System.read(descriptor, into: $0) }
            guard count >= 0 else { throw .system(Int32(-count), path: path, doing: "read") }
            guard count > 0, byte != UInt8(ascii: "\n") else { break }
            line.append(byte)
        }
        if byte == UInt8(ascii: "\n"), line.last == UInt8(ascii: "\r") { line.removeLast() }
        return line
    }
}
