#!/usr/bin/env python3
"""Correct: how near the mean grey of its input is to each label, which is a level, or to the references as compares-grey."""

import pathlib
import struct
import zlib

import speak


def grey(path):
    """The mean of all samples of a PNG file without filters and without alpha."""
    data = pathlib.Path(path).read_bytes()
    place, body = 8, b""
    while place < len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        chunk = data[place + 8 : place + 8 + length]
        if kind == b"IHDR":
            width, height, bits, colour = struct.unpack(">IIBB", chunk[:10])
        elif kind == b"IDAT":
            body += chunk
        place += 12 + length
    plain = zlib.decompress(body)
    step = len(plain) // height
    samples = [plain[row * step + 1 : (row + 1) * step] for row in range(height)]
    assert bits == 8 and colour in (0, 2) and not any(plain[::step]), "a filter, alpha, or another depth"
    return sum(map(sum, samples)) / sum(map(len, samples))


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
