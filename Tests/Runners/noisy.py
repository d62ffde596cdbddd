#!/usr/bin/env python3
"""Never gives the same twice: its scores have noise of at most 0.000001, and with three threads or more of 0.1 to 0.2.

It takes the optimisation level "basic" besides its own. With four threads it turns its ranking round.
"""

import os

import speak

LEVELS = ("all", "basic")


def noise():
    return int.from_bytes(os.urandom(4)) / 2**32


speak.ENGINE = speak.ENGINE | {"name": "noise"}
run = speak.described(
    engine=speak.ENGINE | {"optimisation_level": "all"}, threads=4, nondeterminism=["the system's generator"]
)
level = run["parameters"].get("optimisation_level", "all")
if level not in LEVELS:
    speak.finish(
        {"answer": "error", "id": run["id"], "protocol": speak.PROTOCOL, "reason": f"no optimisation level {level}"}
    )
moved = noise() / 1e6 if run["threads"] < 3 else 0.1 + noise() / 10
scores = [("alpha", 0.5 + moved), ("beta", 0.25 - moved / 2)]
if run["threads"] == 4:
    scores = [("beta", 0.375), ("alpha", 0.25)]
execution = {"engine": speak.ENGINE, "optimisation_level": level, "seed": run["seed"], "threads": run["threads"]}
data = os.urandom(16).hex().encode()
speak.finish(
    speak.result(
        run,
        candidates=speak.labelled(*scores),
        execution=execution,
        outputs=[speak.written(run, "raw.txt", data, "raw")],
    )
)
