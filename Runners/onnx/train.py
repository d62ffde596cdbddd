#!/usr/bin/env python3
"""Trains a reader of 5 x 7 digits and writes its model folder, the same bytes on every machine.

    train.py FOLDER

An averaged perceptron in 64-bit integers: no rounding, no BLAS, no threads, so nothing but this file, digits.py,
modelfolder.py and onnxfile.py decides the bytes. The averaged weights become float32 by a power of two, exactly.
"""

import json
import pathlib
import sys

import numpy

import digits
import modelfolder
import onnxfile

VERSION = "1"
PREPROCESSING = {
    "colour": "grey",
    "divide": 128,
    "height": 9,
    "input": "picture",
    "layout": "NCHW",
    "output": "scores",
    "subtract": 128,
    "width": 7,
}
WARN_BELOW = "0.9"
NOISES = (2, 4, 6)
TRAINING = {"seed": 7001, "count": 24_000, "passes": 2}
SCALING_SEED = 7002
COUNTING = {"seed": 7003, "count": 2_000}


def features(cells):
    """What the network is fed, times 128, and 128 for the bias: integers, shape (count, 64)."""
    rules = PREPROCESSING
    tensors = [modelfolder.prepare(picture[:, :, None], rules) for picture in digits.pictures(cells)]
    scaled = (numpy.stack(tensors).reshape(len(cells), -1) * rules["divide"]).astype(numpy.int64)
    return numpy.pad(scaled, ((0, 0), (0, 1)), constant_values=rules["divide"])


def train():
    """Weights summed over all steps and divided by their number, rounded down: shape (10, 64)."""
    count = TRAINING["count"]
    noises = numpy.resize(NOISES, count)
    labels, cells = digits.observations(TRAINING["seed"], count, noises)
    samples = features(cells)
    weights = numpy.zeros((10, samples.shape[1]), numpy.int64)
    total = weights.copy()
    for _ in range(TRAINING["passes"]):
        for label, sample in zip(labels, samples):
            guess = (weights * sample).sum(axis=1).argmax()
            if guess != label:
                weights[label] += sample
                weights[guess] -= sample
            total += weights
    return total // (count * TRAINING["passes"])


def shift_of(weights):
    """How many bits to drop, so that on clean pictures the median lead of the right digit is from 8 to below 16."""
    labels, cells = digits.observations(SCALING_SEED, 1_000, 2)
    logits = features(cells) @ weights.T
    rows = numpy.arange(len(labels))
    right = logits[rows, labels]
    logits[rows, labels] = numpy.iinfo(numpy.int64).min
    leads = numpy.sort(right - logits.max(axis=1))
    return max(0, int(leads[len(leads) // 2]).bit_length() - 4)


def network(weights, shift):
    """softmax(W x + b) on x = features / 128."""
    assert numpy.abs(weights).max() < 1 << 24, "float32 holds the weights exactly"
    scaled = weights.astype(numpy.float64) * 2.0 ** (7 - shift)
    height, width = PREPROCESSING["height"], PREPROCESSING["width"]
    return onnxfile.model(
        "exhibit train.py",
        VERSION,
        nodes=[
            onnxfile.node("Flatten", ["picture"], ["flat"], axis=1),
            onnxfile.node("Gemm", ["flat", "weights", "bias"], ["logits"], transB=1),
            onnxfile.node("Softmax", ["logits"], ["scores"], axis=1),
        ],
        tensors=[
            onnxfile.tensor("weights", scaled[:, :-1].astype(numpy.float32)),
            onnxfile.tensor("bias", scaled[:, -1].astype(numpy.float32)),
        ],
        inputs=[onnxfile.value("picture", [1, 1, height, width])],
        outputs=[onnxfile.value("scores", [1, 10])],
    )


def wrong_readings(weights):
    """Rows of the card: noise, what is visible, how many of the pictures were read wrongly."""
    for noise in NOISES:
        labels, cells = digits.observations(COUNTING["seed"], COUNTING["count"], noise)
        for where, count in (("top", 35), ("top", 12), ("left", 12)):
            guesses = (features(digits.visible(cells, where, count)) @ weights.T).argmax(axis=1)
            shown = "whole" if count == 35 else f"{count} of 35 cells, from the {where}"
            yield noise, shown, int((guesses != labels).sum())


def card(weights):
    rows = "".join(
        f"| {noise} | {shown} | {wrong} of {COUNTING['count']} |\n" for noise, shown, wrong in wrong_readings(weights)
    )
    return f"""# Reader of 5 x 7 digits, version {VERSION}

**Question.** Which of the ten digits of one 5 x 7 font does a picture show? It always names one: it cannot say "none".

**Model.** Softmax regression on 63 cells, trained as an averaged perceptron in integers. Generates no pixels. Its
scores order the digits. They are not probabilities: nobody has measured how often a score of 0.99 is right.

**Data.** Made by code, no photographs, no persons: {TRAINING['count']} pictures, seed {TRAINING['seed']},
noise 2, 4 and 6 in turn, {TRAINING['passes']} passes. The scale was set on 1000 more, seed {SCALING_SEED}.

**Wrong readings, counted** on {COUNTING['count']} further pictures a noise, seed {COUNTING['seed']}. Cells that are not
visible are plain paper. Noise 2 is a standard deviation of about 0.2 of the step from paper to ink.

| noise | visible | wrong |
|---|---|---|
{rows}
**Conditions.** Whole digits of this font, upright, dark on light, filling the picture but for one cell of margin, in
pictures of 28 x 36 pixels and 8 bits, noise of the kind above. Nothing else was measured.

**Limits.** Where part of the digit is hidden the answer is often wrong, as the table shows, however high its score may
be: which part is visible decides, not how much. Other fonts, places, sizes of margin, inverted colours, photographs,
writing by hand, and pictures that show no digit give an answer without meaning. The mark in thresholds.json
({WARN_BELOW}) only makes the runner warn; no error rate stands behind it.
"""


def write(folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    weights = train()
    files = {
        "card.md": card(weights).encode("utf-8"),
        "labels.txt": "".join(f"{digit}\n" for digit in range(10)).encode("utf-8"),
        "model.onnx": network(weights, shift_of(weights)),
        "preprocessing.json": _json(PREPROCESSING),
        "thresholds.json": _json({"warn_below": WARN_BELOW}),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)


def _json(value):
    return (json.dumps(value, sort_keys=True, indent=2) + "\n").encode("utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    write(sys.argv[1])
