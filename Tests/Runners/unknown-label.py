#!/usr/bin/env python3
"""A candidate that the model does not know."""

import speak

run = speak.described()
speak.finish(speak.result(run, candidates=speak.labelled(("somebody else", 1))))
