import ExhibitCore

extension BuiltInModel {
    /// What makes pictures from pictures without a question: the operations of ``ImageOperation``.
    public static let imageOperations = BuiltInModel(
        name: "image-operations", version: "1", generatesPixels: false,
        score: Score(name: "none: it answers no question", better: "higher", minimum: "0", maximum: "0"), match: nil,
        conditions: "None needed: arithmetic on the samples of one picture. It says nothing about what they show.",
        files: [
            ("card.md", "card", Array(operationsCard.utf8)), ("parameters.json", "parameters", operationsParameters),
        ])

    private static var operationsParameters: [UInt8] {
        let json: JSON = [
            "encoder": .string(ImageEncoder.png),
            "operations": .array(
                ImageOperation.Name.allCases.map { ["name": .string($0.rawValue), "version": "1"] }),
        ]
        return json.encoded
    }

    private static let operationsCard = """
        # image-operations 1

        Question: none. It makes a picture from a picture by crop, quarter turn, flip, orientation tag, resize, grey,
        exposure curve and mask, one step each, in the order that was asked for.

        Method: integer arithmetic with one stated rounding, the same on every machine. Each sample of the result follows
        from samples of the same picture and from the recorded numbers; nothing is learned, and no detail is added.

        Use it to record how a picture was prepared. What it makes is no evidence of its own: it shows at most what the
        picture showed that it was made from. A crop, a mask or a curve can hide what speaks against an answer, so every
        run of it is listed beside all other runs on that picture.

        Conditions it was validated for: none needed; its tests compare it with sums done by hand.

        """
}
