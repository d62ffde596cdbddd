import Testing

@Suite("A call that is made to fail")
struct SystemCallTests {
    @Test("is told with its own file, also where another thread's call comes between its two lines")
    func hits() {
        let log = """
            7 fsync(11</bench/case/artifacts>) = 0
            7 fsync(12</bench/exhibit/heads> <unfinished ...>
            8 fsync(13</bench/case/artifacts/open>) = 0
            7 <... fsync resumed>) = -1 EIO (Input/output error) (INJECTED)
            9 fsync(14</bench/case/artifacts/open>) = -1 EIO (Input/output error) (INJECTED)
            """
        #expect(
            SystemCall.hits(in: log) == [
                "7 fsync(12</bench/exhibit/heads> <unfinished ...>",
                "9 fsync(14</bench/case/artifacts/open>) = -1 EIO (Input/output error) (INJECTED)",
            ])
    }
}
