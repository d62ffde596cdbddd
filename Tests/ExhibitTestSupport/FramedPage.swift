import ExhibitCore
import ExhibitReport

/// `verify.html` as it is given out, under its own policy, in a frame as narrow as a telephone.
///
/// Its policy lets no other script run in it: what drives it stands around the frame.
public enum FramedPage {
    /// A file with its name, as somebody chooses it.
    public struct Chosen: Sendable {
        let name: String
        let bytes: [UInt8]

        public init(_ name: String, _ bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// The lines that the body of a function returns, with these at hand: `page`, its document; `files`, by name;
    /// `choose(...names)`, which waits for the result; `element(id)`; `said()`: code, look and headline.
    ///
    /// - Parameter changing: of the page's HTML, which its policy then no longer fits.
    public static func results(
        _ body: String, files: [Chosen], width: Int = 360, arguments: [String] = [],
        changing: ((String) -> String)? = nil
    ) throws -> [String] {
        var html = VerifierPage.html()
        if let changing {
            html = changing(html).replacing(/<meta http-equiv="Content-Security-Policy"[^>]*>/, with: "")
        }
        let names = files.map { "'\($0.name)': bytes('\(Base64.encode($0.bytes))')" }.joined(separator: ", ")
        let driver = """
            <!DOCTYPE html>
            <html><head><meta charset="utf-8"></head><body><script>
            const bytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
            const files = { \(names) };
            const pause = () => new Promise((done) => setTimeout(done, 20));
            const answer = async () => {
              const frame = document.createElement('iframe');
              [frame.width, frame.height, frame.style.border] = [\(width), 900, 0];
              frame.srcdoc = new TextDecoder().decode(bytes('\(Base64.encode(Array(html.utf8)))'));
              document.body.append(frame);
              await new Promise((done) => frame.addEventListener('load', done));
              const page = frame.contentDocument;
              const element = (id) => page.getElementById(id);
              const rest = async () => {
                for (let i = 0; i < 1000 && ['ready', 'checking', undefined].includes(page.body.dataset.state); i++) await pause();
              };
              for (let i = 0; i < 500 && page.body.dataset.state !== 'ready'; i++) await pause();
              const choose = async (...names) => {
                const given = new frame.contentWindow.DataTransfer();
                for (const name of names) given.items.add(new frame.contentWindow.File([files[name]], name));
                page.body.dataset.state = 'checking';
                element('report').files = given.files;
                element('report').dispatchEvent(new Event('change'));
                await rest();
              };
              const said = () => [page.body.dataset.code, page.body.dataset.state, element('verdict').textContent].join('|');
            \(body)
            };
            answer().then((lines) => lines.join('\\n'), (error) => `error\\t${error}`).then((text) => {
              const results = document.createElement('pre');
              results.id = 'results';
              results.textContent = text;
              for (const script of document.querySelectorAll('script, iframe')) script.remove();
              document.body.append(results);
            });
            </script></body></html>
            """
        return try Browser.results(of: driver, arguments: arguments).split(separator: "\n").map(String.init)
    }
}
