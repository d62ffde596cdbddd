"""The peers that are Python libraries, each in a process of its own, and the pictures that the rows are about.

    peers.py pictures FOLDER COUNT SMALLEST LARGEST SEED    pictures made by code, sides between the two
    peers.py pdqhash FILE                                    each line on standard input: one hash of its pixels
    peers.py faiss FILE                                      each line "THREADS DEPTH FIRST COUNT": those probes

A round answers with its seconds, measured here, and with distances where there are any.
"""

import sys
import time

import numpy


def picture(generator, width, height):
    """A few dozen random colours, enlarged smoothly, under a little noise: much like a photograph to an encoder."""
    from PIL import Image

    colours = generator.integers(0, 256, (max(2, height // 100), max(2, width // 100), 3), dtype=numpy.uint8)
    smooth = numpy.asarray(Image.fromarray(colours).resize((width, height), Image.Resampling.BICUBIC))
    noise = generator.integers(-6, 7, smooth.shape, dtype=numpy.int16)
    return Image.fromarray(numpy.clip(smooth.astype(numpy.int16) + noise, 0, 255).astype(numpy.uint8))


def pictures(folder, count, smallest, largest, seed):
    generator = numpy.random.default_rng(int(seed))
    for number in range(int(count)):
        long = int(generator.integers(int(smallest), int(largest) + 1))
        image = picture(generator, long, max(1, long * 3 // 4))
        # Every fourth is PNG, but for large ones: those stand for what cameras write.
        if long <= 512 and number % 4 == 3:
            image.save(f"{folder}/{number:05}.png")
        else:
            image.save(f"{folder}/{number:05}.jpg", quality=90)


def rounds(work):
    print("ready", flush=True)
    for line in sys.stdin:
        print(*work(line.split()), flush=True)


def hash_pixels(path):
    import pdqhash
    from PIL import Image

    pixels = numpy.asarray(Image.open(path).convert("RGB"))

    def work(_):
        start = time.perf_counter()
        pdqhash.compute(pixels)
        return [time.perf_counter() - start]

    rounds(work)


def search(path):
    import faiss

    records = numpy.fromfile(path, dtype=numpy.uint8).reshape(-1, 32)
    index = faiss.IndexBinaryFlat(256)
    index.add(records)

    def work(fields):
        threads, depth, first, count = map(int, fields)
        faiss.omp_set_num_threads(threads)
        # The probes are references with every eighth bit changed, as the other side has them.
        probes = records[first : first + count] ^ 0x01
        start = time.perf_counter()
        distances, _ = index.search(probes, depth)
        seconds = time.perf_counter() - start
        return [seconds, *distances.flatten().tolist()]

    rounds(work)


if __name__ == "__main__":
    {"pictures": pictures, "pdqhash": hash_pixels, "faiss": search}[sys.argv[1]](*sys.argv[2:])
