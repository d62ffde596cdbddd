import ExhibitVerification
import Testing

@Suite("What in a text may tell who somebody is")
struct PersonalDataTests {
    @Test(
        "is found",
        arguments: [
            ("write to ann.example@mail.example.org, please", "an e-mail address"),
            ("I was at 52.51627, 13.37770 then", "coordinates with more than two decimals"),
            ("call +49 30 1234567", "a telephone or document number"),
            ("(030) 123-4567", "a telephone or document number"),
            ("my plate is KA-01-1234", "a plate or serial number"), ("B-AB 1234", "a plate or serial number"),
            ("AB12 CDE", "a plate or serial number"), ("born 1.2.1980", "a date of birth, or another date"),
            ("DE89 3704 0044 0532 0130 00", "a bank account"), ("passport 123456789", "a telephone or document number"),
            ("ask @somebody_there", "a handle"),
        ])
    func found(text: String, what: String) {
        #expect(PersonalData.hints(in: text).contains { $0.what == what }, "\(PersonalData.hints(in: text))")
    }

    @Test(
        "is not what every objection has",
        arguments: [
            "It was not me.", "Grounds C5 and C7, claim #12, on 2026-11-26.", "The score of 0.99865 says nothing.",
            "Near 52.5, 13.4.", "LEAD, R3, T4: 1,000 pictures of 640 × 480.", "",
        ])
    func nothing(text: String) {
        #expect(PersonalData.hints(in: text).isEmpty, "\(PersonalData.hints(in: text))")
    }

    @Test("is looked for in any text within a few seconds")
    func long() {
        let start = ContinuousClock.now
        for unit in ["1", "a@", "+1 ", "AB-", "52.516 ", "A1"] {
            _ = PersonalData.hints(in: String(repeating: unit, count: 4_096 / unit.utf8.count))
        }
        #expect(ContinuousClock.now - start < .seconds(30))
    }
}
