#!/usr/bin/env python3
"""Lists an output that it did not write."""

import speak

run = speak.described()
speak.finish(speak.result(run, outputs=[speak.listed("a.txt", b"never written")]))
