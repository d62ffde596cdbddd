#!/usr/bin/env python3
"""One reference on two ranks."""

import speak

run = speak.described()
speak.finish(speak.result(run, candidates=speak.referring((1, 0), (0.5, 0))))
