#!/usr/bin/env python3
"""Says that it used another seed than it was given."""

import speak

run = speak.described()
answer = speak.result(run)
answer["execution"]["seed"] += 1
speak.finish(answer)
