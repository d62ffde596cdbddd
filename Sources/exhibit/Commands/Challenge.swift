import ArgumentParser
import ExhibitCore

struct ChallengeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "challenge",
        abstract: "Object to a report, without asking anybody; or answer an objection.",
        discussion: """
            Whoever is shown a report needs only its file: exhibit challenge new REPORT makes a signed objection with a \
            key of its own, and exhibit verify REPORT --challenges FOLDER shows it to anyone, whether or not the publisher \
            accepts it. The publisher records it with receive, and signs with acknowledge that it came.

            Grounds:
            \(ChallengeGround.allCases.map { "  \($0.rawValue)  \($0.title)" }.joined(separator: "\n"))
            """,
        subcommands: [
            ChallengeNew.self, ChallengeStamp.self, ChallengeWithdraw.self, ChallengeReceive.self,
            ChallengeAcknowledge.self,
            ChallengeRule.self,
            ChallengeList.self,
        ])
}
