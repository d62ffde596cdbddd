import ArgumentParser

struct ExitCodes: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exit-codes", abstract: "What the exit codes mean.",
        discussion: """
            Verifying (verify, audit, exhibit-verify):
              0    everything required verified
              1    could not judge: a missing file, a bad database, no report at all
              2    tampered or forged
              3    intact, but incomplete, stale, or signed by a ledger you have not said you trust
              4    running it again gave another result
              5    contested, downgraded, superseded or retracted
            Of several findings, all are printed and the first of 2, 1, 4, 5, 3, 0 is the code; likewise over several files.

            Recording (ingest, gallery add, identify):
              0    all were recorded
              3    some were not; each is named
              1    none was

            Any command:
              1    it could not be done; the message says why and what to do
              64   the command was used wrongly
              130  interrupted; what was recorded stays recorded
            """)

    func run() { print(Self.helpMessage()) }
}

struct Environment: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The environment variables that matter.",
        discussion: """
            EXHIBIT_CASE                the case to act on, unless --case says otherwise
            EXHIBIT_PASSPHRASE_FILE     a file whose first line is the case's passphrase
            EXHIBIT_PASSPHRASE_COMMAND  a shell command that prints it
            NO_COLOR                    if not empty, no bold text
            XDG_CONFIG_HOME             where exhibit/trusted lists the ledgers you trust (else ~/.config)
            XDG_STATE_HOME              where exhibit/heads remembers the newest head of each ledger (else ~/.local/state)

            No command opens a network connection.
            """)

    func run() { print(Self.helpMessage()) }
}
