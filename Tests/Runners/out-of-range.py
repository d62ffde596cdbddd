#!/usr/bin/env python3
"""A score above the maximum that was described."""

import speak

run = speak.described()
speak.finish(speak.result(run, candidates=speak.labelled(("alpha", 2))))
