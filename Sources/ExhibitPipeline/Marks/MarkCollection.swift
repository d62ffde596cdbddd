/// The marks found so far: each kept once, their number bounded, and the highest class never lost to the bound.
struct MarkCollection {
    static let limit = 100

    private(set) var marks: [ProvenanceMark] = []
    private(set) var taint: ProvenanceMark.Class?
    private(set) var isCut = false
    private var known: Set<ProvenanceMark> = []

    mutating func add(_ mark: ProvenanceMark) {
        let isHigher = mark.taint.map { new in taint.map { $0 < new } ?? true } ?? false
        if isHigher { taint = mark.taint }
        guard !known.contains(mark) else { return }
        if marks.count < Self.limit {
            marks.append(mark)
            known.insert(mark)
        } else {
            isCut = true
            // A file that repeats harmless marks must not push the one that matters off the list.
            if isHigher { marks[Self.limit - 1] = mark }
        }
    }

    mutating func addType(_ value: String, from source: ProvenanceMark.Source) {
        let judged = DigitalSourceType.judge(value)
        add(ProvenanceMark(source, value, judged?.taint, judged?.reason))
    }

    /// What could not be parsed is T3, and is still searched for the vocabulary's address as plain bytes: damage must
    /// not hide a mark that any text editor shows.
    mutating func addUnreadable(_ source: ProvenanceMark.Source, _ reason: String, _ bytes: ArraySlice<UInt8>) {
        add(.unreadable(source, reason))
        for term in DigitalSourceType.terms(in: bytes).sorted() { addType(term, from: source) }
    }
}
