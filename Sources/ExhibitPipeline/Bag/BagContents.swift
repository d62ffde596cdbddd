import ExhibitCore

/// What a replay of the run behind a report's claim needs, and what each part of it is.
///
/// Found from the report's own statements: a bag then goes with exactly the run that the report shows.
public struct BagContents: Sendable {
    /// Whose the bytes are, which decides whether they may leave.
    public enum Group: String, Sendable {
        case evidence
        /// A picture of a reference set that the claim names, and what was made of it.
        case reference
        /// The rest of a reference set: its manifest holds file names, its pictures show people who are not named.
        case gallery
        /// What a step made of the evidence.
        case output
        /// What a program printed, and with which arguments it was started: free text.
        case log
        case model
        /// Policy and template.
        case rule
    }

    public struct Item: Sendable {
        /// Open or sealed.
        public let name: TypedName
        public let role: String
        public let group: Group
        /// What a model said of a person, and what it said it in: no report shows any of it.
        public var isOfAPerson = false
        /// Why it stays unless it is asked for, beyond what its group says.
        public internal(set) var keptBack: String?
    }

    public let report: Statement
    public let claim: Statement
    /// The `run.opened` of the claim's run, then those of the runs that made what it read.
    public let runs: [Statement]
    /// Of these runs, in order.
    public let steps: [Statement]
    /// Of the claim's run.
    public let model: Statement?
    /// Of each run.
    public let models: [TypedName: Statement]
    /// Those whose closing says so.
    public let failedRuns: Set<TypedName>
    /// By name, each once.
    public var items: [Item] { roles.values.sorted { $0.name < $1.name } }

    private var roles: [TypedName: Item] = [:]

    /// - Parameter reason: why pictures stay unless they are asked for, beyond what the report's own claim says; nil for none.
    public init(of bundle: Bundle, keepingBack reason: String? = nil) throws(Malformed) {
        var statements: [ContentHash: Statement] = [:]
        for entry in bundle.entries {
            let statement = try Entry(leaf: entry.leaf).statement
            statements[statement.id] = statement
        }
        func referred(_ name: TypedName?, _ kind: Kind) throws(Malformed) -> Statement {
            guard let name, let found = statements[name.hash], found.kind?.name == kind.name else {
                throw Malformed("report", "it has no \(kind.name) statement where one is due")
            }
            return found
        }
        report = try referred(TypedName(.statement, bundle.report), .report)
        claim = try referred(report.name("claim"), .claim)
        let run = try referred(claim.name("run"), .runOpened)
        model = run.name("model").flatMap { statements[$0.hash] }.flatMap { $0.isModel ? $0 : nil }

        var steps: [TypedName: [Statement]] = [:]
        var makers: [TypedName: [TypedName]] = [:]
        for step in statements.values.filter({ $0.isKind(.step) }).sorted(by: { Self.number($0) < Self.number($1) }) {
            guard let run = step.name("run") else { continue }
            steps[run, default: []].append(step)
            for output in step.artifacts("outputs") { makers[output.name, default: []].append(run) }
        }
        var (found, waiting): ([Statement], [Statement]) = ([], [run])
        var seen: Set<TypedName> = [run.name]
        while let run = waiting.popLast() {
            found.append(run)
            for input in run.artifacts("inputs") {
                for maker in makers[input.name] ?? [] where seen.insert(maker).inserted {
                    if let made = statements[maker.hash], made.isRunOpened { waiting.append(made) }
                }
            }
        }
        runs = found
        models = Dictionary(
            found.compactMap { run in
                run.name("model").flatMap { statements[$0.hash] }.flatMap { $0.isModel ? (run.name, $0) : nil }
            }
        ) { first, _ in first }
        failedRuns = Set(
            statements.values.filter { $0.isKind(.runClosed) && $0.text("outcome") == "failed" }
                .compactMap { $0.name("run") })
        self.steps = found.flatMap { steps[$0.name] ?? [] }
        for run in found {
            add(run, steps: steps[run.name] ?? [], model: run.name("model").flatMap { statements[$0.hash] })
        }
        for evidence in runs.flatMap({ $0.body["inputs"]?.elements ?? [] }).compactMap({ $0["evidence"]?.text }) {
            guard let statement = TypedName(evidence).flatMap({ statements[$0.hash] }) else { continue }
            for identity in ["coefficients", "pixels"] {
                if let name = statement.name(identity) { add(name, identity, .output) }
            }
        }
        keepBack(reason)
        if let policy = claim.name("policy") { add(policy, "policy", .rule) }
        if let template = report.name("template") { add(template, "template", .rule) }
    }

    /// Manifests of the reference sets that models were given: a replay needs every picture of them.
    public var sets: [TypedName] {
        steps.filter { Operation.named(in: $0) == .runModel }.flatMap { $0.artifacts("inputs") }
            .filter { $0.role == "gallery" }.map(\.name)
    }

    /// What a set's manifest names belongs to it; a report does not hold that.
    public mutating func addMembers(of manifest: Manifest) {
        for line in manifest.lines { add(TypedName(.sealed, line.hash), "reference", .gallery) }
    }

    mutating func keepBack(_ name: TypedName, _ reason: String) { roles[name]?.keptBack = reason }

    private static func number(_ step: Statement) -> Int64 { step.body["number"]?.number ?? -1 }

    /// The first role counts: a picture that is evidence and stands in a reference set too is evidence.
    @discardableResult
    private mutating func add(
        _ name: TypedName, _ role: String, _ group: Group, isOfAPerson: Bool = false
    ) -> Group {
        if let known = roles[name] { return known.group }
        guard name.kind == .open || name.kind == .sealed else { return group }
        roles[name] = Item(name: name, role: role, group: group, isOfAPerson: isOfAPerson)
        return group
    }

    private mutating func add(_ run: Statement, steps: [Statement], model: Statement?) {
        for input in run.artifacts("inputs") { add(input.name, input.role, .evidence) }
        if let model, model.isModel {
            if let manifest = model.name("manifest") { add(manifest, "manifest", .model) }
            for file in model.body["files"]?.elements ?? [] {
                guard let name = file["artifact"]?.text.flatMap({ TypedName($0) }) else { continue }
                add(name, file["role"]?.text ?? "file", .model)
            }
        }
        let named = Set(claim.names("named"))
        for step in steps {
            let isSearch = Operation.named(in: step) == .search
            let answers = isSearch || Operation.named(in: step) == .runModel
            // So is what an answer decodes to.
            let readsAnswer = step.artifacts("inputs").contains { roles[$0.name]?.isOfAPerson == true }
            let isOfAPerson = readsAnswer || (answers && run.text("about") == "person")
            var made = Group.output
            for input in step.artifacts("inputs") {
                let group: Group =
                    switch input.role {
                    case _ where input.name.kind == .open: .model
                    case _ where isSearch || input.role == "gallery": .gallery
                    case "reference": named.contains(input.name) ? .reference : .gallery
                    default: .evidence
                    }
                let known = add(input.name, input.role, group)
                // A copy of somebody's picture is that somebody's too. A list of candidates shows no picture.
                if !isSearch, known == .reference || known == .gallery { made = known }
            }
            for output in step.artifacts("outputs") {
                // What a model made of a reference set may show it; what it ran on does not.
                let isLog = ["log", "transcript", "stdout", "stderr", Observation.role].contains(output.role)
                let group: Group = made == .gallery ? .gallery : isLog ? .log : made
                add(
                    output.name, output.role, output.role == "environment" ? .output : group,
                    isOfAPerson: isOfAPerson)
            }
        }
    }
}
