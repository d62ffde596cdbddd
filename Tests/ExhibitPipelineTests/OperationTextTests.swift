import ExhibitPipeline
import ExhibitTestSupport
import Testing

@Suite("Operations in writing")
struct OperationTextTests {
    private static let area = PixelRectangle(x: 10, y: 20, width: 300, height: 200)
    private static let operations: [ImageOperation] = [
        .crop(area), .rotate(quarterTurns: 1), .rotate(quarterTurns: 3), .flip(.horizontal), .flip(.vertical),
        .upright(orientation: nil), .upright(orientation: 8), .resize(width: 640, height: 1, kernel: .nearest),
        .resize(width: 1, height: 480, kernel: .area), .resize(width: 7, height: 7, kernel: .bilinear),
        .grey(.bt601), .grey(.bt709), .exposure(.linear(gain: 1500, offset: -20)),
        .exposure(.points([.init(0, 0), .init(250, 400), .init(1000, 1000)])), .mask(area, .black),
        .mask(area, MaskColour(red: 255, green: 0, blue: 10)),
    ]

    private func read(_ name: String, _ parameters: [(name: String, value: String)], version: String = "1")
        -> ImageOperation?
    {
        try? ImageOperation(name: name, version: version, parameters: parameters)
    }

    @Test("Parameters give the operation back", arguments: operations)
    func roundTrip(operation: ImageOperation) {
        #expect(read(operation.name, operation.parameters) == operation)
        #expect(read(operation.name, operation.parameters, version: "2") == nil)
        #expect(operation.parameters.allSatisfy { $0.name.utf8.count <= 128 && $0.value.utf8.count <= 512 })
    }

    @Test("Parameters that are changed in any way are refused, or are another operation", arguments: operations)
    func strict(operation: ImageOperation) {
        let parameters = operation.parameters
        for k in parameters.indices {
            var other = parameters
            for value in [
                "", " ", "+1", "01", "-0", "1 ", " 1", "1.0", "1e3", "0x1", "٣", "99999999999999999999", "\0",
                parameters[k].value + " ", parameters[k].value + "\u{301}", parameters[k].value.uppercased() + "A",
                String(repeating: "9", count: 100_000),
            ] {
                other[k] = (parameters[k].name, value)
                if let read = read(operation.name, other) {
                    #expect(read != operation)
                    #expect(read.parameters.elementsEqual(other, by: ==))
                }
            }
            other[k] = (parameters[k].name + " ", parameters[k].value)
            #expect(read(operation.name, other) == nil)
            other = parameters
            other.remove(at: k)
            #expect(read(operation.name, other) != operation)
        }
        #expect(read(operation.name, parameters + [("x", "1")]) == nil)
        #expect(read(operation.name, parameters + parameters) == (parameters.isEmpty ? operation : nil))
        if parameters.count > 1 { #expect(read(operation.name, parameters.reversed()) == nil) }
        for name in ["", "image.", "image.other", "IMAGE.CROP", operation.name + " "] {
            #expect(read(name, parameters) == nil)
        }
    }

    @Test("Numbers out of range are refused")
    func range() {
        func crop(_ x: String, _ width: String) -> ImageOperation? {
            read("image.crop", [("x", x), ("y", "0"), ("width", width), ("height", "1")])
        }
        #expect(crop("0", "1") != nil && crop("2147483647", "2147483647") != nil)
        #expect(crop("-1", "1") == nil && crop("0", "0") == nil && crop("2147483648", "1") == nil)
        #expect(crop("9223372036854775807", "1") == nil)
        #expect(read("image.rotate", [("quarter turns", "4")]) == nil)
        #expect(read("image.upright", [("orientation", "9")]) == nil)
        #expect(read("image.exposure", [("gain", "-1"), ("offset", "0")]) == nil)
        #expect(read("image.exposure", [("gain", "1000"), ("offset", "1001")]) == nil)
        for points in [
            "0:0", "0:0 500:1", "1:0 1000:1", "0:0 0:1 1000:1", "0:0 1000:1001", "0:-1 1000:1", "0:0  1000:1",
            "0:0:0 1000:1", (0...32).map { "\($0):0" }.joined(separator: " ") + " 1000:1",
        ] { #expect(read("image.exposure", [("points", points)]) == nil, "\(points)") }
        for colour in ["000", "00000G", "FF0000", "+00000", "0000000", "-10000"] {
            let area = Self.operations[0].parameters
            #expect(read("image.mask", area + [("colour", colour)]) == nil)
        }
    }

    @Test(
        "What a person types is read",
        arguments: [
            ("crop", "10,20,300x200", .crop(area)), ("rotate", "90", .rotate(quarterTurns: 1)),
            ("rotate", "270", .rotate(quarterTurns: 3)), ("flip", "vertical", .flip(.vertical)),
            ("upright", "", .upright(orientation: nil)),
            ("resize", "640x480", .resize(width: 640, height: 480, kernel: .area)),
            ("resize", "64x48,nearest", .resize(width: 64, height: 48, kernel: .nearest)),
            ("grey", "", .grey(.bt601)), ("grey", "709", .grey(.bt709)),
            ("exposure", "1500,-20", .exposure(.linear(gain: 1500, offset: -20))),
            ("exposure", "0:0,1000:900", .exposure(.points([.init(0, 0), .init(1000, 900)]))),
            ("mask", "10,20,300x200", .mask(area, .black)),
            ("mask", "10,20,300x200,ff000a", .mask(area, MaskColour(red: 255, green: 0, blue: 10))),
        ] as [(String, String, ImageOperation)])
    func typed(option: String, text: String, expected: ImageOperation) throws {
        #expect(try ImageOperation(option: option, text: text) == expected)
    }

    @Test("What a person mistypes is refused, and told how to write it")
    func mistyped() {
        let texts = [
            ",", ",,", "x", "1,2,3", "1,2,3x", "1,2,3x4x5", "1,2,3X4", "-1,2,3x4", "1,2,0x4", "1,2,3x4,", "1;2;3x4",
            "1,2,99999999999x4", "4x", "0x0", "4x4,cubic", "4x4,area,area", "45", "360", "-90", "up", "Vertical", "600",
            ":", "0:0", "0:0,,1000:1", "1.5,0", "1500", "\u{301}", "1,2,3x4,red", "\n",
            String(repeating: ",", count: 1 << 20),
        ]
        for option in ImageOperation.options {
            for text in texts {
                do throws(NotApplied) {
                    let operation = try ImageOperation(option: option.name, text: text)
                    Issue.record("\(option.name) \(text.prefix(20)) is read as \(operation)")
                } catch {
                    #expect(error.kind == .parameters)
                    #expect(error.reason.contains(option.form.isEmpty ? "no text" : option.form))
                }
            }
        }
        #expect(throws: NotApplied.self) { try ImageOperation(option: "sharpen", text: "") }
    }

    @Test("Every option of the help makes an operation of its name")
    func names() throws {
        let examples = [
            "1,2,3x4", "90", "horizontal", "", "4x4", "", "1000,0", "1,2,3x4",
        ]
        for (option, text) in zip(ImageOperation.options, examples) {
            #expect(try ImageOperation(option: option.name, text: text).name == "image.\(option.name)")
        }
    }
}
