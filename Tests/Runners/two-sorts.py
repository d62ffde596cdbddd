#!/usr/bin/env python3
"""A reference first, and a label of its model behind it."""

import speak

run = speak.described()
mixed = speak.referring((1, 0)) + [speak.labelled(("alpha", 1), ("beta", 0.5))[1]]
speak.finish(speak.result(run, candidates=mixed))
