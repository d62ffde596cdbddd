#!/usr/bin/env python3
"""Correct: compares the mean grey of its input with that of each reference, from the bytes of the PNG files."""

import speak
from greys import grey

run = speak.described()
probe = grey(run["inputs"][0]["path"])
scores = [(1 - abs(probe - grey(file["path"])) / 255, number) for number, file in enumerate(run["references"])]
# Sorting is stable: equal scores stay in the order of the references.
scores.sort(key=lambda each: -each[0])
speak.finish(speak.result(run, candidates=speak.referring(*scores[: run["depth"]])))
