import ExhibitCore

/// One line of a runner's, in the form of `exhibit-runner-v1` (`Schemas/runner-v1.md`).
enum RunnerAnswer {
    static let protocolName = "exhibit-runner-v1"

    case description(RunnerDescription)
    case progress(done: Int64, total: Int64)
    case result(RunnerResult)
    case error(String)

    /// - Parameter id: of the request that is to be answered.
    init(_ line: [UInt8], to id: Int64) throws(Stop) {
        let value: JSON
        do {
            value = try JSONParser.parse(line, as: "answer", limits: JSONParser.Limits(bytes: 1 << 20))
        } catch {
            throw Stop(.malformed, "a line of it was refused: \(error.reason)")
        }
        guard let word = value["answer"]?.text else {
            throw Stop(.malformed, "a line of it was refused: it is no answer")
        }
        let common = ["answer", "id", "protocol"]
        func reader(_ names: [String]) throws(Stop) -> AnswerReader {
            try AnswerReader(value, "the answer", common + names)
        }
        func checkOrder(_ answer: AnswerReader) throws(Stop) {
            let name = try answer.text("protocol")
            guard try answer.number("id", in: 1...AnswerReader.largest) == id, name == Self.protocolName else {
                throw Stop(.outOfOrder, "it answered another protocol, or another request than the one it was asked")
            }
        }
        switch word {
        case "description":
            let answer = try reader([
                "engine", "generates_pixels", "name", "nondeterminism", "score", "threads", "version",
            ])
            try checkOrder(answer)
            self = .description(try RunnerDescription(answer))
        case "progress":
            let answer = try reader(["done", "total"])
            try checkOrder(answer)
            self = .progress(
                done: try answer.number("done", in: 0...AnswerReader.largest),
                total: try answer.number("total", in: 1...AnswerReader.largest))
        case "result":
            let answer = try reader(["candidates", "execution", "outputs", "warnings"])
            try checkOrder(answer)
            self = .result(try RunnerResult(answer))
        case "error":
            let answer = try reader(["reason"])
            try checkOrder(answer)
            guard let reason = value["reason"]?.text, !reason.isEmpty else {
                throw answer.refused("reason", "not a text of 1 to 4,096 bytes")
            }
            self = .error(reason)
        default:
            throw Stop(.malformed, "a line of it was refused: its \"answer\" is no permitted word")
        }
    }
}
