#!/usr/bin/env python3
"""An output of 1 TiB that takes no space, or, with the parameter how=written, one of 2 GiB that does."""

import pathlib

import speak

run = speak.described()
path = pathlib.Path(run["output"], "large.bin")
with open(path, "wb", buffering=0) as file:
    try:
        if run["parameters"].get("how") == "written":
            for _ in range(2048):
                file.write(b"\1" * (1 << 20))
        else:
            file.truncate(1 << 40)
    except OSError:
        pass
speak.finish(speak.result(run, outputs=[speak.listed("large.bin", b"other bytes")]))
