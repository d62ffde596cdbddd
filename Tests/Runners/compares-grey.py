#!/usr/bin/env python3
"""Correct: compares the mean grey of its input with that of each reference, from the bytes of the PNG files."""

import pathlib
import struct
import zlib

import speak


def rows(data):
    """The samples of a PNG file without filters, and how many channels they have."""
    place, body = 8, b""
    while place < len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        chunk = data[place + 8 : place + 8 + length]
        if kind == b"IHDR":
            width, height, bits, colour = struct.unpack(">IIBB", chunk[:10])
        elif kind == b"IDAT":
            body += chunk
        place += 12 + length
    channels = {0: 1, 2: 3, 4: 2, 6: 4}[colour]
    plain, step = zlib.decompress(body), 1 + width * channels * bits // 8
    assert len(plain) == height * step and not any(plain[::step]), "a filter, or another size"
    return [plain[start + 1 : start + step] for start in range(0, len(plain), step)], channels


def grey(path):
    lines, channels = rows(pathlib.Path(path).read_bytes())
    used = 3 if channels > 2 else 1
    total = sum(sum(line[channel::channels]) for line in lines for channel in range(used))
    return total / (len(lines) * len(lines[0]) // channels * used)


run = speak.described()
probe = grey(run["inputs"][0]["path"])
scores = [(1 - abs(probe - grey(file["path"])) / 255, number) for number, file in enumerate(run["references"])]
# Sorting is stable: equal scores stay in the order of the references.
scores.sort(key=lambda each: -each[0])
speak.finish(speak.result(run, candidates=speak.referring(*scores[: run["depth"]])))
