#!/usr/bin/env python3
"""An output that is a symbolic link to a file of the system, with that file's digest."""

import os
import pathlib

import speak

run = speak.described()
target = pathlib.Path("/etc/passwd")
os.symlink(target, pathlib.Path(run["output"], "copy.txt"))
speak.finish(speak.result(run, outputs=[speak.listed("copy.txt", target.read_bytes() if target.exists() else b"")]))
