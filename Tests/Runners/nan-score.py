#!/usr/bin/env python3
"""Permitted: both infinities, and two kinds of NaN behind every number, by their bits."""

import speak

run = speak.described()
scores = ["7f800000", "3f000000", "ff800000", "7fc00000", "ffc12345"]
labels = ["beta", "gamma", "alpha", "confined", "escaped"]
candidates = [
    {"label": label, "rank": rank, "score": f"f32:{bits}"} for rank, (label, bits) in enumerate(zip(labels, scores), 1)
]
speak.finish(speak.result(run, candidates=candidates))
