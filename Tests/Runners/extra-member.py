#!/usr/bin/env python3
"""A result that says more than the protocol has."""

import speak

run = speak.described()
speak.finish(speak.result(run, confidence="99 %"))
