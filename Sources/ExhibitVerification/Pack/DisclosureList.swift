import ExhibitCore
import ExhibitReport

/// What people in that place have asked for, and whether a verified report gives it.
///
/// The list follows State v. Arteaga (476 N.J. Super. 36, 2023), where thirteen items were asked for, State v. Miles (A-41-24,
/// New Jersey, 2026), and Article 12(3) of the European AI Act. Every line is computed from the record, never typed.
struct DisclosureList {
    enum Asked {
        static let arteaga = "State v. Arteaga"
        static let miles = "State v. Miles"
        static let act = "EU AI Act, Art. 12(3)"
    }

    let subject: ReportVerifier.Subject
    let disclosed: Disclosures
    let view: ReportView
    let hasBag: Bool
    /// Where the bytes of an artifact stand in the pack; nil where they are not given.
    let place: (TypedName) -> String?
    let erasures: Erasures
    private(set) var items: [PackView.Item] = []

    init(_ examined: ReportVerifier.Examined, hasBag: Bool, place: @escaping (TypedName) -> String?) {
        (subject, disclosed, view) = (examined.subject, examined.disclosed, examined.view)
        (self.hasBag, self.place) = (hasBag, place)
        erasures = Erasures(examined.subject.scope.entries.values)
        addMethod()
        addPictures()
        addSearch()
        addPeople()
        addRecord()
    }

    mutating func add(
        _ id: String, _ title: String, _ asked: [String] = [], _ state: PackView.State, _ text: String,
        _ place: String = ""
    ) {
        items.append(.init(id: id, title: title, state: state, text: text, place: place, askedIn: asked))
    }

    // MARK: what several items need

    var claim: Statement { subject.claim.statement }
    var evidence: PlacedEntry? { placed(claim.name("evidence")) }
    var opened: PlacedEntry? { placed(claim.name("run")) }
    var closed: PlacedEntry? { placed(claim.name("closed")) }
    var model: PlacedEntry? { placed(opened?.statement.name("model")) }
    var gallery: PlacedEntry? { placed(opened?.statement.names("galleries").first) }
    var isRefused: Bool { view.claim.status == .refused }

    func placed(_ name: TypedName?) -> PlacedEntry? { name.flatMap { subject.entries.byStatement[$0.hash] } }

    func entries(_ kind: Kind) -> [PlacedEntry] {
        subject.scope.entries.values.filter { $0.statement.kind?.name == kind.name }
            .sorted { $0.position < $1.position }
    }

    func file(_ entry: PlacedEntry?) -> String { entry.map { "entries/\($0.position).payload.json" } ?? "" }

    /// Of private values: given where one is, absent where every one is given as empty, erased where no other is hidden,
    /// else withheld.
    func values(_ names: [(member: String, title: String)], of entries: [PlacedEntry]) -> (PackView.State, String) {
        var given: [String] = []
        var hidden: [String] = []
        var erased: [String] = []
        for entry in entries {
            let of = entries.count > 1 ? " (entry \(entry.position))" : ""
            for (member, title) in names where entry.statement.kind?.slots[member] != nil {
                guard let value = disclosed.slot(member, of: entry.statement) else {
                    if let erasure = erasures.entry(erasing: member, of: entry.statement.id) {
                        erased.append("\(title)\(of): \(Erasures.words(erasure))")
                        continue
                    }
                    hidden.append("\(title)\(of)")
                    continue
                }
                if !value.isNull { given.append("\(title)\(of): \(ViewDerivation.text(value))") }
            }
        }
        let rest = (hidden.isEmpty ? [] : ["Not given: \(hidden.joined(separator: ", "))."]) + erased
        if !given.isEmpty { return (.present, (["\(given.joined(separator: "; "))."] + rest).joined(separator: " ")) }
        if hidden.isEmpty {
            return erased.isEmpty ? (.absent, "Nothing is recorded.") : (.erased, erased.joined(separator: "; "))
        }
        return (.withheld, "\(rest.joined(separator: " ")) The record commits to a value, which may be empty.")
    }

    func list(_ texts: [String], most: Int = 12) -> String {
        texts.count <= most
            ? texts.joined(separator: "; ")
            : texts.prefix(most).joined(separator: "; ") + "; and \(texts.count - most) more"
    }
}
