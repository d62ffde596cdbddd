#!/usr/bin/env python3
"""Lists one output more than is allowed, or as many as the parameter says (files)."""

import speak

run = speak.described()
count = min(100_000, int(run["parameters"].get("files", "65")))
speak.finish(speak.result(run, outputs=[speak.written(run, f"{number}.txt", b"") for number in range(count)]))
