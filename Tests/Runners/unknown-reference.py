#!/usr/bin/env python3
"""A reference that it was not given."""

import speak

run = speak.described()
speak.finish(speak.result(run, candidates=speak.referring((1, len(run["references"])))))
