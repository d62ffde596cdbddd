#!/usr/bin/env python3
"""Answers another request than was made."""

import speak

run = speak.described()
speak.finish(speak.result(run, id=run["id"] + 1))
