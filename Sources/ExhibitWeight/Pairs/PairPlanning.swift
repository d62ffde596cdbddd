import ExhibitCore

/// Makes a plan of a list: gives numbers, and finds lines that contradict each other.
struct PairPlanning {
    struct Member {
        let path: String
        let file: PairPlan.File
    }

    enum Candidate {
        case label(String)
        case member(Int)
    }

    struct Pair: Hashable {
        let picture: Int
        let candidate: Int
    }

    private(set) var members: [Member] = []
    /// Members that are asked about.
    private(set) var pictures: [Int] = []
    private(set) var candidates: [Candidate] = []
    private(set) var truths: [Pair: (isSame: Bool, line: Int)] = [:]
    private(set) var repeated = 0
    var problems = PairList.Problems()

    // By bytes: two spellings of "é" are one String, and two files or labels.
    private var known: [[UInt8]: Int] = [:]
    private var ofFile: [PairPlan.File: Int] = [:]
    private var ofPicture: [Int: Int] = [:]
    private var ofMember: [Int: Int] = [:]
    private var ofLabel: [[UInt8]: Int] = [:]
    private var references: [Int: Int] = [:]
    /// Of each member the one that stands for its source.
    private var parent: [Int] = []
    private var words: [[UInt8]?] = []
    private var ofWord: [[UInt8]: Int] = [:]

    mutating func add(
        _ row: PairList.Row, _ isLabel: (([UInt8]) -> Bool)?, _ file: (String) throws -> PairPlan.File
    ) throws {
        let label = Array(row.candidate.utf8)
        if let isLabel {
            guard isLabel(label) else {
                return problems.add(row.line, "its candidate is nothing that the model can answer")
            }
            guard row.sources?.candidate.isEmpty ?? true else {
                return problems.add(row.line, "it names a source of a label, which has none")
            }
        } else if row.sources?.candidate.isEmpty == true {
            return problems.add(row.line, "it names no source of the candidate")
        }
        let picture = try member(row.picture, row.sources?.picture, row.line, file)
        let asked = Self.number(picture, &ofPicture, &pictures)
        guard isLabel == nil else {
            let candidate = ofLabel[label] ?? candidates.count
            if ofLabel.updateValue(candidate, forKey: label) == nil { candidates.append(.label(row.candidate)) }
            return take(Pair(picture: asked, candidate: candidate), row)
        }
        let other = try member(row.candidate, row.sources?.candidate, row.line, file)
        guard other != picture else { return problems.add(row.line, "it compares a file with itself") }
        let candidate = ofMember[other] ?? candidates.count
        if ofMember.updateValue(candidate, forKey: other) == nil { candidates.append(.member(other)) }
        if row.isSame, row.sources == nil { join(picture, other) }
        let pair = Pair(picture: asked, candidate: candidate)
        if truths[pair] == nil {
            references[asked, default: 0] += 1
            guard references[asked, default: 0] <= PairProtocol.mostReferences else {
                return problems.add(
                    row.line,
                    "more than \(PairProtocol.mostReferences) candidates of one picture, which no run compares")
            }
        }
        take(pair, row)
    }

    private mutating func take(_ pair: Pair, _ row: PairList.Row) {
        guard let earlier = truths[pair] else {
            truths[pair] = (row.isSame, row.line)
            return
        }
        guard earlier.isSame == row.isSame else {
            return problems.add(row.line, "line \(earlier.line) states the other truth of the same pair")
        }
        repeated += 1
    }

    private static func number(_ member: Int, _ of: inout [Int: Int], _ list: inout [Int]) -> Int {
        if let known = of[member] { return known }
        of[member] = list.count
        list.append(member)
        return list.count - 1
    }

    private mutating func member(
        _ path: String, _ word: String?, _ line: Int, _ file: (String) throws -> PairPlan.File
    ) throws -> Int {
        let key = Array(path.utf8)
        let index: Int
        if let found = known[key] {
            index = found
        } else {
            let content = try file(path)
            index = ofFile[content] ?? members.count
            if ofFile.updateValue(index, forKey: content) == nil {
                members.append(Member(path: path, file: content))
                parent.append(index)
                words.append(nil)
            }
            known[key] = index
        }
        guard let word = word.map({ Array($0.utf8) }) else { return index }
        if let earlier = words[index], earlier != word {
            problems.add(line, "it names another source of a file than a line before")
            return index
        }
        words[index] = word
        join(ofWord[word] ?? index, index)
        ofWord[word] = ofWord[word] ?? index
        return index
    }

    private mutating func join(_ first: Int, _ second: Int) {
        let (one, other) = (source(of: first), source(of: second))
        parent[max(one, other)] = min(one, other)
    }

    private mutating func source(of member: Int) -> Int {
        var root = member
        while parent[root] != root { root = parent[root] }
        var place = member
        while parent[place] != root { (parent[place], place) = (root, parent[place]) }
        return root
    }

    /// What is stated of a pair is what follows from its sources.
    mutating func checkSources(_ rows: [PairList.Row]) {
        for row in rows {
            guard let picture = known[Array(row.picture.utf8)], let other = known[Array(row.candidate.utf8)],
                ofMember[other] != nil, picture != other
            else { continue }
            let isOne = source(of: picture) == source(of: other)
            guard isOne != row.isSame else { continue }
            problems.add(
                row.line,
                row.isSame
                    ? "it is stated to be the same, and to be of two sources"
                    : "it is stated to be different, and by this or other lines of one source")
        }
    }

    /// In the order in which pictures, then candidates come first.
    var numberedSources: (pictures: [Int], candidates: [Int?]) {
        mutating get {
            var numbers: [Int: Int] = [:]
            func number(_ root: Int) -> Int {
                let next = numbers[root] ?? numbers.count
                numbers[root] = next
                return next
            }
            let ofPictures = pictures.map { number(source(of: $0)) }
            let ofCandidates = candidates.map { candidate -> Int? in
                guard case .member(let member) = candidate else { return nil }
                return number(source(of: member))
            }
            return (ofPictures, ofCandidates)
        }
    }
}
