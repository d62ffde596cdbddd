import ExhibitCore

/// The view in canonical form: what the `report` entry names by digest.
extension ReportView {
    public var json: JSON {
        guard case .object(var members) = searchJSON, further != nil || !isOfSearch || hasMore || weight != nil else {
            return searchJSON
        }
        if !isOfSearch {
            members["scores"] = .list(scores, \.json)
            members["compared_set"] =
                comparedSet.map {
                    [
                        "members": .number($0.members), "given": .number($0.given), "manifest": .string($0.manifest),
                        "statement": .string($0.statement),
                    ]
                } ?? .null
        }
        members["making"] = .list(making) {
            ["position": .number($0.position), "model": .string($0.model), "steps": .list($0.steps, \.json)]
        }
        members["marked"] = .string(marked)
        members["notes"] = .strings(notes)
        if let weight { members["weight"] = weight.json }
        if let further { members.merge(json(further)) { _, new in new } }
        return .object(members)
    }

    private var searchJSON: JSON {
        [
            "view": "exhibit-view-v1",
            "header": header.json,
            "claim": claim.json,
            "evidence": evidence.json,
            "references": .list(references) { ["rank": .number($0.rank), "picture": $0.picture.json] },
            "candidates": .list(candidates, \.json),
            "model": model.json,
            "gallery": [
                "members": .number(gallery.members), "usable": .number(gallery.usable),
                "manifest": .string(gallery.manifest), "statement": .string(gallery.statement),
            ],
            "runs": .list(runs, \.json),
            "steps": .list(steps, \.json),
            "entries": .list(entries, \.json),
            "completeness": [
                "covers": .number(completeness.covers),
                "lists": .list(completeness.lists) {
                    ["subject": .string($0.subject), "name": .string($0.name), "count": .number($0.count)]
                },
            ],
            "slots": .list(slots) {
                ["position": .number($0.position), "path": .string($0.path), "value": $0.value.json]
            },
            "objections": .list(objections) {
                [
                    "position": .number($0.position), "statement": .string($0.statement), "hour": .string($0.hour),
                    "ground": .string($0.ground), "state": .string($0.state),
                ]
            },
        ]
    }
}

/// Version 2: what version 1 says, under another name, with these members.
extension ReportView {
    private func json(_ further: Further) -> [String: JSON] {
        [
            "view": "exhibit-view-v2", "disclosed": .string(further.disclosed),
            "supersedes": further.supersedes.map {
                ["statement": .string($0.statement), "position": $0.position.map { .number($0) } ?? .null]
            } ?? .null,
            "question_stated": .bool(further.isQuestionStated),
            // In the order of the objections; null for an entry that is none that this version can read.
            "objection_details": .list(objections) { $0.details?.json ?? .null },
        ]
    }
}

extension ReportView.Objection.Details {
    fileprivate var json: JSON {
        [
            "remedies": .strings(remedies), "text": text.json, "ruling": ruling.map { .number($0) } ?? .null,
            "answers": .list(answers) {
                [
                    "ground": .string($0.ground), "outcome": $0.outcome.map { .string($0.rawValue) } ?? .null,
                    "reason": $0.reason.json,
                ]
            },
        ]
    }
}

extension JSON {
    static func number(_ value: Int) -> JSON { .integer(Int64(value)) }
    static func list<T>(_ values: [T], _ json: (T) -> JSON) -> JSON { .array(values.map(json)) }
    static func strings(_ values: [String]) -> JSON { .array(values.map(JSON.string)) }
    fileprivate static func fields(_ values: [ReportView.Field]) -> JSON {
        .list(values) { ["name": .string($0.name), "value": .string($0.value)] }
    }
}

/// A withheld value is an object without `given`, so that it can never be mistaken for an empty one.
extension ReportView.Disclosed where Value == String {
    var json: JSON {
        switch self {
        case .given(let value): ["given": .string(value)]
        case .withheld: ["withheld": true]
        }
    }
}

extension ReportView.Disclosed where Value == [UInt8] {
    fileprivate var json: JSON {
        switch self {
        case .given(let bytes): ["given": .string(Base64.encode(bytes))]
        case .withheld: ["withheld": true]
        }
    }
}

extension ReportView.Header {
    fileprivate var json: JSON {
        [
            "salt": .string(salt), "language": .string(language.rawValue), "program": .string(program),
            "ledger": .string(ledgerID), "publisher": .string(publisher), "contact": .string(contact),
            "recorded": .string(recorded), "claim_position": .number(claimPosition),
            "claim_statement": .string(claimStatement),
        ]
    }
}

extension ReportView.Claim {
    fileprivate var json: JSON {
        [
            "status": .string(status.rawValue), "question": question.json, "subject": .string(subject.rawValue),
            "claimed": .string(claimed), "ceiling": .string(ceiling.rawValue),
            "ceiling_reason": .string(ceilingReason), "error_rate": errorRateJSON, "facts": .strings(facts),
            "origin": originJSON,
            "taint": [
                "comparison": .string(taint.comparison.rawValue), "nomination": .string(taint.nomination.rawValue),
                "information_lost": .string(taint.informationLost),
            ],
            "reasons": .list(reasons) { ["code": .string($0.code), "text": .string($0.text)] },
            "policy": policy.map { ["name": .string($0.name), "digest": .string($0.digest)] } ?? .null,
            "propositions": .strings(propositions), "corroboration": .strings(corroboration),
            "contrary_evidence": .strings(contraryEvidence),
        ]
    }

    private var errorRateJSON: JSON {
        switch errorRate {
        case .notMeasured: .null
        case .bounded(let sentence): .string(sentence)
        }
    }

    private var originJSON: JSON {
        switch origin {
        case .unknown: .null
        case .stated(let basis): basis.json
        }
    }
}

extension ReportView.Picture {
    fileprivate var json: JSON {
        [
            "jpeg": jpeg.json, "width": .number(width), "height": .number(height),
            "original_width": .number(originalWidth), "original_height": .number(originalHeight),
            "media_type": .string(mediaType), "name": .string(name),
            "identities": .list(identities) { ["name": .string($0.name), "value": $0.value.json] },
            "generated": .bool(generated), "alternative": .string(alternative),
        ]
    }
}

extension ReportView.Candidate {
    fileprivate var json: JSON {
        [
            "rank": .number(rank), "name": .string(name), "distance": distance.map { .number($0) } ?? .null,
            "quality": .number(quality), "unstable_bits": .number(unstableBits), "label": label.json,
            "within_published_threshold": .bool(withinPublishedThreshold),
            "equal_identities": .strings(equalIdentities),
        ]
    }
}

extension ReportView.Score {
    fileprivate var json: JSON {
        [
            "rank": .number(rank), "answer": .string(answer), "score": .string(score), "bits": .string(bits),
            "is_match": .bool(isMatch),
        ]
    }
}

extension ReportView.Model {
    fileprivate var json: JSON {
        [
            "name": .string(name), "version": .string(version), "manifest": .string(manifest),
            "score_direction": .string(scoreDirection), "score_range": .string(scoreRange),
            "generates_pixels": .bool(generatesPixels), "conditions": .string(conditions), "runner": .string(runner),
            "confinement": .string(confinement.rawValue), "tolerance": .string(tolerance),
            "parameters": .fields(parameters),
        ]
    }
}

extension ReportView.Run {
    fileprivate var json: JSON {
        [
            "position": .number(position), "statement": .string(statement), "opened": .string(opened),
            "model": .string(model), "outcome": .string(outcome.rawValue),
            "status": status.map { .string($0.rawValue) } ?? .null, "of_this_report": .bool(isOfThisReport),
        ]
    }
}

extension ReportView.Step {
    fileprivate var json: JSON {
        func uses(_ uses: [ReportView.Use]) -> JSON {
            .list(uses) { ["role": .string($0.role), "name": .string($0.name)] }
        }
        return [
            "number": .number(number), "operation": .string(operation), "version": .string(version),
            "inputs": uses(inputs), "outputs": uses(outputs), "taint": .string(taint.rawValue),
            "parameters": .fields(parameters), "environment": .string(environment),
        ]
    }
}

extension ReportView.Entry {
    fileprivate var json: JSON {
        [
            "position": .number(position), "kind": .string(kind), "statement": .string(statement),
            "author": .string(author), "role": .string(role), "hour": .string(hour),
            "refers_to_evidence": .bool(refersToEvidence), "remark": .string(remark),
        ]
    }
}
