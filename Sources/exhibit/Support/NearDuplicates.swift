import ExhibitCore
import ExhibitPipeline
import ExhibitWeight

/// Pairs of a reference set that are as near to each other as copies are, by the hashes that it recorded: known before
/// anything is measured, which takes long.
struct NearDuplicates {
    private struct Pair {
        let first: Int
        let second: Int
        let distance: Int
    }

    private let set: ReferenceSet
    private var pairs: [Pair] = []

    init(of set: ReferenceSet) throws {
        self.set = set
        var seen: Set<ContentHash> = []
        let lines = set.manifest.lines.indices.filter {
            seen.insert(set.manifest.lines[$0].hash).inserted && set.hashes[$0].isUsable
        }
        let hashes = lines.map { set.hashes[$0].hash }
        var nearest: [(place: Int, distance: Int)?] = []
        for place in hashes.indices {
            try Interruption.check()
            var found: (place: Int, distance: Int)?
            for other in hashes.indices where other != place {
                let distance = hashes[place].distance(to: hashes[other])
                if distance < found?.distance ?? .max { found = (other, distance) }
            }
            nearest.append(found)
        }
        for (place, found) in nearest.enumerated() {
            guard let found, found.distance <= CopyProtocol.maximumDistance else { continue }
            // Each pair once.
            if found.place < place, nearest[found.place]?.place == place { continue }
            pairs.append(Pair(first: lines[place], second: lines[found.place], distance: found.distance))
        }
    }

    func show(_ console: Console) {
        guard !pairs.isEmpty else { return }
        console.warn(
            "\(counted(pairs.count, "pair")) of the set \(pairs.count == 1 ? "is" : "are") as near as copies are. Look at them; where two show one thing, record a set without one of them and calibrate that (what has the same pixels is left out by itself):"
        )
        for pair in pairs.prefix(20) {
            let paths = [pair.first, pair.second].map { shown("/" + set.manifest.lines[$0].path) }
            console.warn("  distance \(pair.distance): \(paths[0]) and \(paths[1])")
        }
        if pairs.count > 20 { console.warn("  and \(pairs.count - 20) more") }
    }
}
