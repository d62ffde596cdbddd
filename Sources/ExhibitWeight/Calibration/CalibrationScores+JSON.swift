import ExhibitCore

extension CalibrationScores {
    /// Bytes of the largest artifact that is read.
    public static let mostBytes = 16 << 20
    private static let members: Set = [
        "schema", "transforms", "pictures", "left_out", "copied", "same", "different", "searches",
    ]

    public var encoded: [UInt8] {
        func row(_ numbers: Int?...) -> JSON { .array(numbers.map { $0.map { .integer(Int64($0)) } ?? .null }) }
        let json: JSON = [
            "schema": .string(Self.schema), "transforms": .array(Self.transforms.map { .string($0) }),
            "pictures": .array(pictures.map { row($0.line, $0.quality, $0.unstable, $0.width, $0.height) }),
            "left_out": .array(
                leftOut.map { .array([.integer(Int64($0.line)), .string($0.reason.rawValue)]) }),
            "copied": .integer(Int64(copiedSources.count)),
            "same": .array(same.map { row($0.transform, $0.source, $0.score, $0.quality) }),
            "different": .array(different.map { row($0.first, $0.second, $0.score) }),
            "searches": .array(searches.map { row($0.source, $0.nearest, $0.score) }),
        ]
        return json.encoded
    }

    /// - Throws: also where anything is missing, or two numbers cannot both be true.
    public init(encoded bytes: [UInt8]) throws(Malformed) {
        let json = try JSONParser.parse(bytes, as: Self.object, limits: .init(bytes: Self.mostBytes))
        guard let members = json.members, Set(members.keys) == Self.members,
            json["schema"] == .string(Self.schema),
            json["transforms"] == .array(Self.transforms.map { .string($0) })
        else { throw Self.failure("not of schema \(Self.schema) with its transforms") }
        func rows(_ member: String, of width: Int, atMost limit: Int) throws(Malformed) -> [[JSON]] {
            guard let elements = json[member]?.elements, elements.count <= limit else {
                throw Self.failure("\(member): no list, or one of more than \(limit)")
            }
            return try elements.map { (element) throws(Malformed) in
                guard let row = element.elements, row.count == width else {
                    throw Self.failure("\(member): a row that has not \(width) values")
                }
                return row
            }
        }
        func numbers(_ row: [JSON], _ member: String, _ ranges: ClosedRange<Int>...) throws(Malformed) -> [Int] {
            try zip(row, ranges).map { (value, range) throws(Malformed) in
                guard let number = value.number.flatMap({ Int(exactly: $0) }), range.contains(number) else {
                    throw Self.failure("\(member): a number that is missing or out of range")
                }
                return number
            }
        }
        let usable = CopyProtocol.minimumQuality...100
        let pictures = try rows("pictures", of: 5, atMost: CopyProtocol.mostSources).map { (row) throws(Malformed) in
            let row = try numbers(
                row, "pictures", 0...Self.lastLine, usable, 0...CopyProtocol.maximumUnstableBits, 0...65_535,
                0...65_535)
            return Picture(line: row[0], quality: row[1], unstable: row[2], width: row[3], height: row[4])
        }
        let leftOut = try rows("left_out", of: 2, atMost: Self.mostLeftOut).map { (row) throws(Malformed) in
            guard let reason = row[1].text.flatMap({ Reason(rawValue: $0) }) else {
                throw Self.failure("left_out: a reason that is not known")
            }
            return LeftOut(line: try numbers(row, "left_out", 0...Self.lastLine)[0], reason: reason)
        }
        let sources = 0...max(0, pictures.count - 1)
        let most = CopyProtocol.mostCopied * Self.transforms.count
        let same = try rows("same", of: 4, atMost: most).map { (row) throws(Malformed) in
            let indices = try numbers(row, "same", 0...(Self.transforms.count - 1), sources)
            guard !(row[2].isNull && row[3].isNull) else {
                return Same(transform: indices[0], source: indices[1], score: nil, quality: nil)
            }
            let values = try numbers([row[2], row[3]], "same", Self.scores, usable)
            return Same(transform: indices[0], source: indices[1], score: values[0], quality: values[1])
        }
        let different = try rows("different", of: 3, atMost: CopyProtocol.mostPairs).map { (row) throws(Malformed) in
            let row = try numbers(row, "different", sources, sources, Self.scores)
            return Different(first: row[0], second: row[1], score: row[2])
        }
        let searches = try rows("searches", of: 3, atMost: CopyProtocol.mostSources).map { (row) throws(Malformed) in
            let row = try numbers(row, "searches", sources, sources, Self.scores)
            return Search(source: row[0], nearest: row[1], score: row[2])
        }
        self.init(pictures: pictures, leftOut: leftOut, same: same, different: different, searches: searches)
        try checkComplete()
        // Also what it says of how many were copied.
        guard encoded == bytes else { throw Self.failure("copied: not as many as follow from the pictures") }
    }

    private static let scores = 0...256
    /// A manifest of so many lines is larger than any artifact that is read.
    private static let lastLine = 999_999_999
    private static let object = "calibration scores"

    static func failure(_ reason: String) -> Malformed { Malformed(object, reason) }
}
