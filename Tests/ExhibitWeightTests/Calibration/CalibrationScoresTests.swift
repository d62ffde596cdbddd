import ExhibitCore
import ExhibitTestSupport
import ExhibitWeight
import Testing

@Suite("Scores of a calibration")
struct CalibrationScoresTests {
    /// Seven sources, of which every pair is in the ring, each at a distance of its own.
    private static let seven = CalibrationSamples.scores(
        7, copy: { ($0 * 7 + $1) % 32 },
        distance: { first, second in
            100 + 7 * min(first, second) + max(first, second)
        })

    private func refused(_ bytes: [UInt8]) -> String? {
        do throws(Malformed) {
            _ = try CalibrationScores(encoded: bytes)
            return nil
        } catch {
            return error.reason
        }
    }

    private func replaced(_ scores: CalibrationScores, _ from: String, _ to: String) -> [UInt8] {
        let text = String(decoding: scores.encoded, as: UTF8.self)
        let bytes = Array(text.replacing(from, with: to, maxReplacements: 1).utf8)
        let isChanged = bytes != scores.encoded
        #expect(isChanged, "\(from)")
        return bytes
    }

    @Test(
        "keep every pair once, and of many sources as many as are kept at most",
        arguments: [2, 3, 4, 5, 9, 700, 3_000])
    func pairs(sources: Int) {
        let scores = CalibrationSamples.scores(sources, copy: { _, _ in nil }, distance: { _, _ in 100 })
        let pairs = Set(scores.different.map { [$0.first, $0.second].sorted() })
        #expect(pairs.count == scores.different.count && pairs.allSatisfy { $0[0] != $0[1] })
        #expect(scores.different.count <= CopyProtocol.mostPairs && scores.searches.count == sources)
        if sources == 5 { #expect(pairs.count == 10) }
    }

    @Test("name the nearest of all others, of several the first, and compare each pair once")
    func nearest() {
        var compared: [[Int]] = []
        var begun = 0
        let pictures = CalibrationSamples.line(4).pictures
        let scores = CalibrationScores(
            pictures: pictures, leftOut: [], same: [], atEach: { begun += 1 },
            distance: {
                compared.append([$0, $1])
                return [$0, $1].sorted() == [1, 3] ? 50 : 60
            })
        #expect(scores.searches.map(\.nearest) == [1, 3, 0, 1] && scores.searches.map(\.score) == [60, 50, 60, 50])
        // Six pairs, and the four of the ring again.
        #expect(begun == 4 && compared.prefix(6).allSatisfy { $0[0] < $0[1] } && compared.count == 10)
    }

    @Test("are read as they were written", arguments: [0, 1, 2, 3, 6, 7, 40])
    func roundTrip(sources: Int) throws {
        let scores = CalibrationSamples.line(sources, copy: { $0 == 2 && $1 == 1 ? nil : $0 })
        #expect(try CalibrationScores(encoded: scores.encoded) == scores)
    }

    @Test("are refused where a number is out of its range, or a name is another")
    func ranges() {
        for (from, to) in [
            ("scores-v1", "scores-v2"), ("\"half size\"", "\"half\""), ("[0,0,0,90]", "[9,0,0,90]"),
            ("[0,0,0,90]", "[0,0,257,90]"), ("[0,0,0,90]", "[0,0,\"x\",90]"), ("[0,0,0,90]", "[0,0,0]"),
            ("[0,0,0,90]", "[0,0,0,49]"), ("[0,0,0,90]", "[0,0,null,90]"), ("[0,0,0,90]", "[0,0,0,null]"),
            ("[0,90,1,640,480]", "[0,49,1,640,480]"), ("[0,90,1,640,480]", "[0,90,9,640,480]"),
            ("[0,90,1,640,480]", "[0,90,1,65536,480]"), ("[0,90,1,640,480]", "[0,90,1,640,0]"),
            ("[0,90,1,640,480]", "[-1,90,1,640,480]"), ("[0,90,1,640,480]", "[2,90,1,640,480]"),
            ("\"left_out\":[]", "\"left_out\":[[1,\"lost\"]]"), ("\"left_out\":[]", "\"left_out\":null"),
            ("\"copied\":7", "\"copied\":6"), ("[0,1,101]", "[0,0,101]"), ("[0,1,101]", "[0,7,101]"),
            ("[0,1,101]", "[0,1,null]"),
        ] {
            #expect(refused(replaced(Self.seven, from, to)) != nil, "\(from) to \(to)")
        }
        #expect(
            refused([UInt8](repeating: 0x20, count: CalibrationScores.mostBytes + 1))?.contains("more than") == true)
    }

    @Test(
        "are refused where anything is missing, doubled, or in another order",
        arguments: [
            // The last search; a pair of the ring; a copy; the order of two of each.
            (",[6,0,106]],\"transforms\"", "],\"transforms\"", "searches"), ("[0,1,101],", "", "different"),
            ("[0,0,0,90],", "", "same"),
            ("[0,1,101],[0,2,102]", "[0,2,102],[0,1,101]", "different"),
            ("[0,0,0,90],[1,0,7,90]", "[1,0,7,90],[0,0,0,90]", "same"),
            ("[0,90,1,640,480],[2,90,1,640,480]", "[2,90,1,640,480],[0,90,1,640,480]", "pictures"),
            ("\"different\":[", "\"different\":[[6,1,112],", "different"),
            ("\"searches\":[", "\"searches\":[[0,1,101],", "searches"),
            ("\"same\":[", "\"same\":[[0,0,0,90],", "same"),
        ])
    func incomplete(from: String, to: String, named: String) {
        let reason = refused(replaced(Self.seven, from, to))
        #expect(reason?.hasPrefix(named) == true, "\(reason ?? "accepted")")
    }

    @Test(
        "are refused where a search found what a pair contradicts",
        arguments: [
            // Farther than a pair of the ring; nearer, by the very pair; another one at the same distance; a worse one.
            ("\"searches\":[[0,1,101]", "\"searches\":[[0,1,102]"),
            ("\"searches\":[[0,1,101]", "\"searches\":[[0,1,90]"),
            ("\"searches\":[[0,1,101]", "\"searches\":[[0,2,101]"),
            ("\"searches\":[[0,1,101]", "\"searches\":[[0,2,102]"),
            ("[6,0,106]],\"transforms\"", "[6,1,113]],\"transforms\""),
        ])
    func contradicted(from: String, to: String) {
        #expect(refused(replaced(Self.seven, from, to))?.contains("does not fit") == true)
    }

    @Test("are refused where a nearest picture outside the ring would itself find something nearer")
    func mutual() {
        // Of 1,200 sources the ring reaches 41 on: 0 and 600 meet in searches alone.
        let scores = CalibrationSamples.scores(
            1_200, copy: { _, _ in nil },
            distance: {
                [$0, $1].sorted() == [0, 600] ? 40 : 100
            })
        #expect(refused(scores.encoded) == nil)
        #expect(refused(replaced(scores, "[600,0,40]", "[600,0,100]")) != nil)
        #expect(refused(replaced(scores, "\"searches\":[[0,600,40]", "\"searches\":[[0,1,100]")) != nil)
    }

    @Test("make copies of the first files that can be compared and read, and of no other")
    func copied() throws {
        func picture(_ line: Int, isRead: Bool = true) -> CalibrationScores.Picture {
            .init(line: line, quality: 90, unstable: 0, width: isRead ? 5 : 0, height: isRead ? 5 : 0)
        }
        // Lines 0 to 1,009, of which 3 cannot be read, 5 has the pixels of another one, and 7 does not decode.
        let pictures = (0..<1_010).filter { ![5, 7].contains($0) }.map { picture($0, isRead: $0 != 3) }
        let leftOut: [CalibrationScores.LeftOut] = [
            .init(line: 3, reason: .changed), .init(line: 5, reason: .samePixels), .init(line: 7, reason: .notDecoded),
        ]
        let empty = CalibrationScores(
            pictures: pictures, leftOut: leftOut, same: [], atEach: {}, distance: { _, _ in 100 })
        // The first thousand that can be compared are lines 0 to 1,000 without 7; of these 3 and 5 have no copies.
        #expect(empty.copiedSources.count == 998 && empty.copiedSources.last == 998)
        #expect(refused(empty.encoded)?.hasPrefix("same") == true)
        let same = empty.copiedSources.flatMap { source in
            CalibrationScores.transforms.indices.map {
                CalibrationScores.Same(transform: $0, source: source, score: nil, quality: nil)
            }
        }
        let whole = CalibrationScores(
            pictures: pictures, leftOut: leftOut, same: same, atEach: {}, distance: { _, _ in 100 })
        #expect(try CalibrationScores(encoded: whole.encoded) == whole)
        for (from, to) in [
            ("[3,\"changed\"],", ""), ("[3,\"changed\"]", "[3,\"low-detail\"]"),
            ("[7,\"not-decoded\"]", "[7,\"changed\"]"), ("[7,\"not-decoded\"]", "[8,\"not-decoded\"]"),
            ("[5,\"same-pixels\"],[7,\"not-decoded\"]", "[7,\"not-decoded\"],[5,\"same-pixels\"]"),
        ] {
            #expect(refused(replaced(whole, from, to))?.hasPrefix("left_out") == true, "\(from) to \(to)")
        }
    }
}
