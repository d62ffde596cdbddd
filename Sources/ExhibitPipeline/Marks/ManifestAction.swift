/// What an action of C2PA's list does to pixels. A name outside the list, a vendor's for example, is T3.
enum ManifestAction {
    /// Nil for actions that move, cut, scale or re-encode pixels, or do not touch them: they say nothing against the
    /// picture, whose own digital source type is judged apart.
    static func judge(_ name: String) -> DigitalSourceType.Judgement? {
        harmless.contains(name) ? nil : table[name] ?? (.learnedOrUnknown, "an action that is not known")
    }

    private static let harmless: Set<String> = [
        "c2pa.created", "c2pa.opened", "c2pa.converted", "c2pa.resized", "c2pa.resized.proportional", "c2pa.cropped",
        "c2pa.published", "c2pa.orientation", "c2pa.repackaged", "c2pa.transcoded", "c2pa.edited.metadata",
    ]

    private static let table: [String: DigitalSourceType.Judgement] = [
        // C2PA counts noise reduction and sharpening as "non-editorial": learned filters are among them.
        "c2pa.enhanced": (.learnedOrUnknown, "enhanced, how is not recorded"),
        "c2pa.filtered": (.learnedOrUnknown, "filtered, how is not recorded"),
        "c2pa.edited": (.learnedOrUnknown, "edited, how is not recorded"),
        "c2pa.adjustedColor": (.learnedOrUnknown, "colours changed, how is not recorded"),
        "c2pa.color_adjustments": (.learnedOrUnknown, "colours changed, how is not recorded"),
        "c2pa.unknown": (.learnedOrUnknown, "changed in a way that its program could not say"),
        // What stands where something was taken away is not said.
        "c2pa.removed": (.learnedOrUnknown, "a part was taken out"),
        "c2pa.deleted": (.learnedOrUnknown, "a part was taken out"),
        "c2pa.redacted": (.learnedOrUnknown, "a part of the history was taken out"),
        "c2pa.watermarked": (.learnedOrUnknown, "an invisible watermark was put into the pixels"),
        "c2pa.watermarked.bound": (.learnedOrUnknown, "an invisible watermark was put into the pixels"),
        "c2pa.watermarked.unbound": (.learnedOrUnknown, "an invisible watermark was put into the pixels"),
        "c2pa.drawing": (.authored, "drawn upon"),
        "c2pa.addedText": (.authored, "text was added"),
        "c2pa.placed": (.authored, "another picture was placed into it"),
    ]
}
