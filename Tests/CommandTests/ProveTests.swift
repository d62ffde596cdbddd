import Foundation
import Testing

@Suite("exhibit prove")
struct ProveTests {
    @Test("writes the same proof with the case's cache, without it, and with one that is damaged")
    func cache() throws {
        let bench = try Bench()
        let made = try bench.run(
            """
            exhibit init c --no-passphrase --publisher P --quiet
            mkdir files; for i in $(seq 300); do echo $i > files/$i.txt; done
            exhibit ingest files --case c --quiet
            exhibit audit --case c --quiet && ls c/private
            """)
        #expect(made.code == 0, "\(made.error)")
        #expect(made.output.contains("cache"), "\(made.output)")
        func prove(_ name: String) throws {
            let result = try bench.run(
                "exhibit prove '#200' --case c -o \(name).tlog-proof --entry \(name).json --quiet 2>&1")
            #expect(result.code == 0, "\(name): \(result.output)")
        }
        try prove("with")
        // Also with every hash in it changed: the signed checkpoint decides whether a proof leaves the program.
        let damage = """
            for f in c/private/*cache*; do python3 - "$f" <<'END'
            import sys
            data = bytearray(open(sys.argv[1], "rb").read())
            for at in range(4096 + 200, len(data), 3): data[at] ^= 1
            open(sys.argv[1], "wb").write(data)
            END
            done
            """
        #expect(try bench.run("cp -r c kept; \(damage)").code == 0)
        try prove("damaged")
        #expect(try bench.run("rm c/private/*cache*").code == 0)
        try prove("without")
        let same = try bench.run(
            """
            cmp with.tlog-proof without.tlog-proof && cmp with.tlog-proof damaged.tlog-proof
            cmp with.json without.json && cmp with.json damaged.json
            exhibit-verify with.tlog-proof --entry with.json --key "$(exhibit key show --case c --json |
                sed 's/.*"verifier_keys":\\["\\([^"]*\\)".*/\\1/')" | tail -1
            """)
        #expect(same.code == 0, "\(same.output)\(same.error)")
        #expect(same.output.contains("Verified"), "\(same.output)\(same.error)")
    }
}
