import ExhibitCore

/// `verify.html`: a second verifier, in JavaScript, for who was handed a report and has nothing but a browser.
///
/// One file without any library, which asks nobody and sends nothing: its content-security policy names the one script
/// and the one style by their hashes, and allows nothing else. `Embedded` is made from `Verifier`, which is for reading,
/// by `Scripts/minify-verifier`.
public enum VerifierPage {
    /// - Parameter earlier: digests of the scripts that it shall know besides itself.
    static func script(after earlier: [String]) -> String {
        String(decoding: PackageResources.verifier_js, as: UTF8.self)
            .filling("TEMPLATES", knownTemplates)
            .filling("SCRIPTS", earlier.map { $0.prefix(24) }.joined(separator: " "))
    }

    /// Names of what the programs can render again, cut to 96 bits, which no other text can be made to have. A page made
    /// from another template was checked by nobody.
    private static var knownTemplates: String {
        Template.known.map { String(TypedName.open(Array($0.text.utf8)).hash.hex.prefix(24)) }.joined(separator: " ")
    }

    /// - Parameter appended: a second script after the first one, for tests; it and the policy exclude each other.
    public static func html(appended: String? = nil) -> String {
        let script = PageScript.current.text
        let style = "\n" + String(decoding: PackageResources.style_css, as: UTF8.self)
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

    static func digest(_ text: String) -> String {
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
