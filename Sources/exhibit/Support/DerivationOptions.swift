import ArgumentParser
import ExhibitPipeline

/// The operations on a command line. Each may be given again, and their order is that in which they are applied.
struct DerivationOptions: ParsableArguments {
    @Option(help: Self.help("crop"))
    var crop: [String] = []

    @Option(help: Self.help("rotate"))
    var rotate: [String] = []

    @Option(help: Self.help("flip"))
    var flip: [String] = []

    @Flag(help: Self.help("upright"))
    var upright: Int

    @Option(help: Self.help("resize"))
    var resize: [String] = []

    @Flag(help: "Luma by the weights of BT.601.")
    var grey: Int

    @Flag(name: .customLong("grey-709"), help: "Luma by the weights of BT.709.")
    var grey709: Int

    @Option(help: Self.help("exposure"))
    var exposure: [String] = []

    @Option(help: Self.help("mask"))
    var mask: [String] = []

    private static func help(_ name: String) -> ArgumentHelp {
        guard let option = ImageOperation.options.first(where: { $0.name == name }) else { return "" }
        let text = option.meaning.prefix(1).uppercased() + option.meaning.dropFirst() + "."
        return option.form.isEmpty ? ArgumentHelp(text) : ArgumentHelp(text, valueName: option.form)
    }

    /// - Parameter arguments: of the whole command line. Parsed options do not tell in which order they stood; their
    ///   names do, because no value of another option can look like one.
    func chain(_ arguments: some Sequence<String>) throws -> [ImageOperation] {
        var given: [String: [String]] = [
            "crop": crop, "rotate": rotate, "flip": flip, "resize": resize, "exposure": exposure, "mask": mask,
            "upright": Array(repeating: "", count: upright), "grey": Array(repeating: "", count: grey),
            "grey-709": Array(repeating: "709", count: grey709),
        ]
        var chain: [ImageOperation] = []
        for argument in arguments.prefix(while: { $0 != "--" }) where argument.hasPrefix("--") {
            let option = String(argument.dropFirst(2).prefix { $0 != "=" })
            guard let text = given[option]?.first else { continue }
            given[option]?.removeFirst()
            do {
                chain.append(try ImageOperation(option: option == "grey-709" ? "grey" : option, text: text))
            } catch {
                throw ValidationError("--\(option): \(error.reason)")
            }
        }
        guard given.values.allSatisfy(\.isEmpty) else {
            throw ValidationError("write each operation with its name in front: --crop 10,20,300x200")
        }
        guard !chain.isEmpty else { throw ValidationError("say what to do, for example --crop 10,20,300x200") }
        guard chain.count <= Derivation.mostOperations else {
            throw ValidationError("at most \(Derivation.mostOperations) operations in one run")
        }
        return chain
    }
}
