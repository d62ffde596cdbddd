extension Weighing.Rule {
    /// Without numbers: those stand beside it, where they may be shown.
    public var sentence: String {
        switch self {
        case .notVerified: "The chain, a signature or a commitment of this record did not verify."
        case .notPinned: "The model, or the program that ran it, is not fixed by digest."
        case .generatedPixels: "Generated or authored pixels were compared. They are not evidence."
        case .emptyCell: "Nothing like this picture was measured: it lies outside the validated range."
        case .personWithoutCalibration:
            "The question is about a person, and how often this method is wrong on such pictures has not been measured."
        case .notReproduced: "The run was repeated and its result did not come out again."
        case .personRefused: "The publisher's policy allows no statement about persons."
        case .excludedSubject:
            "The question is about a child, a victim, a private person in a crowd or a protected trait. It is not answered."
        case .notDecoded: "The evidence could not be decoded, so nothing was compared."
        case .quality: "The picture has too little detail for this comparison."
        case .unstableBits: "The picture varies in one direction only, or hardly at all: its hash is noise."
        case .runFailed: "The run did not finish, so nothing can be said."
        case .learnedOrUnknown: "A learned or unknown process touched the pixels: at most a lead."
        case .generatedComponent:
            "The method generates pixels as a part of its own. It was validated with that part: at most a lead."
        case .generatedNomination: "The candidate was found with a generated or edited picture: at most a lead."
        case .noCalibration: "How often this is wrong on such pictures has not been measured: at most a lead."
        case .noBound:
            "No bound is known for how often a search or comparison like this names a stranger: at most a lead."
        case .noRatio: "The calibration yields no likelihood ratio for this score: at most a lead."
        case .person: "The question is about a person: at most a lead."
        case .challenged: "An objection is open whose proof programs have checked. Nothing new may be published."
        case .modelWithdrawn: "The model has been withdrawn by its publisher: at most a lead."
        case .old: "The report is old and has not been made again: at most a lead."
        case .noCandidate: "No answer reached the method's threshold. That does not show that there is none."
        case .priorOfShortlist:
            "A generated or edited picture made the shortlist, so the prior must be that of the full population. No name is given."
        case .fewPairs: "Too few independent comparisons were measured on such pictures even for a lead."
        case .strangers: "More strangers than allowed are to be expected among such answers. No single name is given."
        case .exclusion: "The likelihood ratio supports the alternative."
        case .inconclusive: "The likelihood ratio supports neither proposition enough."
        case .margin: "The next candidate is too close, or is not known. No single name is given."
        case .pairs: "Too few independent comparisons were measured on such pictures for an identification."
        case .testedShare: "The method was not tested by searching a gallery of nearly this size."
        case .falseMatches: "The bound on false matches is too high for an identification."
        case .falsePositives: "The bound on searches that name a stranger is too high for an identification."
        case .coincidences: "Too many coincidental answers are to be expected for an identification."
        case .ratio: "The likelihood ratio is too small for an identification."
        case .noPosterior: "No posterior at a declared prior is recorded."
        case .posterior: "The posterior at the declared prior is too low for an identification."
        case .noPopulation: "The size of the relevant population is not recorded."
        case .notValidated: "The likelihood ratios were not validated on held-out scores at the declared prior."
        case .cllr: "The held-out cost of the likelihood ratios is too high."
        case .calibrationLoss: "The likelihood ratios are not calibrated well enough."
        case .harmful: "At the declared prior the likelihood ratios are worse than saying nothing."
        case .notRepeated: "The run has not been repeated often enough, or by nobody else."
        case .reproductionClass: "Re-runs did not agree closely enough, or could not be attempted."
        case .corroboration: "No item corroborates this that derives from another image and another model."
        case .reviews: "Too few separate reviewers have confirmed this, as this subject requires them."
        case .dissent: "A reviewer came to another conclusion."
        case .capped: "The likelihood ratio is capped by what was measured."
        case .damagedFile: "The file is damaged; what could be decoded of it was compared."
        case .borderline: "Counting its unstable bits, the answer could lie beyond the method's threshold."
        }
    }
}

extension Weighing {
    /// The sentences that no publisher writes or softens. Braces mark where a figure is put in.
    public enum Sentence: String, Sendable, CaseIterable {
        case identification, lead, inconclusive, exclusion, refused, held, strangers, stranger, weight, coincidences
        case notMeasured = "not_measured"
        case differentKeys = "different_keys"
        case weightForAlternative = "weight_for_alternative"
        case cappedByCount = "capped_by_count"
        case cappedByBound = "capped_by_bound"
        case notCapped = "not_capped"

        public var text: String {
            switch self {
            case .identification:
                "Identification: under the published rules the record supports the proposition over its stated alternative. It remains open to challenge."
            case .lead:
                "Not an identification. This is a lead: it must not be the sole basis for naming, accusing or acting against anyone."
            case .inconclusive: "Inconclusive: nothing is said for or against, and nothing is named."
            case .exclusion: "Exclusion: the record supports the stated alternative over the proposition."
            case .refused: "Refused: the rules allow no statement. No candidate is shown. The reasons follow."
            case .notMeasured: "How often this is wrong on such pictures has not been measured."
            case .held:
                "An objection whose proof programs have checked is open; until it is decided nothing new may be published."
            case .differentKeys: "Different keys are not proof of different people."
            case .strangers:
                "As many as {count} strangers are expected to reach this score in such a search (upper bound {bound}). No single name is given."
            case .stranger:
                "As many as 1 stranger is expected to reach this score in such a search (upper bound {bound}). No single name is given."
            case .weight:
                "The comparison gives {words} for the proposition over the alternative (log10 of the likelihood ratio {ratio}, {cap})."
            case .weightForAlternative:
                "The comparison gives {words} for the alternative over the proposition (log10 of the likelihood ratio {ratio}, {cap})."
            case .cappedByCount: "capped by n = {count} independent comparisons"
            case .cappedByBound: "capped by the invariance-verification bound"
            case .notCapped: "below its caps"
            case .coincidences: "Expected coincidences: at most {bound}, as a one-sided 95 % bound."
            }
        }

        func text(_ figures: [String: String]) -> String {
            // One pass from the left: what is put in is never searched again.
            var out = ""
            var rest = text[...]
            while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
                let name = String(rest[rest.index(after: open)..<close])
                out += rest[..<open] + (figures[name] ?? "")
                rest = rest[rest.index(after: close)...]
            }
            return out + rest
        }
    }
}
