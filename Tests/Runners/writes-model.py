#!/usr/bin/env python3
"""Tries to change what it should only read: the model, its inputs, its own folder. Changes no byte where it can."""

import os
import pathlib

import speak

run = speak.described()
model = pathlib.Path(run["model"])
files = [model / "labels.txt", *(pathlib.Path(file["path"]) for file in run["inputs"]), pathlib.Path(__file__)]
found = []


def attempt(what, function, *arguments):
    try:
        function(*arguments)
        found.append(what)
    except OSError:
        pass


def create(folder):
    path = folder / ".written-by-runner"
    path.touch()
    path.unlink()


for file in files:
    attempt(f"open {file.name} to write", lambda: os.close(os.open(file, os.O_WRONLY)))
    attempt(f"mode of {file.name}", lambda: os.chmod(file, file.stat().st_mode & 0o7777))
    attempt(f"times of {file.name}", lambda: os.utime(file, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns)))
for folder in (model, pathlib.Path(__file__).parent, pathlib.Path("/"), pathlib.Path("/usr"), pathlib.Path("/etc")):
    attempt(f"a new file in {folder}", create, folder)
speak.verdict(run, found)
