/// The marks of the C2PA manifest stores of one file: every manifest, ingredients and replaced ones included.
///
/// Signatures and hashes are not verified, because a mark is only ever used against the picture: who forged one has
/// spoilt a picture that they could as well have replaced.
struct ManifestReader {
    static let sizeLimit = 64 << 20

    private var marks = MarkCollection()
    /// Manifest stores among what was read; other standards have JUMBF boxes, too.
    private(set) var stores = 0
    private var budget = ReadingBudget()
    private var bytes: ArraySlice<UInt8> = []
    private var manifests = 0
    private var actions = 0

    /// - Parameter bytes: a superbox and nothing else.
    mutating func read(_ bytes: ArraySlice<UInt8>, into found: inout MarkCollection) {
        swap(&marks, &found)
        defer { swap(&marks, &found) }
        self.bytes = bytes
        let (storesBefore, manifestsBefore) = (stores, manifests)
        do throws(Unreadable) {
            guard bytes.count <= Self.sizeLimit else { throw Unreadable("larger than \(Self.sizeLimit >> 20) MiB") }
            let box = try JUMBFBox(at: bytes.indices, of: bytes)
            guard box.type == "jumb" else { throw Unreadable("no superbox") }
            guard box.content.upperBound == bytes.endIndex else { throw Unreadable("bytes behind its end") }
            try readSuperbox(box.content, depth: 0)
            if stores > storesBefore, manifests == manifestsBefore { throw Unreadable("no manifest in it") }
        } catch {
            marks.addUnreadable(.manifest, error.reason, bytes)
        }
    }

    /// For a part of a box that could not be put together.
    mutating func addUnreadable(_ reason: String, _ part: ArraySlice<UInt8>, to found: inout MarkCollection) {
        found.addUnreadable(.manifest, reason, part)
        // Where the content type of a store's first description stands.
        if part.dropFirst(22).starts(with: "c2pa".utf8) { stores += 1 }
    }

    private mutating func readSuperbox(_ range: Range<Int>, depth: Int) throws(Unreadable) {
        guard depth < MarkValue.depthLimit else { throw Unreadable("boxes nested too deeply") }
        let first = try JUMBFBox(at: range, of: bytes)
        guard first.type == "jumd" else { throw Unreadable("a superbox without a description") }
        let description = try JUMBFDescription(bytes[first.content])
        if depth == 0, description.kind == "c2pa" || description.label == "c2pa" { stores += 1 }
        if ["c2ma", "c2um", "c2cm"].contains(description.kind) {
            try budget.takeManifest()
            manifests += 1
        }
        let isActions = description.label.utf8.starts(with: "c2pa.actions".utf8)
        let before = actions
        var at = first.content.upperBound
        while at < range.upperBound {
            try budget.takeBox()
            let box = try JUMBFBox(at: at..<range.upperBound, of: bytes)
            at = box.content.upperBound
            do throws(Unreadable) {
                if box.type == "jumb" {
                    try readSuperbox(box.content, depth: depth + 1)
                } else {
                    try readContent(box, isActions)
                }
            } catch {
                // What stands beside it may still be readable.
                marks.addUnreadable(.manifest, error.reason, bytes[box.content])
            }
        }
        if isActions, actions == before { throw Unreadable("a list of actions without an action") }
    }

    private mutating func readContent(_ box: JUMBFBox, _ isActions: Bool) throws(Unreadable) {
        switch box.type {
        case "cbor": find(in: try CBORReader.read(bytes[box.content], &budget), isActions)
        case "json": find(in: try JSONReader.read(bytes[box.content], &budget), isActions)
        case "brob": throw Unreadable("a compressed manifest")
        default: break
        }
    }

    private mutating func find(in value: MarkValue, _ isActions: Bool) {
        switch value {
        case .text, .other: break
        case .list(let items): for item in items { find(in: item, isActions) }
        case .map(let pairs): for pair in pairs { find(pair.key, pair.value, isActions) }
        }
    }

    private mutating func find(_ key: String, _ value: MarkValue, _ isActions: Bool) {
        let name = key.split { "/#:".contains($0) }.last?.lowercased()
        if name == "digitalsourcetype" {
            findTypes(in: value)
            return
        }
        switch (key, value) {
        case ("action", .text(let action)) where isActions:
            actions += 1
            let judged = ManifestAction.judge(action)
            marks.add(ProvenanceMark(.action, action, judged?.taint, judged?.reason))
        case ("actions", .list(let items)) where isActions:
            for item in items where !Self.isNamed(item) {
                actions += 1
                marks.add(.unreadable(.action, "an action without a name"))
            }
            find(in: value, true)
        // Templates complete actions that are listed beside them; "*" is a name there.
        case ("templates", _) where isActions: find(in: value, false)
        case ("claim_generator", .text(let name)): marks.add(ProvenanceMark(.software, name))
        case ("claim_generator_info", _), ("softwareAgent", _):
            findSoftware(in: value)
            find(in: value, isActions)
        default: find(in: value, isActions)
        }
    }

    private static func isNamed(_ action: MarkValue) -> Bool {
        guard case .map(let pairs) = action else { return false }
        return pairs.contains { if $0.key == "action", case .text = $0.value { true } else { false } }
    }

    /// Text in the first version of an assertion, a name with a version in the second.
    private mutating func findSoftware(in value: MarkValue) {
        switch value {
        case .text(let name): marks.add(ProvenanceMark(.software, name))
        case .list(let items): for item in items { findSoftware(in: item) }
        case .map(let pairs):
            for case (key: "name", value: .text(let name)) in pairs { marks.add(ProvenanceMark(.software, name)) }
        case .other: break
        }
    }

    /// Everything below the key counts: JSON-LD wraps values into "@id" and into lists.
    private mutating func findTypes(in value: MarkValue) {
        switch value {
        case .text(let text): marks.addType(text, from: .manifestType)
        case .other: marks.add(.unreadable(.manifestType, "a source type that is not text"))
        case .list(let items) where !items.isEmpty: for item in items { findTypes(in: item) }
        case .map(let pairs) where !pairs.isEmpty: for pair in pairs { findTypes(in: pair.value) }
        case .list, .map: marks.add(.unreadable(.manifestType, "an empty source type"))
        }
    }
}
