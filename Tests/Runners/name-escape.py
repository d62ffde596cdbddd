#!/usr/bin/env python3
"""An output whose name leads out of its folder, and that is there."""

import pathlib

import speak

run = speak.described()
try:
    pathlib.Path(run["output"], "../x").write_bytes(b"")
except OSError:
    pass
speak.finish(speak.result(run, outputs=[speak.listed("../x", b"")]))
