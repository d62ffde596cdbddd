#!/usr/bin/env python3
"""One line of 256 MiB."""

import speak

speak.ask()
for _ in range(256):
    speak.write(b"x" * (1 << 20))
speak.write(b"\n")
