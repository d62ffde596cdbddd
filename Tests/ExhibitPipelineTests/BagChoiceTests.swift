import ExhibitCore
import Testing

@testable import ExhibitPipeline

@Suite("What may leave a case in a bag")
struct BagChoiceTests {
    private struct Unread: Error {}

    private func reason(
        _ group: BagContents.Group, role: String = "role", _ choice: BagChoice = BagChoice(), isInReport: Bool = false,
        text: String? = nil, isOfAPerson: Bool = false
    ) throws -> String? {
        try BagContents.Item(name: .open([]), role: role, group: group, isOfAPerson: isOfAPerson)
            .reasonWithheld(choice, isInReport: isInReport) {
                guard let text else { throw Unread() }
                return Array(text.utf8)
            }
    }

    @Test("The evidence, named references, results and models leave; the rest of a set and what names a user do not")
    func standard() throws {
        for group in [BagContents.Group.evidence, .reference, .output, .model, .rule] {
            #expect(try reason(group) == nil, "\(group)")
        }
        #expect(try reason(.gallery)?.contains("--include gallery") == true)
        #expect(try reason(.log, text: "epoch 1: 0.25\n") == nil)
        for text in ["read /home/somebody/x", "/Users/somebody", "\u{FF}/home/\u{301}x"] {
            #expect(try reason(.log, text: text)?.contains("--include log") == true, "\(text)")
        }
        #expect(try reason(.log, role: Observation.role, text: "")?.contains("--include log") == true)
    }

    @Test("The publisher's own folder names somebody too, wherever it is; that of a system's user is not every path")
    func home() throws {
        #expect(try reason(.log, BagChoice(home: "/srv/somebody"), text: "in /srv/somebody/x") != nil)
        #expect(try reason(.log, BagChoice(home: "/"), text: "in /usr/bin/python3") == nil)
        #expect(try reason(.log, BagChoice(home: "/"), text: "in /root/x") != nil)
        #expect(try reason(.log, BagChoice(), text: "in /srv/somebody/x") == nil)
    }

    @Test("What is kept back leaves only where it is asked for, or where the report has it")
    func keptBack() throws {
        var item = BagContents.Item(name: .open([]), role: "evidence", group: .evidence)
        item.keptBack = "it shows what a recorded step masked"
        #expect(item.reasonWithheld(BagChoice(), isInReport: false) { [] }?.contains("--include evidence") == true)
        #expect(item.reasonWithheld(BagChoice(include: [.evidence]), isInReport: false) { [] } == nil)
        #expect(item.reasonWithheld(BagChoice(), isInReport: true) { [] } == nil)
    }

    @Test("A log that cannot be looked through does not leave, unless logs are given as they are")
    func unreadable() throws {
        #expect(throws: Unread.self) { try reason(.log) }
        #expect(try reason(.log, BagChoice(include: [.log])) == nil)
    }

    @Test("What a model said of a person does not leave unless it is asked for, nor do its warnings of it")
    func person() throws {
        let (quiet, warning) = (#"[{"name":"exit"}]"#, #"[{"name":"warning of the program"}]"#)
        for (group, role) in [(BagContents.Group.output, "candidates"), (.output, "output.map"), (.log, "transcript")] {
            #expect(try reason(group, role: role, text: "", isOfAPerson: true)?.contains("--include log") == true)
            #expect(try reason(group, role: role, BagChoice(include: [.log]), isOfAPerson: true) == nil)
            #expect(try reason(group, role: role, text: "") == nil)
        }
        #expect(try reason(.output, role: "environment", text: quiet, isOfAPerson: true) == nil)
        #expect(try reason(.output, role: "environment", text: warning, isOfAPerson: true) != nil)
        // Of a reference set besides: both have to be asked for.
        #expect(try reason(.gallery, BagChoice(include: [.log]), isOfAPerson: true) != nil)
        #expect(try reason(.gallery, BagChoice(include: [.gallery]), isOfAPerson: true) != nil)
    }

    @Test("What the publisher keeps stays, and what was made of it; but what the report shows is out")
    func kept() throws {
        let evidence = BagChoice(include: [.gallery], withhold: [.evidence])
        #expect(try reason(.evidence, evidence) != nil)
        #expect(try reason(.output, evidence)?.contains("made of evidence") == true)
        #expect(try reason(.output, role: "environment", evidence) == nil)
        #expect(try reason(.log, evidence) != nil)
        #expect(try reason(.gallery, evidence) == nil)
        #expect(try reason(.reference, BagChoice(withhold: [.gallery])) != nil)
        let outputs = BagChoice(withhold: [.outputs])
        #expect(try reason(.output, role: "environment", outputs) != nil)
        #expect(try reason(.evidence, outputs) == nil)
        for group in [BagContents.Group.evidence, .gallery, .output, .log] {
            #expect(try reason(group, evidence, isInReport: true) == nil, "\(group)")
        }
    }
}
