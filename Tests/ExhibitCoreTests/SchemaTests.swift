import ExhibitCore
import ExhibitTestSupport
import Foundation
import Testing

/// The specification in Schemas: its examples are computed, its JSON Schemas come from the table of kinds.
@Suite("Specification") struct SchemaTests {
    /// A fence opens with "```", a language and a name.
    private struct Block {
        let name: String
        var text: [String]
        let lines: Range<Int>
    }

    private func blocks(_ page: [String]) throws -> [Block] {
        var blocks: [Block] = []
        var opening: (line: Int, name: String)?
        for (number, line) in page.enumerated() where line.hasPrefix("```") {
            if let open = opening {
                blocks.append(
                    Block(
                        name: open.name, text: Array(page[(open.line + 1)..<number]), lines: (open.line + 1)..<number))
                opening = nil
            } else {
                let words = line.dropFirst(3).split(separator: " ")
                try #require(words.count == 2, "a fence without language and name: \(line)")
                opening = (number, String(words[1]))
            }
        }
        try #require(opening == nil, "an open fence")
        return blocks
    }

    @Test("Every example of the specification is what the program computes")
    func examples() throws {
        for (name, examples) in try SchemaExamples().pages {
            let file = TestFiles.schemas.appending(path: name)
            var page = String(decoding: try TestFiles.bytes(file), as: UTF8.self).components(separatedBy: "\n")
            let blocks = try blocks(page)
            #expect(Set(blocks.map(\.name)) == Set(examples.keys), "\(name)")
            #expect(Set(blocks.map(\.name)).count == blocks.count, "\(name)")
            for block in blocks.reversed() {
                let expected = examples[block.name, default: ""].trimmingCharacters(in: ["\n"])
                if !Recording.isOn { #expect(block.text.joined(separator: "\n") == expected, "\(name) \(block.name)") }
                page.replaceSubrange(block.lines, with: expected.components(separatedBy: "\n"))
            }
            if Recording.isOn {
                #expect(try Recording.difference(page.joined(separator: "\n").bytes, from: file) == nil)
            }
        }
    }

    @Test("Every page is listed in the index, every schema in the page of payloads, and every link leads to a file")
    func links() throws {
        let files = TestFiles.files(in: TestFiles.schemas, suffix: "")
        let names = Set(files.map { String($0.path.dropFirst(TestFiles.schemas.path.count + 1)) })
        var links: [String: Set<String>] = [:]
        for file in files where file.pathExtension == "md" {
            let text = String(decoding: try TestFiles.bytes(file), as: UTF8.self)
            let found = Set(text.matches(of: /\]\(([^)]+)\)/).map { String($0.1) }.filter { !$0.hasPrefix("https://") })
            #expect(found.subtracting(names) == [], "\(file.lastPathComponent)")
            links[file.lastPathComponent] = found
        }
        let pages = names.filter { $0.hasSuffix(".md") && $0 != "README.md" }
        #expect(links["README.md"] == pages)
        #expect(links["payload-v1.md"] == names.filter { $0.hasPrefix("kinds/") })
        #expect(try Set(SchemaExamples().pages.keys) == pages)
    }

    @Test("The JSON Schema of each kind is what the table of kinds gives", arguments: Kind.all.map(\.predicateType))
    func schemas(name: String) throws {
        let kind = try #require(Kind.named(name))
        let file = TestFiles.schemas.appending(path: "kinds").appending(path: JSONSchema.fileName(of: kind))
        #expect(try Recording.difference(JSONSchema.encoded(kind), from: file) == nil)
    }

    @Test("There is a JSON Schema for each kind, and for nothing else")
    func allSchemas() {
        let files = TestFiles.files(in: TestFiles.schemas.appending(path: "kinds"), suffix: "")
        #expect(Set(files.map(\.lastPathComponent)) == Set(Kind.all.map(JSONSchema.fileName)))
    }
}
