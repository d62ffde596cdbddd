"""The mean grey of a PNG file without filters, for runners that look at nothing else."""

import pathlib
import struct
import zlib


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
