#!/usr/bin/env python3
"""Looks for what belongs to others: processes, open files, the terminal, privileges."""

import os
import re

import speak

run = speak.described()
files = [name for name in os.listdir("/proc/self/fd") if int(name) > 2 and os.path.lexists(f"/proc/self/fd/{name}")]
found = [f"descriptor {name}" for name in files]
try:
    os.close(os.open("/dev/tty", os.O_RDWR))
    found.append("a terminal")
except OSError:
    pass
with open("/proc/self/status", encoding="ascii", errors="replace") as file:
    status = file.read()
if int(re.search(r"^CapEff:\s*([0-9a-f]+)$", status, re.M)[1], 16):
    found.append("capabilities")
if not re.search(r"^NoNewPrivs:\s*1$", status, re.M):
    found.append("new privileges")
others = [name for name in os.listdir("/proc") if name.isdigit() and int(name) != os.getpid()]
# The first process of a namespace, and perhaps one more that started this one, are the confinement's own.
found += [f"{len(others)} other processes"] if len(others) > 2 else []
speak.verdict(run, found)
