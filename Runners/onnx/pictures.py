"""Strict readers of the pictures that the runner takes: PNM (P5, P6) and PNG, 8 bits, grey or RGB.

Samples as they are stored: no colour management, no orientation. Whatever is not plainly one of these is refused, so
that two programs cannot see two pictures in one file.
"""

import re
import struct
import zlib

import numpy

FILE_BYTES = 64 << 20
PIXELS = 1 << 24
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


class Unreadable(ValueError):
    """Not a picture of the permitted kinds; the text says why."""


def read(data, media_type):
    """The samples as uint8, shape (height, width, channels), channels 1 or 3."""
    readers = {"image/x-portable-graymap": _pnm, "image/x-portable-pixmap": _pnm, "image/png": _png}
    if media_type not in readers:
        raise Unreadable(f"the media type {media_type} is none of {', '.join(sorted(readers))}")
    return readers[media_type](data)


def _check_size(width, height):
    if width == 0 or height == 0 or width * height > PIXELS:
        raise Unreadable(f"{width} x {height} pixels; 1 to {PIXELS} are read")


def _pnm(data):
    header = re.match(rb"P([56])\n([1-9][0-9]{0,7}) ([1-9][0-9]{0,7})\n255\n", data)
    if not header:
        raise Unreadable("not a P5 or P6 file with one line for its size, maximum 255 and no comment")
    channels = 1 if header[1] == b"5" else 3
    width, height = int(header[2]), int(header[3])
    _check_size(width, height)
    samples = memoryview(data)[header.end() :]
    if len(samples) != width * height * channels:
        raise Unreadable(f"{len(samples)} bytes of samples for {width} x {height} pixels")
    return numpy.frombuffer(samples, numpy.uint8).reshape(height, width, channels)


def _chunks(data):
    """Type and content of each chunk, checked; IEND is the last one and nothing stands after it."""
    if data[:8] != _SIGNATURE:
        raise Unreadable("not a PNG file")
    position = 8
    while True:
        if position + 12 > len(data):
            raise Unreadable("the PNG file ends within a chunk")
        length = struct.unpack_from(">I", data, position)[0]
        if length > len(data) - position - 12:
            raise Unreadable("a PNG chunk is longer than the file")
        kind = data[position + 4 : position + 8]
        end = position + 8 + length
        if zlib.crc32(memoryview(data)[position + 4 : end]) != struct.unpack_from(">I", data, end)[0]:
            raise Unreadable("a PNG chunk does not have its checksum")
        yield kind, memoryview(data)[position + 8 : end]
        position = end + 4
        if kind == b"IEND":
            if length or position != len(data):
                raise Unreadable("bytes after the end of the PNG file")
            return


def _png(data):
    header, parts, previous = None, [], None
    for number, (kind, content) in enumerate(_chunks(data)):
        if (number == 0) != (kind == b"IHDR"):
            raise Unreadable("the PNG header is missing, late or repeated")
        if kind == b"IHDR":
            if len(content) != 13:
                raise Unreadable("the PNG header has another length")
            header = struct.unpack(">IIBBBBB", content)
        elif kind == b"IDAT":
            if parts and previous != b"IDAT":
                raise Unreadable("the data of the PNG file are interrupted")
            parts.append(content)
        elif kind == b"tRNS":
            raise Unreadable("a PNG file with transparency")
        elif kind not in (b"PLTE", b"IEND") and not kind[0] & 0x20:
            raise Unreadable("a PNG chunk that must be understood, and is not known")
        previous = kind
    width, height, bits, colour, compression, filtering, interlace = header
    if (bits, compression, filtering, interlace) != (8, 0, 0, 0) or colour not in (0, 2):
        raise Unreadable("PNG of 8 bits, grey or RGB, not interlaced is read, and no other")
    _check_size(width, height)
    channels = 1 if colour == 0 else 3
    expected = height * (width * channels + 1)
    inflater = zlib.decompressobj()
    try:
        # One byte more than fits, so that a bomb is seen without being unpacked.
        rows = inflater.decompress(b"".join(parts), expected + 1)
    except zlib.error as error:
        raise Unreadable(f"the data of the PNG file: {error}") from None
    if len(rows) != expected or not inflater.eof or inflater.unused_data:
        raise Unreadable("the data of the PNG file are not those of its size")
    return _unfilter(numpy.frombuffer(rows, numpy.uint8).reshape(height, -1), channels).reshape(height, width, channels)


def _unfilter(rows, channels):
    """PNG specification, section 9: filters 0 to 4, byte by byte modulo 256."""
    out = numpy.zeros((rows.shape[0] + 1, rows.shape[1] - 1), numpy.uint8)
    for y, row in enumerate(rows):
        kind, coded, above = row[0], row[1:], out[y]
        if kind == 0:
            out[y + 1] = coded
        elif kind == 1:
            out[y + 1] = numpy.cumsum(coded.reshape(-1, channels), axis=0, dtype=numpy.uint8).reshape(-1)
        elif kind == 2:
            out[y + 1] = coded + above
        elif kind in (3, 4):
            out[y + 1] = _unfilter_slowly(kind, coded.tolist(), above.tolist(), channels)
        else:
            raise Unreadable("a PNG row with an unknown filter")
    return out[1:]


def _unfilter_slowly(kind, coded, above, channels):
    """Average and Paeth: each byte needs the one before it."""
    row = [0] * channels
    for index, byte in enumerate(coded):
        a, b = row[index], above[index]
        if kind == 3:
            guess = (a + b) >> 1
        else:
            c = above[index - channels] if index >= channels else 0
            pa, pb, pc = abs(b - c), abs(a - c), abs(a + b - 2 * c)
            guess = a if pa <= pb and pa <= pc else b if pb <= pc else c
        row.append((byte + guess) & 0xFF)
    return row[channels:]


def grey_png(samples):
    """A grey PNG of a small picture, stored and not compressed: the same bytes on every machine."""
    height, width = samples.shape
    raw = b"".join(b"\0" + row.tobytes() for row in samples)
    assert len(raw) <= 0xFFFF, "one stored block"
    stored = (
        b"\x78\x01\x01" + struct.pack("<HH", len(raw), len(raw) ^ 0xFFFF) + raw + struct.pack(">I", zlib.adler32(raw))
    )

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return _SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", stored) + chunk(b"IEND", b"")
