import ExhibitCore
import ExhibitStorage
import ExhibitWeight

/// What a person gives for a policy: a document, or thresholds in words.
enum PolicyFile {
    static func read(_ path: String) throws -> WeighingPolicy {
        let bytes = try InputFile.read(path, limit: WeighingPolicy.largestDocument)
        do {
            return try WeighingPolicy(bytes: bytes)
        } catch {
            throw UserError(
                "\(shown(path)): is no policy: \(error.reason). A policy file is what exhibit policy show -o FILE writes, with other values: no white space between its members, and no line feed at its end"
            )
        }
    }

    /// "P13.reviews_of_things=2", each threshold once.
    static func tightening(_ base: WeighingPolicy, _ words: [String]) throws -> WeighingPolicy {
        var (policy, seen) = (base, Set<Threshold>())
        for word in words {
            let (threshold, value) = try parse(word)
            guard seen.insert(threshold).inserted else {
                throw UserError("--tighten: \(threshold.rawValue) is named twice", code: 64)
            }
            do {
                policy = try policy.setting(threshold, to: value)
            } catch {
                throw UserError("--tighten: \(error.reason)", code: 64)
            }
        }
        return policy
    }

    static func parse(_ word: String) throws -> (Threshold, String) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else {
            throw UserError("--tighten: \(shown(word)): write THRESHOLD=VALUE, such as P10.runs=3", code: 64)
        }
        if let threshold = Threshold.allCases.first(where: { $0.rawValue.utf8.elementsEqual(parts[0].utf8) }) {
            return (threshold, parts[1])
        }
        let rule = parts[0].prefix { $0 != "." }
        let near = Threshold.allCases.map(\.rawValue).filter { $0.prefix { $0 != "." } == rule }
        let hint = near.isEmpty ? "see: exhibit policy show" : "there are \(near.joined(separator: ", "))"
        throw UserError("--tighten: there is no threshold \"\(shown(parts[0]))\"; \(hint)", code: 64)
    }
}
