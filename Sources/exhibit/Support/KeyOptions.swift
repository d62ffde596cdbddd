import ArgumentParser
import ExhibitCore
import ExhibitStorage

struct DoubtOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The first entry at which the old key may have been in other hands: what it signed from there on is in doubt.",
            valueName: "entry"))
    var since: String?

    /// Asked before anything is signed: a name that is wrong must not leave a half-done change of keys.
    func position(in opened: Case) throws -> UInt64? { try since.map { try opened.resolve($0).position } }
}

enum KeyName {
    static func parse(_ text: String) throws -> TypedName {
        guard let name = TypedName(text.contains(":") ? text : "ed25519:\(text)"), name.kind == .key else {
            throw UserError("\(shown(text)): no public key (ed25519: and 64 digits); see: exhibit key show", code: 64)
        }
        return name
    }
}
