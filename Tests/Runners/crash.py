#!/usr/bin/env python3
"""Dies of a signal when it should run."""

import os
import signal

import speak

speak.described()
os.kill(os.getpid(), signal.SIGSEGV)
