#!/usr/bin/env python3
"""A correct result, and then an exit status that says otherwise."""

import speak

run = speak.described()
speak.finish(speak.result(run), status=3)
