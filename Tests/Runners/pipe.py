#!/usr/bin/env python3
"""An output that is a named pipe: who opens it to read waits for ever."""

import os
import pathlib

import speak

run = speak.described()
os.mkfifo(pathlib.Path(run["output"], "pipe.txt"))
speak.finish(speak.result(run, outputs=[speak.listed("pipe.txt", b"")]))
