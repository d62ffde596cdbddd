/// What somebody gave beside the file that is judged.
extension Verdict {
    public enum Given: String, Sendable {
        case picture = "the picture"
        case entry = "the entry"
        case bridge = "the bridge"
    }

    /// Says that it was not compared with the file: silence would be taken for a yes.
    public mutating func leaveAside(_ given: Given, _ reason: String) {
        var check = Check("given", "\(given.rawValue) that you gave was compared with the file")
        check.fail(.couldNotJudge, given.rawValue, "it was not compared with this file: \(reason)")
        add(check)
    }
}
