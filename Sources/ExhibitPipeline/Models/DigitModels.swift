import ExhibitCore

/// The digit models: what "35 % of it is visible" means, shown without a face.
extension BuiltInModel {
    /// Reads a plate of 5 × 7 digits: the nearest digit of each cell, and the set that its visible pixels leave possible.
    public static let digitReader = BuiltInModel(
        name: "digit-reader", version: "1", generatesPixels: false, score: digitConfidence, match: digitMatch,
        conditions: digitConditions,
        files: [
            ("card.md", "card", Array(readerCard.utf8)),
            (
                "parameters.json", "parameters",
                digitParameters([
                    "other_answers": "one digit replaced by its next nearest, the least far behind first; score 0",
                    "set": [
                        "level": "0.95", "noise_strength": 2, "rule": "distance <= least + threshold*noise_strength^2",
                        "threshold": .integer(Int64(DigitReader.setThreshold)),
                    ],
                ])
            ),
        ])

    /// Paints the whole clean glyph of the nearest digit over each cell of a plate, whatever was hidden.
    public static let digitRestorer = BuiltInModel(
        name: "digit-restorer", version: "1", generatesPixels: true, score: digitConfidence, match: digitMatch,
        conditions: digitConditions,
        files: [
            ("card.md", "card", Array(restorerCard.utf8)),
            (
                "parameters.json", "parameters",
                digitParameters([
                    "answer": "the digits read from what was painted",
                    "paints": "the whole clean glyph of the nearest digit",
                ])
            ),
        ])

    /// Those that a plate can be asked about, by name.
    public static let asked = [digitReader, digitRestorer]

    /// Of every model that is part of this program: no other can have one of them.
    public static let names =
        [CopyDetectionModel.name] + (asked + [imageOperations, observedProgram, observedGenerator]).map(\.name)

    /// Of the least sure digit; of a reading with another digit in one place 0, because that one is ahead of nothing.
    private static let digitConfidence = Score(
        name: "confidence of the least sure digit", better: "higher", minimum: "0", maximum: "1")

    /// Below it, a digit of which every module is seen is rare (3 of 100 plates of six); above it, a wrong one: 10 of
    /// 160,000, over all parts and numbers of visible modules that were tried.
    private static let digitMatch = "0.300000"

    private static let digitConditions =
        "Plates of 5x7 digits with noise of strength 2, drawn by this program. Nothing else."

    private static func digitParameters(_ own: [String: JSON]) -> [UInt8] {
        let shared: [String: JSON] = [
            "glyphs": .array(DigitGlyph.rows.map { .string(Hex.encode($0)) }),
            "ink": .integer(Int64(DigitGlyph.ink)),
            "confidence": "floor(1000*(next-nearest)/(next+nearest)) of the two least distances",
            "score": "the least confidence of a digit / 1000",
            "distance": "sum of (ink*glyph-value)^2 over the visible pixels",
            "ties": "the lowest digit",
            "plate": [
                "background_level": .integer(Int64(DigitPlate.background)),
                "covered_below_level": .integer(Int64(DigitPlate.coveredBelow)), "margin": 1,
                "value": "2*(level-background_level)",
            ],
        ]
        return JSON.object(shared.merging(own) { _, new in new }).encoded
    }

    private static let readerCard = """
        # digit-reader 1

        Question: which digits does this plate show?

        Method: each cell of 5 x 7 modules is compared with the ten glyphs by the sum of squared differences over the
        modules that are not covered. The nearest glyph is the reading; its confidence says how far ahead of the next it
        is, and is no probability. Beside it stands the set of digits that the visible modules do not exclude at 95 %
        under the declared noise. The answer counts from 0.3 on, where the least sure digit is that far ahead.

        Use it for plates that this program drew, and on pixels that a sensor measured. On a restored plate it is always
        certain: it then reads what the restorer painted.

        Measured: of 2000 cells with 12 of 35 modules visible from the top and noise of strength 2, the nearest digit was
        wrong in 621; the set, 1.9 digits on average, held the true digit in all. Of 160000 cells with 7 to 35 modules
        visible in four orders, 10 were wrong with a confidence of 0.3 or more.

        """

    private static let restorerCard = """
        # digit-restorer 1

        Question: none. It makes pixels; what it draws is not evidence.

        Method: finds the glyph nearest to the visible modules of each cell, the lowest digit where several are equally
        near, and paints it whole and clean, also where nothing was seen. Restorers that look up codes in a learned book
        do the same with more glyphs. Its answer is what digit-reader reads of the restored plate: it is always certain,
        because it reads what was painted.

        Measured: with 12 of 35 modules visible, every restored cell was crisp, and of 2000 cells with noise of strength 2
        the wrong digit was painted in 621 where the top was seen, 415 the bottom, 1 the left, 229 random modules. A plate
        of six digits of which the top is seen comes out wrong nine times in ten.

        """
}
