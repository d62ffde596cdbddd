#!/usr/bin/env python3
"""Labels, warnings and names that would do harm if they were shown as they are.

With model-markup/ every label is one of the model's, so the result is permitted. With the parameter kind=control the
result has a control character and a terminal's escape sequence, which no line may have.
"""

import pathlib

import speak

run = speak.described(name="<b>runner</b>\u202e", engine=speak.ENGINE | {"optimisation_level": "<i>"})
labels = pathlib.Path(run["model"], "labels.txt").read_text(encoding="utf-8").split("\n")[:-1]
if run["parameters"].get("kind") == "control":
    labels = ["\x07\x1b[2J" + labels[0]]
candidates = speak.labelled(*((label, 1 - number / 64) for number, label in enumerate(labels)))
execution = speak.result(run)["execution"] | {"optimisation_level": "<i>"}
speak.finish(speak.result(run, candidates=candidates, execution=execution, warnings=["<script>alert(2)</script>"]))
