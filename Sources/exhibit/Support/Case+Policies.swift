import ExhibitCore
import ExhibitStorage
import ExhibitWeight

/// The policies that were set in this case.
extension Case {
    /// The policy that a claim at this position is weighed by: that of the newest `policy` entry before it, and the
    /// standard one where there is none. Entries that are void count for nothing.
    ///
    /// - Parameter position: nil for the next entry.
    func policyInForce(before position: UInt64?) throws -> (policy: WeighingPolicy, entry: PlacedEntry?) {
        guard let entry = try newestPolicy(before: position) else { return (.standard, nil) }
        return (try policy(of: entry), entry)
    }

    func newestPolicy(before position: UInt64?) throws -> PlacedEntry? {
        try entries(of: .policy).last { entry in
            entry.position < position ?? .max && entry.statement.name("topic") == PolicyTopic.name
                && history.reasonVoid(entry.statement, at: entry.position) == nil
        }
    }

    /// The document that an entry set.
    func policy(of entry: PlacedEntry) throws -> WeighingPolicy {
        let place = "#\(entry.position)"
        guard entry.statement.isKind(.policy), let name = entry.statement.name("policy") else {
            throw UserError(
                "\(place): is a \(entry.statement.kindName) entry, and sets no policy; see: exhibit log --kind policy")
        }
        let document: [UInt8]
        do {
            document = try bytes(of: name)
        } catch let error as StorageError {
            throw UserError(
                "the policy of \(place) cannot be read: \(error) If you have the document \(name): exhibit policy set FILE puts it back"
            )
        }
        do {
            return try .standard.tightened(by: WeighingPolicy(bytes: document))
        } catch let error as Malformed {
            throw UserError(
                "the policy of \(place) cannot be used here: \(error.reason). Another version of this program wrote it: use that one"
            )
        } catch {
            throw UserError(
                "the policy of \(place) counts for nothing: \(error). Another program wrote it. A ledger that follows this one begins with the standard policy: exhibit init NEW --successor-of \(word(folder.path)) --reason TEXT"
            )
        }
    }
}
