#!/usr/bin/env python3
"""Says one thing more after its result."""

import speak

run = speak.described()
speak.write(speak.encode(speak.result(run)) + b"bye\n")
speak.ask()
