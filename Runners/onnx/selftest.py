#!/usr/bin/env python3
"""Checks the runner and a trained model folder, by itself and over standard input and output.

selftest.py MODEL        the folder that train.py wrote; ends with "N passed, N failed"
"""

import hashlib
import math
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import zlib

import numpy

import digits
import modelfolder
import pictures
import protocol
import runner
import train

HERE = pathlib.Path(__file__).resolve().parent
tally = {True: 0, False: 0}


def expect(name, holds):
    tally[bool(holds)] += 1
    if not holds:
        print(f"FAILED: {name}")


def refuses(name, error, function, *arguments):
    try:
        function(*arguments)
    except error:
        return expect(name, True)
    expect(name, False)


def png(kind, rows, width, height, compressed=None, extra=b"", bits=8):
    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    data = zlib.compress(rows) if compressed is None else compressed
    header = struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def filtered(samples, kind):
    """PNG rows under one filter, written straight from the specification."""
    height, width, channels = samples.shape
    flat = samples.reshape(height, -1).astype(int)
    out = bytearray()
    for y in range(height):
        out.append(kind)
        for x in range(width * channels):
            a = flat[y, x - channels] if x >= channels else 0
            b = flat[y - 1, x] if y else 0
            c = flat[y - 1, x - channels] if y and x >= channels else 0
            paeth = min((abs(b - c), 0, a), (abs(a - c), 1, b), (abs(a + b - 2 * c), 2, c))[2]
            out.append((flat[y, x] - (0, a, b, (a + b) // 2, paeth)[kind]) & 0xFF)
    return bytes(out)


def check_pictures():
    for channels, kind, media, magic in ((1, 0, "graymap", b"P5"), (3, 2, "pixmap", b"P6")):
        values = digits.splitmix(5, 11 * 7 * channels) >> numpy.uint64(56)
        samples = values.astype(numpy.uint8).reshape(7, 11, channels)
        pnm = magic + b"\n11 7\n255\n" + samples.tobytes()
        media = f"image/x-portable-{media}"
        expect("PNM", numpy.array_equal(pictures.read(pnm, media), samples))
        for filtering in range(5):
            file = png(kind, filtered(samples, filtering), 11, 7)
            expect(f"PNG filter {filtering}", numpy.array_equal(pictures.read(file, "image/png"), samples))
        for name, bad in (
            ("a byte too many", pnm + b"\0"),
            ("a byte too few", pnm[:-1]),
            ("a comment", pnm.replace(b"\n", b"\n#\n", 1)),
            ("a leading zero", pnm.replace(b"11 7", b"011 7")),
            ("16 bits", pnm.replace(b"255", b"65535")),
            ("too large", magic + b"\n99999999 99999999\n255\n"),
        ):
            refuses(f"PNM: {name}", pictures.Unreadable, pictures.read, bad, media)
    rows = filtered(numpy.zeros((7, 11, 1), numpy.uint8), 0)
    good = png(0, rows, 11, 7)
    expect(
        "PNG as the pictures of digits",
        pictures.read(pictures.grey_png(numpy.eye(9, dtype=numpy.uint8)), "image/png").sum() == 9,
    )
    for cut in range(len(good)):
        refuses(f"PNG cut at {cut}", pictures.Unreadable, pictures.read, good[:cut], "image/png")
        flipped = good[:cut] + bytes([good[cut] ^ 1]) + good[cut + 1 :]
        refuses(f"PNG with a flipped bit at {cut}", pictures.Unreadable, pictures.read, flipped, "image/png")
    bomb = zlib.compress(bytes(1 << 26))
    trns = struct.pack(">I", 2) + b"tRNS\0\0" + struct.pack(">I", zlib.crc32(b"tRNS\0\0"))
    for name, bad in (
        ("bytes after the end", good + b"\0"),
        ("a bomb", png(0, b"", 11, 7, compressed=bomb)),
        ("a palette", png(3, rows, 11, 7)),
        ("alpha", png(6, rows, 11, 7)),
        ("4 bits", png(0, rows, 11, 7, bits=4)),
        ("too large", png(0, rows, 1 << 20, 1 << 20)),
        ("no pixels", png(0, b"", 0, 0)),
        ("transparency", png(0, rows, 11, 7, extra=trns)),
        ("filter 5", png(0, b"\5" + rows[1:], 11, 7)),
        ("data after the stream", png(0, b"", 11, 7, compressed=zlib.compress(rows) + b"\0")),
    ):
        refuses(f"PNG: {name}", pictures.Unreadable, pictures.read, bad, "image/png")


def check_protocol():
    line = b'{"id":1,"protocol":"exhibit-runner-v1","request":"describe"}'
    expect("a request", protocol.request(line)["id"] == 1)
    for name, bad in (
        ("an unknown member", line[:-1] + b',"x":1}'),
        ("white space", line.replace(b":1", b": 1")),
        ("order", b'{"request":1,"id":1}'),
        ("twice", b'{"id":1,' + line[1:]),
        ("a fraction", line.replace(b":1", b":1.0")),
        ("minus zero", line.replace(b":1", b":-0")),
        ("an escape", line.replace(b"describe", b"describ\\u0065")),
        ("NaN", line.replace(b":1", b":NaN")),
        ("true", line.replace(b":1", b":true")),
        ("another version", line.replace(b"-v1", b"-v2")),
        ("half a pair", line.replace(b"describe", b"\\ud800")),
        ("not UTF-8", line + b"\xff"),
        ("a list", b"[]"),
        ("deep", b"[" * 100_000),
        ("a control character", line.replace(b"describe", b"\\u0007")),
        ("nothing", b""),
        ("a kind that is a list", b'{"request":[]}'),
    ):
        refuses(f"a request with {name}", protocol.Malformed, protocol.request, bad)


def check_arithmetic():
    expect("SplitMix64", digits.splitmix(0, 2).tolist() == [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4])
    # Wrong restorations by the nearest glyph, published with the generator: 12 of 35 cells and all of them.
    for noise, where, count, wrong in ((2, "top", 12, 621), (2, "left", 12, 1), (6, "top", 35, 138)):
        truth, cells = digits.observations(42, 2000, noise)
        shown = digits.visible(numpy.ones((1, 7, 5), int), where, count)
        distances = (numpy.square(256 * digits.GLYPHS - cells[:, None]) * shown).sum(axis=(2, 3))
        expect(f"glyphs, {noise} {where} {count}", (distances.argmin(axis=1) != truth).sum() == wrong)
    ones = numpy.array([1, 0, -0.0, numpy.nan], numpy.float32)
    expect("bits", [runner.bits(x) for x in ones] == ["f32:3f800000", "f32:00000000", "f32:80000000", "f32:7fc00000"])
    order = runner.ranked(numpy.array([numpy.nan, 0.25, 0.5, 0.25], numpy.float32), list("abcd"), 4)
    expect("ranks", [each["label"] for each in order] == list("cbda"))


def talk(requests, home="/nonexistent"):
    lines = b"".join(protocol.encode(each | {"protocol": protocol.PROTOCOL}) + b"\n" for each in requests)
    environment = {"HOME": home, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, HERE / "runner.py"]
    done = subprocess.run(command, input=lines, capture_output=True, timeout=120, env=environment)
    return done.returncode, [protocol.parse(line) for line in done.stdout.splitlines()]


def request(model, folder, data):
    path = pathlib.Path(folder, "picture")
    path.write_bytes(data)
    output = pathlib.Path(folder, "output")
    output.mkdir(exist_ok=True)
    file = {
        "media_type": "image/png",
        "path": str(path),
        "role": "evidence",
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    return {
        "depth": 10,
        "id": 2,
        "inputs": [file],
        "model": str(model),
        "output": str(output),
        "parameters": {},
        "references": [],
        "request": "run",
        "seed": 0,
        "threads": 1,
    }


def check_runner(model):
    truth, cells = digits.observations(9001, 10, 2)
    files = [pictures.grey_png(each) for each in digits.pictures(cells)]
    with tempfile.TemporaryDirectory() as folder:
        described = {"id": 1, "request": "describe"}
        home = pathlib.Path(folder, "home")
        home.mkdir()
        status, answers = talk([described, request(model, folder, files[0])], str(home))
        expect("nothing is left in the home folder", not any(home.iterdir()))
        expect("exit status", status == 0)
        expect("answers", [each["answer"] for each in answers] == ["description", "result"])
        result = answers[1]
        expect("the digit", result["candidates"][0]["label"] == str(truth[0]))
        expect("all labels", len(result["candidates"]) == 10)
        for output in result["outputs"]:
            data = pathlib.Path(folder, "output", output["file"]).read_bytes()
            expect("digest of an output", hashlib.sha256(data).hexdigest() == output["sha256"])
        for threads in (1, 2):
            runs = [talk([request(model, folder, files[0]) | {"threads": threads}])[1][0] for _ in range(10)]
            same = all(each["candidates"] == result["candidates"] for each in runs)
            expect(f"the same bits in ten processes with {threads} threads", same)
        for name, changes in (
            ("an unknown parameter", {"parameters": {"temperature": "1"}}),
            ("no such level", {"parameters": {"optimisation_level": "best"}}),
            ("no model", {"model": "/nonexistent"}),
            ("two inputs", {"inputs": request(model, folder, files[0])["inputs"] * 2}),
        ):
            status, answers = talk([request(model, folder, files[0]) | changes])
            expect(f"an error for {name}", status == 0 and answers[0]["answer"] == "error" and answers[0]["id"] == 2)
        wrong = request(model, folder, files[0])
        wrong["inputs"][0]["sha256"] = "0" * 64
        expect("an error for another digest", talk([wrong])[1][0]["answer"] == "error")
        expect("no answer to an unknown member", talk([described | {"x": 1}]) == (1, []))


def check_references(model):
    expect("cosine", runner.likeness(numpy.float32([3, 4]), numpy.float32([4, 3])) == 24 / 25)
    expect("no cosine above 1", all(runner.likeness(v, v) <= 1 for v in numpy.random.default_rng(1).random((99, 7))))
    nothing = [numpy.float32(v) for v in ([0, 0], [1, numpy.nan], [1, numpy.inf])]
    expect("no cosine of nothing", all(math.isnan(runner.likeness(v, numpy.float32([1, 1]))) for v in nothing))
    order = [each["reference"] for each in runner.nearest([0.5, math.nan, 1.0, 0.5], 4)]
    expect("equal ones in order, NaN last", order == [2, 0, 3, 1])
    _, cells = digits.observations(5, 3, 2)
    files = [pictures.grey_png(each) for each in digits.pictures(cells)]
    with tempfile.TemporaryDirectory() as folder:
        given = []
        for number, data in enumerate([files[1], files[2], files[0]]):
            path = pathlib.Path(folder, f"{number}.png")
            path.write_bytes(data)
            digest = hashlib.sha256(data).hexdigest()
            given.append({"media_type": "image/png", "path": str(path), "role": "reference", "sha256": digest})
        asked = request(model, folder, files[0]) | {"references": given, "depth": 2}
        result = talk([asked])[1][0]
        found = [(each["rank"], each["reference"]) for each in result["candidates"]]
        expect("the same picture first, to the depth asked", found[0] == (1, 2) and len(found) == 2)
        expect("a cosine of 1 as float64", result["candidates"][0]["score"] == "f64:3ff0000000000000")
        given[1]["sha256"] = "0" * 64
        expect("an error for another reference", talk([asked])[1][0]["answer"] == "error")


def check_model(model):
    with tempfile.TemporaryDirectory() as folder:
        for number in range(2):
            train.write(folder)
            for file in sorted(os.listdir(folder)):
                same = pathlib.Path(folder, file).read_bytes() == pathlib.Path(model, file).read_bytes()
                expect(f"training {number + 1}: the same bytes in {file}", same)
    read = modelfolder.ModelFolder(model)
    session = runner.session_for(read, "all", 1)
    truth, cells = digits.observations(train.COUNTING["seed"], train.COUNTING["count"], 2)
    tensors = [modelfolder.prepare(each[:, :, None], read.preprocessing) for each in digits.pictures(cells)]
    wrong = sum(runner.scores_of(session, read, t).argmax() != digit for t, digit in zip(tensors, truth))
    expect("the card's first row", f"| 2 | whole | {wrong} of " in pathlib.Path(model, "card.md").read_text())


def main(model):
    check_pictures()
    check_protocol()
    check_arithmetic()
    check_model(model)
    check_runner(pathlib.Path(model).resolve())
    check_references(pathlib.Path(model).resolve())
    print(f"{tally[True]} passed, {tally[False]} failed")
    sys.exit(1 if tally[False] else 0)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
