#!/usr/bin/env python3
"""Progress, 1 GiB of it, and as much on standard error."""

import sys

import speak

run = speak.described()
line = speak.encode({"answer": "progress", "done": 0, "id": run["id"], "protocol": speak.PROTOCOL, "total": 9})
for _ in range((1 << 30) // len(line)):
    speak.write(line)
    sys.stderr.buffer.write(line)
