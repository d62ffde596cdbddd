#!/usr/bin/env python3
"""Correct: scores by the SHA-256 of its inputs. Labels get its bytes in turn, references the share of equal bits."""

import hashlib
import pathlib
import struct

import speak


def digest(files):
    data = hashlib.sha256()
    for file in files:
        data.update(pathlib.Path(file["path"]).read_bytes())
    return data.digest()


run = speak.described()
speak.write(speak.encode({"answer": "progress", "done": 1, "id": run["id"], "protocol": speak.PROTOCOL, "total": 2}))
probe = digest(run["inputs"])
if run["references"]:
    different = [int.from_bytes(probe) ^ int.from_bytes(digest([file])) for file in run["references"]]
    scores = [(1 - bits.bit_count() / 256, "reference", number) for number, bits in enumerate(different)]
    form = "f64:%s", ">d"
else:
    labels = pathlib.Path(run["model"], "labels.txt").read_text(encoding="utf-8").split("\n")[:-1]
    scores = [(probe[number % 32] / 256, "label", label) for number, label in enumerate(labels)]
    form = "f32:%s", ">f"
# Sorting is stable: equal scores stay in the order of labels or references.
scores.sort(key=lambda each: -each[0])
candidates = [
    {"rank": rank, "score": form[0] % struct.pack(form[1], score).hex(), kind: name}
    for rank, (score, kind, name) in enumerate(scores[: run["depth"]], 1)
]
outputs = [speak.written(run, "digest.txt", probe.hex().encode() + b"\n", "digest")]
speak.finish(speak.result(run, candidates=candidates, outputs=outputs))
