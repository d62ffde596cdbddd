import ArgumentParser

struct ExitCodes: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exit-codes", abstract: "What the exit codes mean.",
        discussion: """
            Verifying (verify, audit, reproduce, pack, exhibit-verify):
              0    everything required verified
              1    could not judge: a missing file, a bad database, no report at all
              2    tampered or forged
              3    intact, but incomplete, stale, or of a ledger that you do not trust
              4    running it again gave another result
              5    contested, downgraded, superseded or retracted
            Of several findings, or several files, the first of 2, 1, 4, 5, 3, 0 is the code.

            Recording (ingest, gallery add, identify, derive, record, anchor add); also export bag:
              0    all were recorded
              3    some were not; each is named
              1    none was

            Any command:
              1    it could not be done; the message says why and what to do
              64   the command was used wrongly
              130  interrupted; what was recorded stays recorded
            """)

    func run() { Output.line(Self.helpMessage()) }
}

struct Environment: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The environment variables that matter.",
        discussion: """
            EXHIBIT_CASE                the case to act on, unless --case says otherwise
            EXHIBIT_PASSPHRASE_FILE     a file whose first line is the case's passphrase
            EXHIBIT_PASSPHRASE_COMMAND  a shell command that prints it
            NO_COLOR                    if not empty, no bold text
            TMPDIR                      where a large ledger is sorted (else /var/tmp)
            XDG_CONFIG_HOME             has exhibit/trusted in it (else ~/.config)
            XDG_STATE_HOME              has exhibit/heads and exhibit/seen in it (else ~/.local/state)

            trusted lists the ledgers that you trust; heads has the newest head that this
            machine saw of each ledger, and seen what verifying showed of those that you trust.

            No command opens a network connection.
            """)

    func run() { Output.line(Self.helpMessage()) }
}
