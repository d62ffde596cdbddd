import ExhibitCore
import ExhibitReport
import ExhibitWeight

/// Whether the words and pictures of the page are those that the bundle supports, to the byte.
extension ReportVerifier {
    /// The templates whose reports carry a first standing: they promise one, and without it nobody could tell when they
    /// are out of date. Earlier ones do not, and say so.
    static let templatesWithStanding: Set<String> = []

    mutating func checkPage(
        _ report: ReportFile, subject: Subject, disclosed: Disclosures, lists: [TypedName: [UInt64]]
    ) {
        var check = Verdict.Check("page", "the page, rendered again from the chain, is the page in the file")
        defer { verdict.add(check) }
        let statement = subject.report.statement
        let object = "entry \(subject.report.position)"
        if statement.name("page") != report.pageName {
            check.fail(.tampered, "page", "it is not the page that \(object) names: its words or pictures were changed")
        }
        guard let salt = report.salt else { return }
        var view: ReportView
        do {
            func derive(_ scope: ReportScope, asksWhoWasFirst: Bool) throws -> ReportView {
                try ReportView(
                    deriving: subject.claim, scope: scope, covers: subject.viewCovers, disclosed: disclosed, salt: salt,
                    asksWhoWasFirst: asksWhoWasFirst)
            }
            view = try derive(subject.viewScope, asksWhoWasFirst: true)
            if statement.name("view") != .open(view.json.encoded) {
                // Earlier versions did not ask. Whether the claim says too much for it is for the claim to show.
                let before = try derive(subject.viewScopeBefore(), asksWhoWasFirst: false)
                if statement.name("view") == .open(before.json.encoded) { view = before }
            }
        } catch let problem as WeighingGround.Problem where problem.missing != nil {
            check.fail(.incomplete, object, "\(problem.reason): the words on this page were not checked")
            return
        } catch let problem as WeighingGround.Problem {
            check.fail(.tampered, "view", problem.reason)
            return
        } catch {
            check.fail(.tampered, "view", "\(error)")
            return
        }
        examined = Examined(subject: subject, disclosed: disclosed, view: view)
        guard statement.name("template") == .open(Page.templateBytes(of: view)) else {
            check.fail(.incomplete, object, "an unknown template: the words on this page were not checked")
            return
        }
        if Self.templatesWithStanding.contains(Page.templateName(of: view)), subject.standing == nil {
            check.fail(.incomplete, object, "its page promises a standing, and there is none in this report")
        }
        if statement.name("view") != .open(view.json.encoded) {
            check.fail(.tampered, "view", "\(object) names another view than the one that follows from the chain")
        }
        if Page.render(view) != report.page {
            check.fail(.tampered, "page", "it says something else than the chain supports")
        }
        check.detail = "\(report.page.count) bytes, template \(Page.templateName(of: view))"
    }
}
