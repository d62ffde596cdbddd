import Testing

@Suite("A picture under two names")
struct TwinCommandTests {
    /// A case with a picture, a file with the same JPEG data and a comment, and a set of three files.
    private func bench() throws -> Bench {
        let bench = try Bench()
        let made = try bench.run(
            """
            cp "$FIXTURES/baseline.jpg" p.jpg && mkdir set && cp p.jpg set/a.jpg && cp p.jpg set/b.jpg && cp p.jpg set/c.jpg &&
            { head -c 2 p.jpg; printf '\\377\\376\\000\\003x'; tail -c +3 p.jpg; } >twin.jpg &&
            exhibit init c --no-passphrase -q && exhibit ingest p.jpg twin.jpg --case c -q &&
            exhibit gallery add set set --case c -q
            """)
        try #require(made.code == 0, "\(made.output)\(made.error)")
        return bench
    }

    @Test("is protected under both, the claim that stated it is named, and no review is promised to be blind")
    func protected() throws {
        let bench = try bench()
        let made = try bench.run(
            """
            exhibit identify p.jpg --gallery set --case c --subject protected -q
            exhibit identify twin.jpg --gallery set --case c
            exhibit report --last -o r.html --case c -q && exhibit verify r.html -q && exhibit-verify r.html >&2 &&
            exhibit audit --case c -q && echo whole
            exhibit identify twin.jpg --gallery set --case c --hold
            """)
        #expect(made.output.contains("REFUSED") && made.output.contains("P15.excluded-subject"), "\(made.output)")
        #expect(made.output.contains("\"protected person\" was stated by claim #"), "\(made.output)")
        #expect(made.output.contains("whole"), "\(made.output)\(made.error)")
        #expect(made.error.contains("stands on this picture already"), "\(made.error)")
        #expect(made.error.contains("will be \"not blind\""), "\(made.error)")
    }

    @Test(
        "carries a dissent from one to the other, and counts no review as blind that comes after a claim on the other")
    func reviews() throws {
        let bench = try bench()
        let made = try bench.run(
            """
            run() { exhibit log --kind run.opened --case c --csv | tail -1 | cut -d, -f1 | tr -dc 0-9; }
            exhibit key reviewer -o one.key --no-passphrase -q && exhibit key grant reviewer one.key --case c -q &&
            exhibit identify p.jpg --gallery set --case c --hold -q &&
            exhibit review "#$(run)" --conclusion opposes --reviewer-key one.key --case c &&
            exhibit identify twin.jpg --gallery set --case c && exhibit report --last -o r.html --case c -q &&
            exhibit verify r.html -q && exhibit identify p.jpg --gallery set --case c --hold -q &&
            exhibit review "#$(run)" --conclusion supports --reviewer-key one.key --case c && echo whole
            """)
        #expect(made.output.contains("opposes, blind") && made.output.contains("supports, not blind"), "\(made.output)")
        #expect(made.output.contains("P13.dissent") && made.output.contains("whole"), "\(made.output)\(made.error)")
    }
}

extension TwinCommandTests {
    @Test("is gone with the last of its files, and no new report confirms it")
    func erased() throws {
        let bench = try bench()
        let made = try bench.run(
            """
            exhibit identify p.jpg --gallery set --case c -q
            for file in twin.jpg p.jpg; do
                exhibit erase $file --reason data-subject-request --yes --case c | grep -c 'kept: sealed'
            done
            exhibit report --last -o r.html --case c -q; exhibit verify r.html --picture p.jpg | grep -A1 'picture given'
            exhibit audit --case c -q && echo whole
            """)
        #expect(made.output.contains("picture: the report withholds what is needed"), "\(made.output)\(made.error)")
        #expect(made.output.hasPrefix("2\n0\n") && made.output.hasSuffix("whole\n"), "\(made.output)\(made.error)")
    }

    @Test("is not erased, nor is the second answer, while an objection to a claim on the other is undecided")
    func objected() throws {
        let bench = try bench()
        let made = try bench.run(
            """
            exhibit identify p.jpg --gallery set --case c -q; exhibit report --last -o r.html --case c -q
            exhibit challenge new r.html --ground C7 --text no -o x.challenge -q; exhibit challenge receive x.challenge --case c -q
            for what in twin.jpg set/b.jpg; do exhibit erase $what --reason retention --yes --case c; echo "code $?"; done
            exhibit identify twin.jpg --gallery set --case c -q; exhibit report --last -o t.html --case c -q
            exhibit verify t.html --challenges . | grep -A2 '^Objection\\|^CONTESTED'
            exhibit identify p.jpg --gallery set --gallery set --case c; echo "code $?"
            """)
        #expect(made.output.hasPrefix("code 5\ncode 5\n"), "\(made.output)\(made.error)")
        #expect(made.output.contains("CONTESTED: ") && !made.output.contains("not shown"), "\(made.output)")
        #expect(made.output.hasSuffix("code 64\n"), "\(made.error)")
    }
}

@Suite("Words that are typed")
struct TypedWordsTests {
    @Test("are flagged before anything is recorded, wherever reports show them and however they are spelled")
    func flagged() throws {
        let bench = try Bench()
        let made = try bench.run(
            """
            cp "$FIXTURES/baseline.jpg" p.jpg && exhibit init c --no-passphrase --publisher "M a t c h confirmed" -q
            exhibit ingest p.jpg --case c -q --source "100 % sure" --origin stated --basis "There is n o doubt"
            exhibit policy set --tighten P10.runs=3 --reason "It is undeniable" --case c -q
            exhibit audit --case c -q && echo whole
            """)
        #expect(made.output.contains("whole"), "\(made.output)\(made.error)")
        for words in [
            "--publisher: \"M a t c h confirmed\" will", "--source: \"100 % sure\" will", "--basis: \"n o doubt\" will",
            "--reason: \"undeniable\" will",
        ] {
            #expect(made.error.contains(words), "\(words): \(made.error)")
        }
    }

    @Test("are refused where both propositions are one, and nobody is sent in a circle by a number that is too small")
    func refused() throws {
        let bench = try Bench()
        let made = try bench.run(
            """
            cp "$FIXTURES/baseline.jpg" p.jpg && mkdir set && cp p.jpg set/a.jpg && cp p.jpg set/b.jpg && cp p.jpg set/c.jpg &&
            exhibit init c --no-passphrase -q && exhibit ingest p.jpg --case c -q && exhibit gallery add set set --case c -q &&
            exhibit identify p.jpg --gallery set --case c -q
            exhibit identify p.jpg --gallery set --case c --proposition "It is." --alternative " it IS. "; echo "code $?"
            run=$(exhibit log --kind run.opened --case c --csv | tail -1 | cut -d, -f1 | tr -dc 0-9)
            exhibit claim "#$run" --population 2 --case c; echo "code $?"
            """)
        #expect(made.output == "code 64\ncode 1\n", "\(made.output)")
        #expect(made.error.contains("--proposition and --alternative say the same"), "\(made.error)")
        #expect(made.error.contains("3 pictures were searched") && made.error.contains("Nothing was claimed"))
        #expect(!made.error.contains("claim from it with other words"), "\(made.error)")
    }
}
