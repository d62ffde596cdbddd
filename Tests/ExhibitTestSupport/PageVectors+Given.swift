import ExhibitCore
import ExhibitReport
import ExhibitVerification

extension PageVectors {
    /// Reports with what was given beside them, and reports of which a byte was changed.
    public static func given() throws -> [PageVector] {
        let told = try StandingStory()
        var vectors: [PageVector] = []
        func add(
            _ name: String, _ report: [UInt8]? = nil, standing: [UInt8]? = nil, receipt: [UInt8]? = nil,
            challenge: [UInt8]? = nil, day: Int = 0
        ) {
            var vector = PageVector(name: name, file: report ?? told.report, trust: told.story.trust, code: nil)
            (vector.standing, vector.receipt, vector.challenge, vector.day) = (standing, receipt, challenge, day)
            vectors.append(vector)
        }
        func receipt(of placed: PlacedEntry) throws -> [UInt8] {
            let (publisher, ledger) = (told.story.publisher, told.ledger)
            let covers = try publisher.appendIndex().position
            return try Receipt(of: placed, in: publisher, history: ledger.history, covers: covers).encoded
        }
        for day in [0, 20, 31] { add("alone, day \(day)", day: day) }
        add("with a standing", standing: try told.standing(day: 3), day: 3)
        add("with one that is cut short", standing: Array(try told.standing(day: 3).dropLast()), day: 3)
        add("with one of another ledger", standing: try StandingStory(seed: "another").standing(), day: 3)
        let twin = try told.story.twin()
        let outcome = try told.story.run(on: twin)
        let claim = try told.story.publisher.append([try told.story.claimDraft(outcome, evidence: twin.entry)])[0]
        let copy = try told.story.compose(claim)
        let objection = try told.story.object(to: told.report)
        add("with an objection that nobody recorded", challenge: objection.encoded)
        add("with a damaged objection", challenge: Array(objection.encoded.dropLast()))
        let placed = try told.story.record(objection)
        let filed = try receipt(of: placed)
        add("with the receipt of a later objection", receipt: filed, challenge: objection.encoded, day: 3)
        add("on a copy of the picture, with that receipt", copy, receipt: filed, challenge: objection.encoded, day: 3)
        let contested = try told.standing(day: 4)
        let meanwhile = try told.story.compose(told.claim)
        add("made while it was undecided", meanwhile, receipt: filed, challenge: objection.encoded, day: 4)
        let copied = try told.standing(copy, day: 4)
        add("on a copy, and contested", copy, standing: copied, challenge: objection.encoded, day: 4)
        add("unanswered as the receipt goes", receipt: filed, day: 45)
        add("contested", standing: contested, receipt: filed, day: 4)
        add("contested, and the standing over", standing: contested, day: 6)
        add("left unanswered", standing: contested, day: 45)
        let lie = try left(out: placed, told)
        add("without the objection that a receipt is for", lie, receipt: filed, day: 4)
        try told.rule(placed, [false])
        add("rejected", standing: try told.standing(day: 5), receipt: try receipt(of: placed), day: 5)
        add("contested, with a receipt of the ruling", meanwhile, receipt: try receipt(of: placed), day: 5)
        add("over, with a receipt of now", standing: contested, receipt: try receipt(of: placed), day: 35)
        try told.rule(placed, [true])
        add("upheld", standing: try told.standing(day: 6), day: 6)
        add("on a copy, and upheld", copy, standing: try told.standing(copy, day: 6), day: 6)
        add("upheld as the receipt shows", standing: contested, receipt: try receipt(of: placed), day: 4)
        let before = try told.standing(day: 6)
        try told.retract()
        add("retracted as the receipt shows", standing: before, receipt: try receipt(of: placed), day: 6)
        add("retracted", standing: try told.standing(day: 7), day: 7)
        for place in Tampering(told.report).places(step: 9_973) {
            var changed = told.report
            changed[place] ^= 0x01
            add("with byte \(place) changed", changed)
        }
        return vectors
    }

    private static func left(out placed: PlacedEntry, _ told: StandingStory) throws -> [UInt8] {
        var forge = Forge()
        forge.edition = .disclosing
        forge.omits = { $1 == placed.position }
        return try forge.report(told.story, of: told.claim)
    }
}
