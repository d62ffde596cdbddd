import Foundation

/// Chromium without a window: what `verify.html` says is what a real browser makes of it.
public enum Browser {
    /// Nil where none is installed.
    public static let path: String? = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }
    public static var isThere: Bool { path != nil }
    public static let missing =
        "Chromium is not installed, so nothing that verify.html says was tried: Scripts/setup test"

    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    /// The document once the page's scripts have come to rest, as HTML.
    public static func document(of page: String, arguments: [String] = []) throws -> String {
        guard let path else { throw Failure(description: missing) }
        let folder = FileManager.default.temporaryDirectory.appending(path: "exhibit-browser-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "page.html")
        let dump = folder.appending(path: "dump.html")
        try Data(page.utf8).write(to: file)
        try Data().write(to: dump)
        let browser = Process()
        browser.executableURL = URL(filePath: path)
        // Its own sandbox needs privileges that a container often lacks; it loads nothing but this file.
        browser.arguments =
            [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                "--disable-extensions",
                "--user-data-dir=\(folder.appending(path: "profile").path)", "--virtual-time-budget=100000000",
            ] + arguments + ["--dump-dom", file.absoluteString]
        browser.standardOutput = try FileHandle(forWritingTo: dump)
        browser.standardError = FileHandle.nullDevice
        try browser.run()
        let limit = Date(timeIntervalSinceNow: 600)
        while browser.isRunning {
            Thread.sleep(forTimeInterval: 0.05)
            guard Date() < limit else {
                browser.terminate()
                throw Failure(description: "\(path) did not come to its end within ten minutes")
            }
        }
        let document = String(decoding: try Data(contentsOf: dump), as: UTF8.self)
        guard document.contains("</html>") else {
            throw Failure(description: "\(path) gave no document (status \(browser.terminationStatus))")
        }
        return document
    }

    /// The text of the element `<pre id="results">`, which a test's own script fills when it is done.
    public static func results(of page: String, arguments: [String] = []) throws -> String {
        let document = try document(of: page, arguments: arguments)
        guard let start = document.firstRange(of: #"<pre id="results">"#),
            let end = document[start.upperBound...].firstRange(of: "</pre>")
        else { throw Failure(description: "the page's script did not come to its end") }
        return String(document[start.upperBound..<end.lowerBound])
            .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    }
}
