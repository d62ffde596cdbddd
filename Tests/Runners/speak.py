"""One run of exhibit-runner-v1 (Schemas/runner-v1.md), so that each file here shows only what is odd about it.

The model folder is model/ here, or model-markup/. Probes of the confinement answer with the label "confined" or
"escaped" first, and say in warnings what they got at. None sends a packet, reads what is secret, or goes on for ever.
"""

import hashlib
import json
import pathlib
import struct
import sys

PROTOCOL = "exhibit-runner-v1"
ENGINE = {"build": "none", "name": "test", "version": "1"}


def encode(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def write(data):
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def ask():
    """The next request; ends the program at the end of its input."""
    line = sys.stdin.buffer.readline()
    if not line:
        sys.exit(0)
    return json.loads(line)


def description(request, **changes):
    return {
        "answer": "description",
        "engine": ENGINE | {"optimisation_level": "none"},
        "generates_pixels": False,
        "id": request["id"],
        "name": pathlib.Path(sys.argv[0]).stem,
        "nondeterminism": [],
        "protocol": PROTOCOL,
        "score": {"better": "higher", "maximum": "1", "minimum": "0", "name": "test score"},
        "threads": 2,
        "version": "1",
    } | changes


def described(**changes):
    """Answers `describe`; the request to run."""
    write(encode(description(ask(), **changes)))
    return ask()


def f32(number):
    return "f32:" + struct.pack(">f", number).hex()


def labelled(*scores):
    """Candidates from pairs of label and score, best first."""
    return [{"label": label, "rank": rank, "score": f32(score)} for rank, (label, score) in enumerate(scores, 1)]


def referring(*scores):
    """Candidates from pairs of score and number of a reference, best first."""
    return [{"rank": rank, "reference": number, "score": f32(score)} for rank, (score, number) in enumerate(scores, 1)]


def result(run, **changes):
    return {
        "answer": "result",
        "candidates": labelled(("alpha", 0.75), ("beta", 0.25)),
        "execution": {"engine": ENGINE, "optimisation_level": "none", "seed": run["seed"], "threads": 1},
        "id": run["id"],
        "outputs": [],
        "protocol": PROTOCOL,
        "warnings": [],
    } | changes


def listed(name, data, role="output"):
    """An output as a result lists it, whether or not it was written."""
    digest = hashlib.sha256(data).hexdigest()
    return {"file": name, "generated": False, "media_type": "text/plain", "role": role, "sha256": digest}


def written(run, name, data, role="output"):
    pathlib.Path(run["output"], name).write_bytes(data)
    return listed(name, data, role)


def finish(answer, status=0):
    """Answers, and waits for the end of the input."""
    write(encode(answer))
    sys.stdin.buffer.read()
    sys.exit(status)


def verdict(run, found):
    """What a probe of the confinement found: nothing, or at most 32 things that it should not have got at."""
    first, second = ("escaped", "confined") if found else ("confined", "escaped")
    plain = ["".join(c if c.isprintable() else "?" for c in text)[:64] for text in found]
    finish(result(run, candidates=labelled((first, 1), (second, 0)), warnings=plain[:32]))
