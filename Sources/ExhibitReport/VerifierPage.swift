import ExhibitCore

/// `verify.html`: a second verifier, in JavaScript, for who was handed a report and has nothing but a browser.
///
/// One file without any library, which asks nobody and sends nothing: its content-security policy names the one script
/// and the one style by their hashes, and allows nothing else. The files below `Verifier` share one scope, in this order.
public enum VerifierPage {
    /// What decides: everything but what a person sees.
    static let judging = [
        PackageResources.bytes_js, PackageResources.json_js, PackageResources.ed25519_js, PackageResources.tree_js,
        PackageResources.note_js, PackageResources.kinds_js, PackageResources.statement_js, PackageResources.roles_js,
        PackageResources.report_js, PackageResources.scope_js, PackageResources.verdict_js, PackageResources.verify_js,
        PackageResources.completeness_js, PackageResources.bridge_js, PackageResources.anchors_js,
        PackageResources.challenge_js, PackageResources.standing_js,
    ]
    /// What a person sees.
    static let showing = [PackageResources.words_js, PackageResources.show_js, PackageResources.objection_js]

    /// - Parameter exposed: names of the script that another script of the page may call, for tests: `exhibit.verify`.
    public static func script(exposing exposed: [String] = []) -> String {
        let parts = (judging + showing).map { String(decoding: $0, as: UTF8.self) }
        let whole = parts.joined(separator: "\n").filling("TEMPLATES", knownTemplates)
        let names = exposed.joined(separator: ", ")
        let exposing = exposed.isEmpty ? "" : "globalThis.exhibit = Object.freeze({ \(names) });\n"
        return "\n'use strict';\n(() => {\n\(whole)\(exposing)})();\n"
    }

    /// Names of what the programs can render again. A page made from another template was checked by nobody.
    private static var knownTemplates: String {
        [Template.search, .searchOfDerived, .searchWeighed, .answers, .answersWeighed]
            .map { TypedName.open(Array($0.text.utf8)).description }.joined(separator: " ")
    }

    /// - Parameter appended: a second script after the first one, for tests; it and the policy exclude each other.
    public static func html(exposing exposed: [String] = [], appended: String? = nil) -> String {
        let style = "\n" + String(decoding: PackageResources.style_css, as: UTF8.self)
        let script = script(exposing: exposed)
        let policy = """
            default-src 'none'; script-src 'sha256-\(digest(script))'; style-src 'sha256-\(digest(style))'; \
            form-action 'none'; base-uri 'none'
            """
        let meta = #"<meta http-equiv="Content-Security-Policy" content="\#(policy)">"#
        return String(decoding: PackageResources.page_html, as: UTF8.self)
            .filling("POLICY", appended == nil ? meta : "")
            .filling("VERSION", ExhibitVersion.program)
            .filling("STYLE", style)
            .filling("SCRIPT", script + (appended.map { "</script>\n<script>\($0)" } ?? ""))
    }

    private static func digest(_ text: String) -> String {
        Base64.encode(ContentHash(of: Array(text.utf8)).bytes)
    }
}

extension String {
    /// With a text in the place of a hole, `%NAME%`, which comes once.
    fileprivate func filling(_ name: String, _ text: String) -> String {
        guard let hole = firstRange(of: "%\(name)%") else { preconditionFailure("the page has no hole \(name)") }
        return replacingCharacters(in: hole, with: text)
    }

    private func replacingCharacters(in range: Range<Index>, with text: String) -> String {
        String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
    }
}
