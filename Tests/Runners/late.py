#!/usr/bin/env python3
"""Gives a correct result, but only after as many seconds as the parameter says (30)."""

import time

import speak

run = speak.described()
time.sleep(min(600, float(run["parameters"].get("seconds", "30"))))
speak.finish(speak.result(run))
