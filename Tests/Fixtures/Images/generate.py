"""Writes the fixture pictures of this folder: small JPEG varieties that the test code itself cannot encode.

Needs Pillow, numpy, and cjpeg and jpegtran of libjpeg-turbo. The source is cloud_rgb(40), 61 x 43, 6 cells, of
Tests/ExhibitTestSupport/SyntheticImages.swift: sides that fill neither blocks nor MCUs.
"""
import io, subprocess
import numpy as np
from PIL import Image

MASK = (1 << 64) - 1


def splitmix(seed):
    while True:
        seed = (seed + 0x9E3779B97F4A7C15) & MASK
        z = seed
        z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ z >> 27) * 0x94D049BB133111EB) & MASK
        yield z ^ z >> 31


def lattice(seed, w, h, g):
    random = splitmix(seed)
    grid = [next(random) >> 56 for _ in range((g + 1) ** 2)]
    out = np.zeros((h, w), np.uint8)
    for y in range(h):
        fy = y * g * 256 // h
        iy, ty = fy >> 8, fy & 255
        for x in range(w):
            fx = x * g * 256 // w
            ix, tx = fx >> 8, fx & 255
            i = iy * (g + 1) + ix
            top = grid[i] * (256 - tx) + grid[i + 1] * tx
            bottom = grid[i + g + 1] * (256 - tx) + grid[i + g + 2] * tx
            out[y, x] = (top * (256 - ty) + bottom * ty) >> 16
    return out


W, H = 61, 43
rgb = np.dstack([lattice(120 + c, W, H, 6) for c in range(3)])
picture = Image.fromarray(rgb)
ppm = b"P6\n%d %d\n255\n" % (W, H) + rgb.tobytes()
pgm = b"P5\n%d %d\n255\n" % (W, H) + rgb[:, :, 1].tobytes()


def run(*command, stdin):
    return subprocess.run(command, input=stdin, capture_output=True, check=True).stdout


def write(name, data):
    with open(name, "wb") as file:
        file.write(data)


base = run("cjpeg", "-quality", "60", "-sample", "2x2", stdin=ppm)
write("baseline.jpg", base)
write("optimised.jpg", run("jpegtran", "-copy", "none", "-optimize", stdin=base))
write("progressive.jpg", run("jpegtran", "-copy", "none", "-progressive", stdin=base))
write("arithmetic.jpg", run("jpegtran", "-copy", "none", "-arithmetic", stdin=base))
write("restart.jpg", run("jpegtran", "-copy", "none", "-restart", "1", stdin=base))
write("reencoded.jpg", run("cjpeg", "-quality", "60", "-sample", "2x2", stdin=run("djpeg", "-ppm", stdin=base)))
write("sampling-2x1.jpg", run("cjpeg", "-quality", "60", "-sample", "2x1", stdin=ppm))
write("grey.jpg", run("cjpeg", "-quality", "60", "-grayscale", stdin=ppm))
write("rgb.jpg", run("cjpeg", "-quality", "40", "-rgb", stdin=ppm))

cmyk = io.BytesIO()
picture.convert("CMYK").save(cmyk, "JPEG", quality=50)
write("cmyk-adobe.jpg", cmyk.getvalue())

exif = Image.Exif()
exif[0x0112] = 6
exif[0x010F] = "Exhibit"
exif[0x0110] = "Fixture 1"
exif[0x0132] = "2024:05:06 07:08:09"
exif.get_ifd(0x8769)[0x9003] = "2024:05:06 07:08:09"
exif.get_ifd(0x8825)[1] = "N"
tagged = io.BytesIO()
picture.save(tagged, "JPEG", quality=60, exif=exif)
write("exif-rotated.jpg", tagged.getvalue())
write("exif-stripped.jpg", run("jpegtran", "-copy", "none", stdin=tagged.getvalue()))
