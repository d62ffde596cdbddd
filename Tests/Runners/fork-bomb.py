#!/usr/bin/env python3
"""Starts processes that sleep, 2000 at most. They end with the run, or after a minute."""

import os
import signal

import speak

run = speak.described()
most = min(2000, int(run["parameters"].get("processes", "2000")))
ended, held = os.pipe()
count = 0
try:
    while count < most:
        if os.fork() == 0:
            signal.alarm(60)
            os.close(held)
            # Ends when the last holder of the other end does: the first process, and nobody else.
            os.read(ended, 1)
            os._exit(0)
        count += 1
except OSError:
    pass
speak.verdict(run, [f"{count} processes"] if count == most else [])
