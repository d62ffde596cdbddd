extension Sandbox {
    /// What is enforced, in words for the ledger. "Watched" is looked at ten times a second.
    ///
    /// - Parameters:
    ///   - version: of bubblewrap; nil without it.
    ///   - hasTable: whether processes can be listed here, with their memory.
    func facts(_ tools: SandboxTools, version: String?, hasTable: Bool = ProcessTable.isReadable) -> [Fact] {
        let isConfined = confinement == .bubblewrap
        var facts = [Fact("confinement", version ?? "none: started without a sandbox (--unconfined)")]
        if isConfined {
            facts += [
                Fact("network", "none"),
                Fact(
                    "files",
                    "read only: the system's programs and libraries and \(readOnly.count) binds; no home folder"),
                Fact("user", "65534, without capabilities" + (Self.runAs.map { "; \($0) outside" } ?? "")),
                Fact("namespaces", "user, mount, process, network, IPC, host name; no further user namespace"),
                Fact("system calls", SandboxTools.filter.isEmpty ? "not filtered" : "filtered (seccomp)"),
                Fact("shared memory", "\(limits.sharedMemory) bytes in /dev/shm"),
            ]
        } else {
            facts += [
                Fact("network", "not restricted"), Fact("files", "not restricted"),
                Fact("system calls", "not filtered"),
            ]
        }
        let isCounted = isConfined && tools.prlimit != nil && tools.countsProcessesByNamespace
        let unwatched = "not restricted: no list of processes on this system"
        let processes = "\(limits.processes) with threads" + (isCounted ? " (RLIMIT_NPROC)" : ", watched")
        facts += [
            Fact("processes", isCounted || hasTable ? processes : unwatched),
            Fact("memory", hasTable ? "\(limits.memory) bytes resident, watched" : unwatched),
        ]
        if tools.prlimit == nil {
            facts.append(Fact("limits of a process", "none: prlimit is not installed"))
        } else {
            facts += [
                Fact("address space", "not restricted"),
                Fact("processor time", "\(limits.cpuSeconds) s for each process"),
                Fact("file size", "\(limits.fileBytes) bytes"),
                Fact("open files", "\(limits.openFiles) for each process"),
            ]
        }
        return facts + [
            Fact("wall clock", "\(limits.wallSeconds) s"),
            Fact("output folder", "\(limits.outputBytes) bytes, \(limits.folderEntries) entries, watched"),
            Fact("temporary files", "\(limits.temporaryBytes) bytes, \(limits.folderEntries) entries, watched"),
            Fact("host reserve", "\(limits.hostReserve) bytes of \(hasTable ? "memory and of " : "")disk, watched"),
            Fact("standard output", "\(limits.stdoutBytes) bytes, \(limits.lineBytes) for each line"),
            Fact("standard error", "the first \(limits.stderrKept) bytes are kept"),
            Fact(
                "end",
                isConfined
                    ? "all processes, also when we are killed"
                    : (hasTable ? "all processes that are found" : "the program alone")
                        + "; when we are killed, \(tools.setpriv == nil ? "none" : "the program alone")"),
        ]
    }
}
