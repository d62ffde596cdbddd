#!/usr/bin/env python3
"""A correct result with white space in it."""

import json

import speak

run = speak.described()
speak.write(json.dumps(speak.result(run), sort_keys=True).encode() + b"\n")
speak.ask()
