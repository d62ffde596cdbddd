#!/usr/bin/env python3
"""Pictures of digits with noise, in integers only: the same on every machine.

    digits.py FOLDER COUNT NOISE SEED     writes COUNT grey PNG files, named by number and by the digit that is drawn

A glyph has 5 x 7 cells. Noise of strength S: per cell, twelve random bytes summed, less 1530, times S, divided by 10,
cut towards zero; 256 is the full step from paper to ink, so S = 2 is a standard deviation of about 0.2 steps.
"""

import sys

import numpy

_ROWS = """
0E 11 13 15 19 11 0E  04 0C 04 04 04 04 0E  0E 11 01 06 08 10 1F  0E 11 01 06 01 11 0E  02 06 0A 12 1F 02 02
1F 10 1E 01 01 11 0E  0E 10 10 1E 11 11 0E  1F 01 02 04 08 08 08  0E 11 11 0E 11 11 0E  0E 11 11 0F 01 01 0E
"""
GLYPHS = numpy.array([[int(row, 16) >> (4 - x) & 1 for x in range(5)] for row in _ROWS.split()], numpy.int64).reshape(
    10, 7, 5
)

SCALE = 4
HEIGHT, WIDTH = 9 * SCALE, 7 * SCALE
PAPER, INK = 160, 96
_DRAWS = 1 + 35 * 12


def splitmix(seed, count):
    """The first values of SplitMix64: the n-th depends on seed and n alone, so all are computed at once."""
    z = numpy.uint64(seed) + numpy.arange(1, count + 1, dtype=numpy.uint64) * numpy.uint64(0x9E3779B97F4A7C15)
    z = (z ^ z >> numpy.uint64(30)) * numpy.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ z >> numpy.uint64(27)) * numpy.uint64(0x94D049BB133111EB)
    return z ^ z >> numpy.uint64(31)


def observations(seed, count, noise):
    """Digits, shape (count), and what is observed of each cell, shape (count, 7, 5); 0 is paper, 256 is ink.

    noise is one strength, or one per picture.
    """
    draws = splitmix(seed, count * _DRAWS).reshape(count, _DRAWS)
    digits = (draws[:, 0] >> numpy.uint64(11)).astype(numpy.int64) % 10
    sums = (draws[:, 1:] >> numpy.uint64(56)).astype(numpy.int64).reshape(count, 7, 5, 12).sum(axis=3) - 1530
    strength = numpy.broadcast_to(numpy.asarray(noise, numpy.int64), count).reshape(count, 1, 1)
    return digits, 256 * GLYPHS[digits] + numpy.sign(sums) * (numpy.abs(sums) * strength // 10)


def visible(cells, where, count):
    """All but the first cells turned to paper: counted by rows from the top, or by columns from the left."""
    order = numpy.arange(35).reshape(7, 5) if where == "top" else numpy.arange(35).reshape(5, 7).T
    return numpy.where(order < count, cells, 0)


def pictures(cells):
    """8-bit samples, shape (count, 36, 28): dark on light, four by four pixels a cell, one cell of paper around."""
    grey = numpy.clip(PAPER - (cells * (PAPER - INK) + 128) // 256, 0, 255).astype(numpy.uint8)
    framed = numpy.pad(grey, ((0, 0), (1, 1), (1, 1)), constant_values=PAPER)
    return framed.repeat(SCALE, axis=1).repeat(SCALE, axis=2)


def main(folder, count, noise, seed):
    import pathlib

    import pictures as files

    pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
    digits, cells = observations(int(seed), int(count), int(noise))
    for number, (digit, picture) in enumerate(zip(digits, pictures(cells))):
        pathlib.Path(folder, f"{number:05}-{digit}.png").write_bytes(files.grey_png(picture))


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
