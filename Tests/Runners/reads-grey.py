#!/usr/bin/env python3
"""Correct: how near the mean grey of its input is to each label, which is a level, or to each reference."""

import pathlib

import speak
from greys import grey

run = speak.described()
level = grey(run["inputs"][0]["path"])
if run["references"]:
    pairs = [(1 - abs(level - grey(file["path"])) / 255, number) for number, file in enumerate(run["references"])]
    pairs.sort(key=lambda each: -each[0])
    candidates = speak.referring(*pairs[: run["depth"]])
else:
    labels = pathlib.Path(run["model"], "labels.txt").read_text(encoding="utf-8").split("\n")[:-1]
    pairs = [(label, 1 - abs(level - int(label)) / 255) for label in labels]
    pairs.sort(key=lambda each: -each[1])
    candidates = speak.labelled(*pairs[: run["depth"]])
speak.finish(speak.result(run, candidates=candidates))
