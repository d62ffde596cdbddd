#!/usr/bin/env python3
"""Takes memory in steps of 64 MiB and touches it, up to 8 GiB or as many MiB as the parameter says (mebibytes)."""

import mmap

import speak

run = speak.described()
most = min(8192, int(run["parameters"].get("mebibytes", "8192"))) // 64
held = []
try:
    for _ in range(most):
        step = mmap.mmap(-1, 64 << 20)
        for page in range(0, 64 << 20, 4096):
            step[page] = 1
        held.append(step)
except (OSError, MemoryError):
    pass
speak.verdict(run, [f"{len(held) * 64} MiB"] if len(held) == most else [])
