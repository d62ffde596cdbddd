#!/usr/bin/env python3
"""A label of its model, where it was given pictures to compare with."""

import speak

run = speak.described()
speak.finish(speak.result(run, candidates=speak.labelled(("alpha", 1))))
