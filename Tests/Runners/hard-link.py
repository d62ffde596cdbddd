#!/usr/bin/env python3
"""Two outputs that are one file: whoever writes to one afterwards changes the other."""

import os
import pathlib

import speak

run = speak.described()
first = speak.written(run, "first.txt", b"same")
os.link(pathlib.Path(run["output"], "first.txt"), pathlib.Path(run["output"], "second.txt"))
speak.finish(speak.result(run, outputs=[first, speak.listed("second.txt", b"same")]))
