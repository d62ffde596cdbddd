#!/usr/bin/env python3
"""Takes its result back by a second one."""

import speak

run = speak.described()
speak.write(speak.encode(speak.result(run)))
speak.finish(speak.result(run, candidates=speak.labelled(("gamma", 1))))
