#!/usr/bin/env python3
"""Puts an answer where the level of its engine belongs."""

import speak

run = speak.described()
answer = speak.result(run)
answer["execution"]["optimisation_level"] = "IT IS JOHN Q"
speak.finish(answer)
