#!/usr/bin/env python3
"""Writes into its output and its folder for temporary files, 2 GiB each at most, and takes it back."""

import os
import pathlib

import speak

run = speak.described()
found = []
for folder in (run["output"], os.environ.get("TMPDIR", run["output"])):
    paths = [pathlib.Path(folder, f"part{number}") for number in range(64)]
    total = 0
    try:
        for path in paths:
            with open(path, "wb", buffering=0) as file:
                for _ in range(32):
                    total += file.write(b"\1" * (1 << 20))
    except OSError:
        pass
    for path in paths:
        path.unlink(missing_ok=True)
    found += [f"{total >> 20} MiB"] if total == 2 << 30 else []
speak.verdict(run, found)
