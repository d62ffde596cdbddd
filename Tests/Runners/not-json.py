#!/usr/bin/env python3
"""Prints what libraries print."""

import speak

speak.ask()
speak.write(b"Loading model... done.\n")
speak.ask()
