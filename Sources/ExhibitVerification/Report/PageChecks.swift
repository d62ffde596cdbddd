import ExhibitCore
import ExhibitReport
import ExhibitWeight

/// Whether the words and pictures of the page are those that the bundle supports, to the byte.
extension ReportVerifier {
    mutating func checkPage(
        _ report: ReportFile, _ bundle: Bundle, subject: Subject, disclosed: Disclosures, lists: [TypedName: [UInt64]]
    ) {
        var check = Verdict.Check("page", "the page, rendered again from the chain, is the page in the file")
        defer { verdict.add(check) }
        let statement = subject.report.statement
        let object = "entry \(subject.report.position)"
        if statement.name("page") != report.pageName {
            check.fail(.tampered, "page", "it is not the page that \(object) names: its words or pictures were changed")
        }
        guard let salt = report.salt else { return }
        // First of all: what was taken out of the file would else look like what its publisher withheld.
        if let said = report.disclosed, said != bundle.disclosedDigest {
            check.fail(
                .tampered, "disclosed",
                "the file does not disclose what its page says: values or pictures were taken out of it or put into it")
        }
        let edition = statement.name("template").flatMap { Page.edition(ofTemplate: $0) }
        let further =
            (edition ?? .current) == .disclosing
            ? ReportView.AskedFurther(
                disclosed: report.disclosed ?? bundle.disclosedDigest, supersedes: statement.name("supersedes")) : nil
        var view: ReportView
        do {
            func derive(_ scope: ReportScope, asksWhoWasFirst: Bool) throws -> ReportView {
                try ReportView(
                    deriving: subject.claim, scope: scope, covers: subject.viewCovers, disclosed: disclosed, salt: salt,
                    asksWhoWasFirst: asksWhoWasFirst, further: further)
            }
            view = try derive(subject.viewScope, asksWhoWasFirst: true)
            if further == nil, statement.name("view") != .open(view.json.encoded) {
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
        // Which script stands there is neither the view's nor the template's to say, so it is told by its own digest.
        let script = edition?.hasScript == true ? PageScript(of: report.page) : nil
        let rendered = edition.map { Page(view, $0, script: script ?? .current) }
        guard let edition, let page = rendered, statement.name("template") == .open(page.templateBytes) else {
            check.fail(.incomplete, object, "an unknown template: the words on this page were not checked")
            return
        }
        // Without it nobody could tell when the report is out of date. Pages of earlier templates say that they have none.
        if edition.hasScript, subject.standing == nil {
            check.fail(.incomplete, object, "its page promises a standing, and there is none in this report")
        }
        if statement.name("view") != .open(view.json.encoded) {
            check.fail(.tampered, "view", "\(object) names another view than the one that follows from the chain")
        }
        if let script, !script.isReleased {
            check.fail(
                .incomplete, "the script on this page", "it is not one of ours: what it shows was not checked")
        }
        if page.bytes != report.page {
            check.fail(.tampered, "page", "it says something else than the chain supports")
        }
        check.detail = "\(report.page.count) bytes, template \(page.templateName)"
    }
}
