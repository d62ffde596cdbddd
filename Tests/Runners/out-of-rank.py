#!/usr/bin/env python3
"""The worse candidate first."""

import speak

run = speak.described()
speak.finish(speak.result(run, candidates=speak.labelled(("beta", 0.25), ("alpha", 0.75))))
