#!/usr/bin/env python3
"""Tries to open what is somebody's. Nothing is read: that it could be opened is told, and names of variables only."""

import os

import speak

EXPECTED = {
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "TMPDIR",
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONNOUSERSITE",
    "PYTHONHASHSEED",
    "PWD",
}

run = speak.described()
found = []
for path in ("/etc/shadow", "/etc/ssl/private", "/root", "/home", "/var/lib", "/var/log", "/boot", "/mnt", "/srv"):
    try:
        if os.path.isdir(path):
            found += [path] if os.listdir(path) else []
        else:
            os.close(os.open(path, os.O_RDONLY))
            found.append(path)
    except OSError:
        pass
home = os.environ.get("HOME", "/nonexistent")
found += [f"home folder {home}"] if os.path.isdir(home) and home != os.environ.get("TMPDIR") else []
found += [f"variable {name}" for name in sorted(set(os.environ) - EXPECTED)]
speak.verdict(run, found)
