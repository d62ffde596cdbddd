import ExhibitCore

/// How the picture that a run reads came to be: files that were received, and the runs that made one picture of another.
public struct PictureHistory: Sendable {
    public struct Run: Sendable {
        public let opened: PlacedEntry
        /// In order of number, whatever their run says of them.
        public let steps: [PlacedEntry]
        /// Nil where it is missing.
        public let model: PlacedEntry?
    }

    public let picture: TypedName
    public let lineage: PictureLineage
    /// By position.
    public let runs: [Run]
    /// The statements about the files that were received, and the one that the run itself was opened for.
    public let evidence: [Statement]
    /// Statements about other files that have the pixels or coefficients of these.
    private let alike: [Statement]
    /// Of what steps made that had its pixels or coefficients, or those of a picture that it descends from, before.
    public let earlier: [PictureHistory]

    /// Nil where nothing was opened for a picture.
    ///
    /// - Parameters:
    ///   - run: the opening of the run that reads it.
    ///   - lookup: of a whole ledger, or of the entries of a bundle.
    public init?(of run: PlacedEntry, lookup: some EntryLookup) {
        guard let picture = run.statement.artifacts("inputs").first?.name else { return nil }
        let lineage = PictureLineage(of: picture, before: run.position, lookup: lookup)
        let earlier = FirstHolders(beside: lineage, of: run, lookup: lookup).lineages.map {
            PictureHistory($0, [], readBy: run, earlier: [], lookup)
        }
        self.init(lineage, run.statement.evidenceOfInputs, readBy: run, earlier: earlier, lookup)
    }

    private init(
        _ lineage: PictureLineage, _ also: [TypedName], readBy run: PlacedEntry, earlier: [PictureHistory],
        _ lookup: some EntryLookup
    ) {
        picture = lineage.picture
        self.lineage = lineage
        self.earlier = earlier
        runs = lineage.runs.map { opened in
            let name = opened.statement.name
            let steps = (lookup.entries(referringTo: name) ?? [])
                .filter { $0.statement.isKind(.step) && $0.statement.name("run") == name }
            return Run(
                opened: opened, steps: steps.sorted { Self.number($0) < Self.number($1) },
                model: opened.statement.name("model").flatMap { lookup.entry(statement: $0.hash) })
        }
        evidence = lineage.evidence.union(also).sorted()
            .compactMap { lookup.entry(statement: $0.hash)?.statement }.filter(\.isEvidence)
        var alike: [UInt64: Statement] = [:]
        for statement in evidence {
            for member in ["coefficients", "pixels"] {
                for entry in lookup.evidence(sharing: member, with: statement) where entry.position < run.position {
                    alike[entry.position] = entry.statement
                }
            }
        }
        self.alike = alike.sorted { $0.key < $1.key }.map(\.value)
    }

    private init(_ whole: PictureHistory, earlier: [PictureHistory]) {
        (picture, lineage, runs) = (whole.picture, whole.lineage, whole.runs)
        (evidence, alike, self.earlier) = (whole.evidence, whole.alike, earlier)
    }

    /// As claims were computed before anybody asked who had the pixels first; nil where that makes no difference.
    public var withoutEarlier: PictureHistory? { earlier.isEmpty ? nil : PictureHistory(self, earlier: []) }

    /// The class of the marks of any file with the same pixels that was recorded before: marks are cut out of a file with
    /// one command, and what they say is true of its pixels all the same. Of the picture itself they set no ceiling.
    func marksAlike(about: About) -> Taint {
        guard about != .picture else { return .asReceived }
        return alike.compactMap { $0.body["marked"]?.text.map { Taint(rawValue: $0) ?? .authored } }.max()
            ?? .asReceived
    }

    /// The class of what steps made that had its pixels first.
    public func taintOfEarlier(about: About) -> Taint {
        earlier.map { $0.taint(about: about) }.max() ?? .asReceived
    }

    /// Whether a model drew it, or what it descends from, when it was asked about a person. Such a picture can be the
    /// answer: of a person nothing is claimed, whatever is asked of it afterwards. Fixed operations and programs that were
    /// only observed answer nothing.
    public var answersAboutPerson: Bool {
        earlier.contains(where: \.answersAboutPerson)
            || runs.contains { Self.answersAboutPerson($0.opened.statement, model: $0.model?.statement) }
    }

    /// Of one run. A model that is missing could be any.
    public static func answersAboutPerson(_ opened: Statement, model: Statement?) -> Bool {
        opened.text("about") == "person" && model?.isKind(.modelWithRunner) != false
    }

    private static func number(_ step: PlacedEntry) -> Int64 { step.statement.body["number"]?.number ?? -1 }

    /// Whether steps of this ledger made the picture.
    public var isDerived: Bool { !runs.isEmpty }

    /// What is known of a file before any step: the worst of what its statements say, since of two statements about one
    /// file the second can say more.
    private func origins(_ about: About) -> [TypedName: TaintOrigin] {
        var origins: [TypedName: TaintOrigin] = [:]
        for statement in evidence {
            guard let file = statement.name("artifact"), lineage.pictures.contains(file) else { continue }
            let origin = TaintOrigin(of: statement, about: about)
            origins[file] = origins[file].map { TaintOrigin(max($0.taint, origin.taint)) } ?? origin
        }
        return origins
    }

    /// Steps of all runs, with the class of every picture. Regions are left out: a verifier may not be given them.
    public func graph(about: About) -> TaintGraph<TypedName> {
        let generating = runs.filter { StepTaint.generatesPixels($0.model?.statement) }.map(\.opened.statement.name)
        return TaintGraph(
            steps: runs.flatMap(\.steps).map(\.statement), origins: origins(about), generating: Set(generating),
            hasReferences: false)
    }

    /// The highest class on any path into the picture, from the files that were received through every step.
    public func taint(about: About) -> Taint { max(graph(about: about).taint(of: picture), marksAlike(about: about)) }

    /// The fixed operations that lose information, by name, each once, in the order in which they were applied.
    public var operations: [Operation] {
        var seen: Set<Operation> = []
        return runs.flatMap(\.steps).compactMap { Operation.named(in: $0.statement) }
            .filter { $0.taint == .processed && seen.insert($0).inserted }
    }

    /// Whether some file that it descends from is there without a word of how the operator knows it.
    public var isOriginUnknown: Bool { evidence.contains { $0.text("origin") != "stated" } }
}

extension TaintOrigin {
    /// What an evidence statement says of its file, and what the file says of itself. Where the question is about the
    /// picture itself both are printed and set no ceiling.
    public init(of evidence: Statement, about: About) {
        let marked = evidence.body["marked"]?.text.map { Taint(rawValue: $0) ?? .authored }
        self.init(
            stated: evidence.text("origin") == "stated", about: about,
            marks: about == .picture ? [] : [marked].compactMap { $0 }.map { ExternalMark($0) })
        taint = marks.reduce(taint) { max($0, $1.taint) }
    }
}
