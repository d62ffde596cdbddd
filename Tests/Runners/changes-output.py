#!/usr/bin/env python3
"""Changes an output after its result was given, from a process that outlives the program; it ends after ten seconds."""

import os
import pathlib
import time

import speak

run = speak.described()
output = speak.written(run, "a.txt", b"as listed")
if os.fork() == 0:
    os.setsid()
    for number in range(1000):
        pathlib.Path(run["output"], "a.txt").write_bytes(b"changed %d" % number)
        time.sleep(0.01)
    os._exit(0)
speak.finish(speak.result(run, outputs=[output]))
