import ExhibitTestSupport
import ExhibitWeight
import Testing

@Suite("The taint of an artifact")
struct TaintGraphTests {
    typealias Step = TaintStep<String>

    private let received: [String: TaintOrigin] = ["file": TaintOrigin(.asReceived)]

    private func step(_ id: String, _ taint: Taint, _ inputs: [String], _ outputs: [String]) -> Step {
        Step(id: id, taint: taint, inputs: inputs.map { .init($0) }, outputs: outputs)
    }

    private func graph(_ steps: Step..., origins: [String: TaintOrigin]? = nil) -> TaintGraph<String> {
        TaintGraph(steps: steps, origins: origins ?? received)
    }

    @Test("is at least that of the operation and of everything that was read", arguments: Taint.allCases)
    func highest(own: Taint) {
        for origin in Taint.allCases {
            let graph = graph(step("1", own, ["file"], ["out"]), origins: ["file": TaintOrigin(origin)])
            #expect(graph.taint(of: "file") == origin)
            #expect(graph.taint(of: "out") == max(own, origin))
            #expect(graph.ancestry(of: "out") == max(own, origin))
        }
    }

    @Test("is not laundered by any chain of exact or fixed operations", arguments: [Taint.generated, .authored])
    func laundering(taint: Taint) {
        let clean = OperationClass.allCases.map(\.taint).filter { $0 <= .processed }
        #expect(clean.count == 16)
        let random = FixedRandomness("laundering")
        for _ in 0..<50 {
            let length = 1 + random.number(below: 12)
            let steps = (0..<length).map {
                step("\($0)", clean[random.number(below: clean.count)], ["\($0)"], ["\($0 + 1)"])
            }
            let graph = TaintGraph(steps: steps, origins: ["0": TaintOrigin(taint)])
            #expect(graph.taint(of: "\(length)") == taint)
        }
    }

    @Test("is clean on a new branch from the original")
    func branch() {
        let graph = graph(
            step("restore", .generated, ["file"], ["restored"]), step("encode", .processed, ["restored"], ["saved"]),
            step("decode", .exact, ["file"], ["pixels"]))
        #expect(graph.taint(of: "saved") == .generated)
        #expect(graph.taint(of: "pixels") == .exact)
    }

    @Test("made by two steps is the higher one, also for what an earlier step read")
    func twice() {
        let steps = [
            step("1", .exact, ["file"], ["pixels"]), step("2", .exact, ["pixels"], ["hash"]),
            step("3", .generated, ["file"], ["pixels"]),
        ]
        for order in [steps, steps.reversed()] {
            let graph = TaintGraph(steps: order, origins: received)
            #expect(graph.taint(of: "pixels") == .generated)
            #expect(graph.taint(of: "hash") == .generated)
        }
    }

    @Test("that nothing explains is T3")
    func unexplained() {
        let graph = graph(
            step("1", .exact, ["nowhere"], ["a"]), step("2", .exact, [], ["b"]), step("3", .exact, ["file"], ["c"]))
        #expect(graph.taint(of: "a") == .learnedOrUnknown)
        #expect(graph.taint(of: "b") == .learnedOrUnknown)
        #expect(graph.taint(of: "c") == .exact)
        #expect(graph.taint(of: "never heard of") == .learnedOrUnknown)
        #expect(graph.ancestry(of: "never heard of") == .learnedOrUnknown)
        #expect(graph.region(of: "never heard of", atLeast: .learnedOrUnknown).isWhole)
        #expect(graph.unexplained == ["nowhere"])
    }

    @Test("of unknown origin is T3, but where the question is about the picture itself")
    func origin() {
        #expect(TaintOrigin(stated: true, about: .person).taint == .asReceived)
        #expect(TaintOrigin(stated: false, about: .person).taint == .learnedOrUnknown)
        #expect(TaintOrigin(stated: false, about: .thing).taint == .learnedOrUnknown)
        #expect(TaintOrigin(stated: false, about: .picture).taint == .asReceived)
        let marked = TaintOrigin(stated: false, about: .picture, marks: [ExternalMark(.generated)])
        #expect(graph(origins: ["file": marked]).taint(of: "file") == .generated)
    }

    @Test("on a cycle is the highest that reaches it, and no lower for going round")
    func cycle() {
        let turns = [
            step("1", .exact, ["file"], ["a"]), step("2", .exact, ["a"], ["b"]), step("3", .exact, ["b"], ["a"]),
        ]
        let honest = TaintGraph(steps: turns, origins: received)
        #expect(honest.taint(of: "a") == .exact && honest.taint(of: "b") == .exact)
        #expect(honest.recurring == ["a", "b"])
        #expect(honest.unexplained.isEmpty)
        let tainted = TaintGraph(steps: turns + [step("4", .generated, ["file"], ["b"])], origins: received)
        #expect(tainted.taint(of: "a") == .generated && tainted.taint(of: "b") == .generated)
        let itself = graph(step("1", .exact, ["file"], ["a"]), step("2", .processed, ["a"], ["a"]))
        #expect(itself.taint(of: "a") == .processed)
        #expect(itself.recurring == ["a"])
    }

    @Test("that was made only from itself is T3, for nothing is where it came from")
    func unfounded() {
        let graph = graph(
            step("1", .exact, ["b", "file"], ["a"]), step("2", .exact, ["a"], ["b"]), step("3", .exact, ["b"], ["c"]),
            step("4", .exact, ["d"], ["d"]))
        for name in ["a", "b", "c", "d"] { #expect(graph.taint(of: name) == .learnedOrUnknown) }
        #expect(graph.unexplained == ["a", "b", "c", "d"])
        #expect(graph.recurring == ["a", "b", "d"])
    }

    @Test("is told by a path for each cause, from the cause to the artifact")
    func paths() {
        let graph = graph(
            step("1", .exact, ["file"], ["pixels"]), step("2", .generated, ["pixels"], ["face"]),
            step("3", .processed, ["face"], ["hash"]), step("4", .processed, ["hash", "other"], ["list"]),
            origins: ["file": TaintOrigin(.asReceived), "other": TaintOrigin(.generated)])
        let paths = graph.paths(to: "list")
        #expect(paths.map(\.cause) == [.origin("other"), .step("2")])
        #expect(paths[0].links.map(\.artifact) == ["other", "list"])
        #expect(paths[0].links.map(\.step) == [nil, "4"])
        #expect(paths[1].links.map(\.artifact) == ["face", "hash", "list"])
        #expect(paths[1].links.map(\.step) == ["2", "3", "4"])
        #expect(graph.paths(to: "list", limit: 1).count == 1)
        #expect(graph.paths(to: "file").isEmpty)
        #expect(graph.paths(to: "never heard of").map(\.cause) == [.unexplained("never heard of")])
    }
}

@Suite("Taint in a part of a picture")
struct TaintRegionTests {
    private let size = PixelSize(width: 100, height: 80)!
    private let mouth = PixelRect(left: 40, top: 50, right: 60, bottom: 60)!

    private func identity(_ radius: Int = 0, source: PixelSize? = nil) -> PixelGeometry {
        PixelGeometry(map: [2, 0, 1, 2, 0, 2, 1, 2], size: size, source: source ?? size, radius: radius)!
    }

    private func region(_ left: Int, _ top: Int, _ right: Int, _ bottom: Int) -> Region {
        Region(PixelRect(left: left, top: top, right: right, bottom: bottom)!)
    }

    /// A file whose mouth was drawn by a model, and what one more step makes of it.
    private func graph(
        drawn: Region? = nil, geometry: PixelGeometry? = nil, _ influence: TaintStep<String>.Influence = .whole,
        size made: PixelSize? = nil
    ) -> TaintGraph<String> {
        TaintGraph(
            steps: [
                TaintStep(
                    id: "restore", taint: .generated, inputs: [.init("file", .mapped(geometry ?? identity()))],
                    outputs: ["restored"], size: size, drawn: drawn ?? Region(mouth)),
                TaintStep(
                    id: "then", taint: .exact, inputs: [.init("restored", influence)], outputs: ["out"], size: made),
            ], origins: ["file": TaintOrigin(.asReceived)])
    }

    @Test("is there and nowhere else, and never lost")
    func drawn() {
        let graph = graph()
        #expect(graph.taint(of: "restored") == .generated)
        #expect(graph.taint(of: "restored", within: region(59, 59, 70, 70)) == .generated)
        #expect(graph.taint(of: "restored", within: region(60, 50, 70, 60)) == .exact)
        #expect(graph.ancestry(of: "restored") == .generated)
        #expect(graph.region(of: "restored", atLeast: .generated) == Region(mouth))
        #expect(graph.taint(of: "out") == .generated)
    }

    @Test("reaches a crop that it touches, through the kernel of what came between, and no other")
    func crops() {
        for (left, radius, expected) in [
            (60, 0, Taint.exact), (59, 0, .generated), (62, 3, .generated), (63, 3, .exact),
        ] {
            let crop = PixelOperation.crop(PixelRect(left: left, top: 0, right: 100, bottom: 80)!, of: size).geometry
            let graph = TaintGraph(
                steps: [
                    TaintStep(
                        id: "1", taint: .generated, inputs: [.init("file", .mapped(identity()))], outputs: ["a"],
                        size: size, drawn: Region(mouth)),
                    TaintStep(
                        id: "2", taint: .exact, inputs: [.init("a", .mapped(identity(radius)))], outputs: ["b"],
                        size: size),
                    TaintStep(
                        id: "3", taint: .exact, inputs: [.init("b", .mapped(crop))], outputs: ["c"], size: crop.size),
                ], origins: ["file": TaintOrigin(.asReceived)])
            #expect(graph.taint(of: "c") == expected, "from \(left), radius \(radius)")
            #expect(graph.ancestry(of: "c") == .generated)
        }
    }

    @Test("reaches a model through the whole input, unless a crop was recorded that misses it")
    func inference() {
        #expect(graph(.whole).taint(of: "out") == .generated)
        #expect(graph(.part(region(0, 0, 40, 80), of: size)).taint(of: "out") == .exact)
        #expect(graph(.part(region(0, 0, 41, 80), of: size)).taint(of: "out") == .generated)
    }

    @Test("is everywhere where the record cannot be true of this picture")
    func incredible() {
        let other = PixelSize(width: 50, height: 50)!
        let crop = PixelOperation.crop(PixelRect(left: 0, top: 0, right: 10, bottom: 10)!, of: size).geometry
        let foreign = PixelOperation.crop(PixelRect(left: 0, top: 0, right: 10, bottom: 10)!, of: other).geometry
        #expect(graph(.mapped(crop), size: crop.size).taint(of: "out") == .exact)
        // A crop of another picture, one that made another size, a part that is not there, and an empty one.
        #expect(graph(.mapped(foreign), size: foreign.size).taint(of: "out") == .generated)
        #expect(graph(.mapped(crop), size: other).taint(of: "out") == .generated)
        #expect(graph(.mapped(crop)).taint(of: "out") == .generated)
        #expect(graph(.part(region(0, 0, 10, 10), of: other)).taint(of: "out") == .generated)
        #expect(graph(.part(region(90, 0, 101, 80), of: size)).taint(of: "out") == .generated)
        #expect(graph(.part(.empty, of: size)).taint(of: "out") == .generated)
        #expect(graph().taint(of: "restored", within: region(90, 0, 101, 80)) == .generated)
        #expect(graph().taint(of: "restored", within: .empty) == .generated)
        for drawn in [Region.empty, region(90, 0, 101, 80), .whole] {
            #expect(graph(drawn: drawn).taint(of: "restored", within: region(0, 0, 1, 1)) == .generated)
        }
    }

    @Test("is everywhere where two records give the picture different sizes")
    func conflict() {
        let other = PixelSize(width: 200, height: 160)!
        let steps = [size, other].map { size in
            TaintStep(
                id: "\(size.width)", taint: .generated, inputs: [.init("file")], outputs: ["a"], size: size,
                drawn: region(0, 0, 1, 1))
        }
        let origins = ["file": TaintOrigin(.asReceived)]
        #expect(TaintGraph(steps: [steps[0]], origins: origins).taint(of: "a", within: region(5, 5, 6, 6)) == .exact)
        #expect(TaintGraph(steps: steps, origins: origins).taint(of: "a", within: region(5, 5, 6, 6)) == .generated)
    }

    @Test("that a mark names stays there only where the size of the picture is known")
    func marks() {
        let mark = ExternalMark(digitalSourceType: "compositeWithTrainedAlgorithmicMedia", in: Region(mouth))
        for (size, expected) in [(size, Taint.learnedOrUnknown), (nil, .generated)] as [(PixelSize?, Taint)] {
            let origin = TaintOrigin(stated: false, about: .thing, marks: [mark], size: size)
            let graph = TaintGraph(steps: [TaintStep<String>](), origins: ["file": origin])
            #expect(graph.taint(of: "file", within: region(0, 0, 10, 10)) == expected)
            #expect(graph.taint(of: "file") == .generated)
        }
    }

    @Test("is told by the paths of what was compared, not of what was cut away")
    func paths() {
        let half = PixelRect(left: 50, top: 0, right: 100, bottom: 80)!
        let crop = PixelOperation.crop(half, of: size).geometry
        func paint(_ id: String, _ input: String, _ output: String, _ left: Int) -> TaintStep<String> {
            TaintStep(
                id: id, taint: .generated, inputs: [.init(input, .mapped(identity()))], outputs: [output], size: size,
                drawn: region(left, 0, left + 10, 10))
        }
        let graph = TaintGraph(
            steps: [
                paint("left", "file", "a", 0), paint("right", "a", "b", 80),
                TaintStep(
                    id: "crop", taint: .exact, inputs: [.init("b", .mapped(crop))], outputs: ["c"], size: crop.size),
            ], origins: ["file": TaintOrigin(.asReceived)])
        #expect(graph.paths(to: "b").map(\.cause) == [.step("right"), .step("left")])
        #expect(graph.paths(to: "c").map(\.cause) == [.step("right")])
        #expect(graph.paths(to: "c").first?.links.map(\.step) == ["right", "crop"])
    }
}
