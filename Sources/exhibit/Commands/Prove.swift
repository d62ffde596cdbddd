import ArgumentParser
import ExhibitCore

struct Prove: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the proof that one entry stands in the ledger (a C2SP tlog-proof).",
        discussion: """
            The proof leads from the entry's bytes to the newest signed checkpoint. It does not carry the entry: \
            --entry writes its bytes too, which hold no private value. Whoever has both needs nothing else to check them.
            """)

    @Argument(help: "#NUMBER, or the start of an entry id or a statement id.")
    var what: String

    @Option(name: .shortAndLong, help: "Where to write the proof; - is standard output.")
    var output = "-"

    @Option(help: "Where to write the entry's bytes.")
    var entry: String?

    @Flag(help: "Replace files of these names.")
    var force = false

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var outputOptions: OutputOptions

    func validate() throws {
        if entry == "-" { throw ValidationError("--entry takes a file: standard output is for the proof") }
        if let entry, entry == output { throw ValidationError("the proof and the entry are two files") }
    }

    func run() throws {
        try OutputFile.check(output, force: force)
        if let entry { try OutputFile.check(entry, force: force) }
        let proven = try EntryProof(of: what, in: caseOptions.folder())
        let (leaf, proof, position, key) = (proven.leaf, proven.proof, proven.position, proven.key)
        if let entry { try OutputFile.write(leaf, to: entry, force: force) }
        let console = outputOptions.console
        console.emit(
            "proof",
            [
                "position": .integer(Int64(position)), "size": .integer(Int64(proven.size)),
                "entry": .string(MerkleTree.leafHash(leaf).hex), "statement": .string(proven.statement.id.hex),
                "verifier_key": .string(key.description),
                "proof": .string(String(decoding: proof.encoded, as: UTF8.self)),
            ])
        if output == "-" && console.json { return }
        try OutputFile.write(proof.encoded, to: output, force: force)
        if output == "-" { return }
        let kind = proven.statement.kindName
        console.say("\(shown(output))  #\(position) \(kind), in the tree of \(proven.size) entries")
        guard let entry else {
            console.say("Next: give it away together with the entry's bytes, which --entry FILE writes")
            return
        }
        console.say("\(shown(entry))  the entry, \(leaf.count) bytes")
        console.say("Next: exhibit-verify \(word(output)) --entry \(word(entry)) --key \(key)")
    }
}
