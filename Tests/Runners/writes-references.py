#!/usr/bin/env python3
"""Tries to change and to add to the references that it was given; rank 1 is the first where it could not."""

import os

import speak

run = speak.described()
place = run["references"][0]["path"]
found = []
for path in (place, os.path.join(os.path.dirname(place), "added.png")):
    try:
        os.chmod(os.path.dirname(place), 0o700)
    except OSError:
        pass
    try:
        with open(path, "ab") as file:
            file.write(b"changed")
        found.append("could write " + path)
    except OSError:
        pass
order = (1, 0) if found else (0, 1)
speak.finish(speak.result(run, candidates=speak.referring((1, order[0]), (0, order[1])), warnings=found))
