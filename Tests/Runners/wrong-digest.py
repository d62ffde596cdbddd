#!/usr/bin/env python3
"""An output that is not what its digest says."""

import speak

run = speak.described()
speak.written(run, "a.txt", b"these bytes")
speak.finish(speak.result(run, outputs=[speak.listed("a.txt", b"other bytes")]))
