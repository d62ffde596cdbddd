#!/usr/bin/env python3
"""Correct, after 64 MiB on standard error: who does not read them waits for ever, who keeps them has no bound."""

import sys

import speak

run = speak.described()
for _ in range(1 << 20):
    sys.stderr.buffer.write(b"\x1b[2J warning " + b"." * 50 + b"\n")
sys.stderr.buffer.flush()
speak.finish(speak.result(run))
