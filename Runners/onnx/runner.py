#!/usr/bin/env python3
"""Executes a classifier in ONNX form, under exhibit-runner-v1 (Schemas/runner-v1.md) on standard input and output.

Given references, it compares what the classifier gives for each of them with what it gives for the picture.

The model folder holds model.onnx (weights inside it, one float32 input of one picture, one float32 output with a score
from 0 to 1 for each label), labels.txt, preprocessing.json and perhaps thresholds.json. README.md describes them.
"""

import hashlib
import math
import os
import pathlib
import struct
import sys

import numpy

# ONNX Runtime reports its use to its makers, and leaves an identifier of the machine in the home folder, unless this is
# set before it is loaded: its own call to turn that off comes too late.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime  # noqa: E402

import modelfolder  # noqa: E402
import pictures  # noqa: E402
import protocol  # noqa: E402

VERSION = "1"
LEVELS = {
    "disabled": onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL,
    "basic": onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC,
    "extended": onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED,
    "all": onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL,
}
DEFAULT_LEVEL = "all"
SCORE = "output of the model for the label; with references, cosine of two outputs"


class Refused(ValueError):
    """The run cannot be done as asked; the text says why."""


def engine():
    python = ".".join(map(str, sys.version_info[:3]))
    build = " ".join(onnxruntime.get_build_info().split())[:192]
    return {
        "build": f"{build}; numpy {numpy.__version__}, Python {python}",
        "name": "ONNX Runtime, CPU",
        "version": onnxruntime.__version__,
    }


def describe():
    return {
        "engine": engine() | {"optimisation_level": DEFAULT_LEVEL},
        "generates_pixels": False,
        "name": "exhibit-runner-onnx",
        "nondeterminism": [],
        "score": {"better": "higher", "maximum": "1", "minimum": "0", "name": SCORE},
        "threads": min(256, os.cpu_count() or 1),
        "version": VERSION,
    }


def read_once(file):
    """The bytes that were hashed are the bytes that are used."""
    with open(file["path"], "rb") as stream:
        data = stream.read(pictures.FILE_BYTES + 1)
    if len(data) > pictures.FILE_BYTES:
        raise Refused(f"a picture has more than {pictures.FILE_BYTES} bytes")
    if hashlib.sha256(data).hexdigest() != file["sha256"]:
        raise Refused("a picture is not the file with the digest that was given")
    return data


def session_for(model, level, threads):
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = LEVELS[level]
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.log_severity_level = 3
    # From the bytes that were read, not from a path: a model cannot make the engine open other files.
    return onnxruntime.InferenceSession(model.weights, options, providers=["CPUExecutionProvider"])


def scores_of(session, model, tensor):
    rules = model.preprocessing
    inputs = {each.name: each for each in session.get_inputs()}
    if set(inputs) != {rules["input"]} or inputs[rules["input"]].type != "tensor(float)":
        raise Refused(f"the model's only input must be {rules['input']}, of float32")
    output = session.run([rules["output"]], {rules["input"]: tensor})[0]
    if output.dtype != numpy.float32 or output.size != len(model.labels):
        raise Refused(f"the output {rules['output']} must have {len(model.labels)} float32 values, one a label")
    scores = output.reshape(-1)
    finite = scores[numpy.isfinite(scores)]
    if finite.size and (finite.min() < 0 or finite.max() > 1):
        raise Refused("a score outside 0 to 1: the model must end in softmax or sigmoid")
    return scores


def bits(score):
    """From the integer with the same bits: no conversion that could quieten a NaN, no order of bytes to forget."""
    return f"f32:{int(score.view(numpy.uint32)):08x}"


def ranked(scores, labels, depth):
    """Highest first, equal ones in the order of the labels, NaN after every number."""
    order = sorted(range(len(labels)), key=lambda i: (bool(numpy.isnan(scores[i])), -float(scores[i]), i))
    return [{"label": labels[i], "rank": rank, "score": bits(scores[i])} for rank, i in enumerate(order[:depth], 1)]


def likeness(first, second):
    """The cosine of two outputs, from 0 to 1; NaN where there is none.

    A product of two float32 is exact in a double, and fsum rounds their sum once: the same bits on every machine.
    """

    def dot(one, other):
        return math.fsum(float(a) * float(b) for a, b in zip(one, other))

    if not (numpy.isfinite(first).all() and numpy.isfinite(second).all()):
        return math.nan
    scale = math.sqrt(dot(first, first) * dot(second, second))
    return min(1.0, dot(first, second) / scale) if scale else math.nan


def nearest(values, depth):
    """Most alike first, equal ones in the order of the references, NaN after every number."""
    order = sorted(range(len(values)), key=lambda i: (math.isnan(values[i]), -values[i], i))
    return [
        {"rank": rank, "reference": i, "score": "f64:" + struct.pack(">d", values[i]).hex()}
        for rank, i in enumerate(order[:depth], 1)
    ]


def keep(folder, role, array):
    """A tensor as an output: float32, least significant byte first, in the order of its layout."""
    data = array.astype("<f4").tobytes()
    name = f"{role}.f32"
    pathlib.Path(folder, name).write_bytes(data)
    return {
        "file": name,
        "generated": False,
        "media_type": "application/octet-stream",
        "role": role,
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def run(request):
    unknown = set(request["parameters"]) - {"optimisation_level"}
    if unknown:
        raise Refused(f"unknown parameters: {', '.join(sorted(unknown))}")
    level = request["parameters"].get("optimisation_level", DEFAULT_LEVEL)
    if level not in LEVELS:
        raise Refused(f"optimisation_level is one of {', '.join(LEVELS)}")
    if len(request["inputs"]) != 1:
        raise Refused("a classifier takes one input")
    model = modelfolder.ModelFolder(request["model"])
    session = session_for(model, level, request["threads"])

    def asked(file):
        tensor = modelfolder.prepare(pictures.read(read_once(file), file["media_type"]), model.preprocessing)
        return tensor, scores_of(session, model, tensor)

    tensor, scores = asked(request["inputs"][0])
    if request["references"]:
        likenesses = [likeness(scores, asked(file)[1]) for file in request["references"]]
        candidates = nearest(likenesses, request["depth"])
    else:
        candidates = ranked(scores, model.labels, request["depth"])
    warnings = []
    best = numpy.nanmax(scores) if not numpy.isnan(scores).all() else None
    if model.warn_below is not None and (best is None or float(best) < model.warn_below):
        warnings.append("No score reaches warn_below of the model's thresholds.json.")
    return {
        "candidates": candidates,
        "execution": {
            "engine": engine(),
            "optimisation_level": level,
            "seed": request["seed"],
            "threads": request["threads"],
        },
        "outputs": [keep(request["output"], "tensor", tensor), keep(request["output"], "scores", scores)],
        "warnings": warnings,
    }


def reply(request):
    try:
        if request["request"] == "describe":
            return {"answer": "description"} | describe()
        return {"answer": "result"} | run(request)
    except (Refused, modelfolder.Unusable, pictures.Unreadable, OSError) as error:
        reason = str(error)
    except Exception as error:  # The engine has exceptions of its own, one for each of its states.
        reason = f"{type(error).__name__}: {error}"
    plain = "".join(c if c.isprintable() else " " for c in reason)
    return {"answer": "error", "reason": plain.encode("utf-8", "replace")[:1024].decode("utf-8", "ignore")}


def main():
    # Libraries print where they like: what they write to standard output goes to the log instead.
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    try:
        for line in protocol.lines(sys.stdin.buffer):
            request = protocol.request(line)
            answer = reply(request) | {"id": request["id"], "protocol": protocol.PROTOCOL}
            answers.write(protocol.encode(answer) + b"\n")
    except protocol.Malformed as error:
        # Which request it was cannot be known, so there is nothing to answer it with.
        sys.exit(f"runner: {error}")


if __name__ == "__main__":
    main()
