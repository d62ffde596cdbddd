import Testing

@Suite("exhibit anchor add")
struct AnchorDamageTests {
    @Test("refuses a reply with a changed byte, or records one that still holds, and never ends otherwise")
    func changedBytes() throws {
        let bench = try Bench()
        let prepared = try bench.run(
            """
            authority make tsa && exhibit init mycase --publisher P --contact C --no-passphrase -q && cd mycase &&
            exhibit anchor request -o ../head.tsq -q && authority reply ../tsa ../head.tsq ../head.tsr
            """)
        #expect(prepared.code == 0, "\(prepared.error)")
        let loop = try bench.run(
            """
            cd mycase
            size=$(wc -c <../head.tsr)
            for at in $(seq 0 41 $((size - 1))); do
              byte=$(od -An -tu1 -j "$at" -N 1 ../head.tsr)
              { head -c "$at" ../head.tsr; printf "\\\\$(printf %o $((byte ^ 1)))"; tail -c +$((at + 2)) ../head.tsr; } >../x.tsr
              test "$(wc -c <../x.tsr)" = "$size" && ! cmp -s ../x.tsr ../head.tsr || echo "no change at $at"
              exhibit anchor add ../x.tsr --ca ../tsa/root.pem -q 2>/dev/null
              echo $?
              head -c "$at" ../head.tsr >../x.tsr
              exhibit anchor add ../x.tsr --ca ../tsa/root.pem -q 2>/dev/null && echo "recorded a part: $at"
            done
            """)
        let codes = loop.output.split(separator: "\n")
        #expect(codes.count > 20)
        #expect(codes.allSatisfy { $0 == "0" || $0 == "1" }, "\(loop.output)")
        #expect(codes.count { $0 == "1" } > codes.count * 3 / 4, "\(loop.output)")
        let audit = try bench.run(
            "cd mycase; exhibit anchor add ../head.tsr --ca ../tsa/root.pem && exhibit audit --ca ../tsa/root.pem")
        #expect(audit.code == 0, "\(audit.output)\(audit.error)")
    }
}
