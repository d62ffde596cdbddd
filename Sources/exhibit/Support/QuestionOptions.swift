import ArgumentParser
import ExhibitCore
import ExhibitWeight
import Foundation

/// What an operator states beside a question. Everything in words is published with the reports of the claim.
struct QuestionOptions: ParsableArguments {
    @Option(help: "The question, in words. Published with a report, as all that follows.")
    var question: String?

    @Option(
        help:
            "What it is about, where that is more than a thing: document (one that names persons), or protected (a child, a victim, a private person in a crowd, a protected trait)."
    )
    var subject: SubjectWord?

    @Option(help: "Whether it was asked before or after a candidate was seen.")
    var asked: String?

    @Option(help: "What is proposed, for example \"received.jpg is a copy of a picture of our archive\".")
    var proposition: String?

    @Option(help: "Who or what else it could be, concretely.")
    var alternative: String?

    @Option(help: "How many pictures or things the source could be among: 2 or more.")
    var population: Int64?

    @Option(help: "How probable it was before the comparison, between 0 and 1, for example 0.1; with --prior-reason.")
    var prior: String?

    @Option(help: "Why that prior.")
    var priorReason: String?

    @Option(help: "What supports it that comes neither from this picture nor from this model. May be repeated.")
    var corroboration: [String] = []

    @Option(help: "What speaks against it. May be repeated.")
    var contrary: [String] = []

    var isEmpty: Bool {
        [question, asked, proposition, alternative, prior, priorReason].allSatisfy { $0 == nil } && population == nil
            && corroboration.isEmpty && contrary.isEmpty && subject == nil
    }

    enum SubjectWord: String, ExpressibleByArgument {
        case thing, document, protected

        var stated: SubjectClass {
            switch self {
            case .thing: .thing
            case .document: .documentNamingPersons
            case .protected: .protectedPerson
            }
        }
    }

    func validate() throws {
        guard asked.map({ ["before", "after"].contains($0) }) ?? true else {
            throw ValidationError("--asked takes before or after")
        }
        guard population.map({ (2...9_007_199_254_740_991).contains($0) }) ?? true else {
            throw ValidationError("--population takes 2 to 2^53 - 1")
        }
        guard (prior == nil) == (priorReason == nil) else {
            throw ValidationError("--prior and --prior-reason go together")
        }
        if let prior, Self.decimal(prior) == nil {
            throw ValidationError("--prior takes a decimal between 0 and 1, for example 0.01")
        }
        let texts = [question, proposition, alternative, priorReason].compactMap { $0 }
        guard texts.allSatisfy({ ClaimQuestion.areItems([$0]) }), ClaimQuestion.areItems(corroboration),
            ClaimQuestion.areItems(contrary)
        else { throw ValidationError("what is stated must say something, and no item twice") }
        if let proposition, let alternative, Self.plain(proposition) == Self.plain(alternative) {
            throw ValidationError(
                "--proposition and --alternative say the same, and only one of them can be true: say who or what else it could be"
            )
        }
        guard corroboration.count <= 16, contrary.count <= 16 else {
            throw ValidationError("at most 16 items of each kind")
        }
    }

    private static func plain(_ text: String) -> String {
        text.precomposedStringWithCompatibilityMapping.lowercased().filter { !$0.isWhitespace }
    }

    /// With as many digits as a claim records; nil for what is no share.
    private static func decimal(_ text: String) -> RecordedDecimal? {
        guard let value = RecordedDecimal(text), value.decimals <= WeightPlaces.decimals,
            value > RecordedDecimal(0), value < RecordedDecimal(1)
        else { return nil }
        return value.padded(to: WeightPlaces.decimals)
    }

    /// Checks every text that a slot must hold, and says of each what no record can support.
    func question(_ console: Console) throws -> ClaimQuestion {
        var stated = ClaimQuestion()
        stated.question = question
        stated.subject = subject?.stated ?? .thing
        stated.asked = asked.flatMap { ClaimQuestion.Asked(rawValue: $0) } ?? .notStated
        stated.proposition = proposition
        stated.alternative = alternative
        stated.population = population
        stated.prior = prior.flatMap { Self.decimal($0) }
        stated.priorReason = priorReason
        stated.corroboration = corroboration
        stated.contrary = contrary
        let texts = [
            ("--question", question), ("--proposition", proposition), ("--alternative", alternative),
            ("--prior-reason", priorReason),
        ]
        let items = corroboration.map { ("--corroboration", $0) } + contrary.map { ("--contrary", $0) }
        for (option, text) in texts.compactMap({ option in option.1.map { (option.0, $0) } }) + items {
            try checkPublished(text, limit: 1_024, from: option, console)
        }
        return stated
    }
}
