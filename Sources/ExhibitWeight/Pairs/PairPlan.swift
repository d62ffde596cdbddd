import ExhibitCore

/// What a list of pairs asks of a model: each picture once, with its candidates, by numbers.
public struct PairPlan: Sendable {
    /// What a path leads to: the same bytes are one file, wherever they stand.
    public enum File: Hashable, Sendable {
        case read(ContentHash)
        /// The path of one that cannot be read.
        case unread([UInt8])
    }

    public struct Picture: Sendable {
        public let path: String
        public let file: File
        public let source: Int
    }

    public enum Candidate: Sendable {
        case label(String)
        case picture(Picture)

        public var source: Int? { if case .picture(let picture) = self { picture.source } else { nil } }
    }

    /// In the order in which the list names them first; so candidates.
    public let pictures: [Picture]
    public let candidates: [Candidate]
    /// Ascending.
    public let pairs: [PairScores.Pair]
    /// Lines that name a pair once more.
    public let repeated: Int

    /// - Parameters:
    ///   - isLabel: whether the model can answer with this, in UTF-8; nil where candidates are paths.
    ///   - file: what a path leads to, relative to the list; asked once for each path.
    /// - Throws: naming every line that contradicts another one, or the model.
    public init(
        _ list: PairList, isLabel: (([UInt8]) -> Bool)?, file: (String) throws -> File
    ) throws {
        var work = PairPlanning()
        for row in list.rows { try work.add(row, isLabel, file) }
        work.checkSources(list.rows)
        guard work.problems.list.isEmpty else {
            work.problems.list.sort { $0.line < $1.line }
            throw work.problems
        }
        let sources = work.numberedSources
        pictures = zip(work.pictures, sources.pictures).map {
            Picture(path: work.members[$0].path, file: work.members[$0].file, source: $1)
        }
        candidates = zip(work.candidates, sources.candidates).map { candidate, source in
            switch candidate {
            case .label(let label): .label(label)
            case .member(let member):
                .picture(
                    Picture(path: work.members[member].path, file: work.members[member].file, source: source ?? 0))
            }
        }
        pairs = work.truths.map {
            PairScores.Pair(picture: $0.key.picture, candidate: $0.key.candidate, isSame: $0.value.isSame)
        }
        .sorted()
        repeated = work.repeated
    }
}
