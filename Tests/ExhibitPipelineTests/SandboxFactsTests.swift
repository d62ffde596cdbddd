import Testing

@testable import ExhibitPipeline

@Suite("What the ledger says of a sandbox")
struct SandboxFactsTests {
    private func facts(
        _ confinement: Sandbox.Confinement, setpriv: String? = nil, hasTable: Bool
    ) -> [String: String] {
        let tools = SandboxTools(
            bwrap: "/usr/bin/bwrap", setpriv: setpriv, prlimit: nil, countsProcessesByNamespace: false)
        let sandbox = Sandbox(
            command: ["/bin/true"], readOnly: [], output: "/nowhere/o", temporary: "/nowhere/t",
            confinement: confinement)
        let facts = sandbox.facts(tools, version: nil, hasTable: hasTable)
        return Dictionary(facts.map { ($0.name, $0.value) }) { first, _ in first }
    }

    @Test("is \"watched\" only where processes and memory can be looked at")
    func watched() {
        for name in ["processes", "memory", "host reserve"] {
            #expect(facts(.unconfined, hasTable: true)[name]?.hasSuffix("watched") == true, "\(name)")
        }
        let blind = facts(.unconfined, hasTable: false)
        for name in ["processes", "memory"] {
            #expect(blind[name] == "not restricted: no list of processes on this system", "\(name)")
        }
        #expect(blind["host reserve"]?.contains("memory") == false && blind["host reserve"]?.contains("disk") == true)
        #expect(blind["output folder"]?.hasSuffix("watched") == true, "folders are looked at everywhere")
    }

    @Test("promises an end only to what something ends")
    func ends() {
        let end = { (setpriv: String?, hasTable: Bool) in
            facts(.unconfined, setpriv: setpriv, hasTable: hasTable)["end"]
        }
        #expect(end("/usr/bin/setpriv", true) == "all processes that are found; when we are killed, the program alone")
        #expect(end(nil, true) == "all processes that are found; when we are killed, none")
        #expect(end(nil, false) == "the program alone; when we are killed, none")
        #expect(facts(.bubblewrap, hasTable: true)["end"] == "all processes, also when we are killed")
    }
}
