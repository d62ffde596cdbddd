#!/usr/bin/env python3
"""Correct: answers the run with an error."""

import speak

run = speak.described()
reason = "this model\nreads no such picture"
speak.finish({"answer": "error", "id": run["id"], "protocol": speak.PROTOCOL, "reason": reason})
