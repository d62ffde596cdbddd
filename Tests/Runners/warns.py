#!/usr/bin/env python3
"""Correct: warns of what it answered."""

import speak

run = speak.described()
speak.finish(speak.result(run, warnings=["alpha is below what this model was made for"]))
