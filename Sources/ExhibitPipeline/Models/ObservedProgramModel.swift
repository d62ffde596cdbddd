import ExhibitCore

extension BuiltInModel {
    /// What stands where a model would for a program that speaks no protocol.
    public static let observedProgram = observed(
        "observed-program", generatesPixels: false,
        words: """
            Whether it generates pixels is not known, and nobody said that it does: what it makes has class T3, learned or
            unknown, at least.
            """)

    /// The same for a program of which its operator says that it generates pixels.
    public static let observedGenerator = observed(
        "observed-generator", generatesPixels: true,
        words: """
            Its operator said that it generates pixels: what it makes has class T4, generated, at least, and is no evidence.
            """)

    private static func observed(_ name: String, generatesPixels: Bool, words: String) -> BuiltInModel {
        let card = """
            # \(name) 1

            Question: none. It stands for a program that was observed from outside, not stepwise; what it did between its
            inputs and outputs is not known.

            \(words)

            Method: the program was started once by its operator, with the operator's rights and not confined. Its file and
            whatever interprets it were hashed before and after, as were the files that it was given and those that it made;
            arguments, exit status and the beginning of what it printed were kept. Libraries, settings, other files and the
            network are not recorded: it may have read any of them.

            Use it to record how a picture was prepared by an editor, or what an OCR tool wrote. What comes out is no
            evidence of its own, and cannot be reproduced by this program.

            """
        let parameters: JSON = [
            "confinement": .string(ObservedRun.confinement), "observation": .string(Observation.schema),
            "stream_bytes_kept": .integer(Int64(Observation.streamKept)),
        ]
        return BuiltInModel(
            name: name, version: "1", generatesPixels: generatesPixels,
            score: Score(name: "none: it answers no question", better: "higher", minimum: "0", maximum: "0"),
            match: nil,
            conditions:
                "A program that was observed from outside, not stepwise; what it did between its inputs and outputs is not known.",
            files: [("card.md", "card", Array(card.utf8)), ("parameters.json", "parameters", parameters.encoded)])
    }
}
