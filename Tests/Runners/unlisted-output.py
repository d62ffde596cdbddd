#!/usr/bin/env python3
"""Writes a file that it does not list."""

import speak

run = speak.described()
speak.written(run, "extra.txt", b"unlisted")
speak.finish(speak.result(run))
