#!/usr/bin/env python3
"""Looks for a way out, and sends nothing: connecting a datagram socket only asks the kernel for a route.

Parameters: port, of a listener on 127.0.0.1; socket, an abstract name that somebody listens on.
"""

import pathlib
import re
import socket

import speak

run = speak.described()
found = [f"interface {name}" for _, name in socket.if_nameindex() if name != "lo"]


def reaches(family, kind, address):
    try:
        with socket.socket(family, kind) as each:
            each.settimeout(2)
            each.connect(address)
            return True
    except OSError:
        return False


# An address for documentation: nobody is there.
if reaches(socket.AF_INET, socket.SOCK_DGRAM, ("192.0.2.1", 9)):
    found.append("a route")
resolvers = pathlib.Path("/etc/resolv.conf")
if resolvers.exists():
    for server in re.findall(r"^nameserver +([0-9.]+)$", resolvers.read_text(errors="replace"), re.M):
        if not server.startswith("127.") and reaches(socket.AF_INET, socket.SOCK_DGRAM, (server, 53)):
            found.append("a route to the resolver")
port = run["parameters"].get("port")
if port and reaches(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", int(port))):
    found.append("a local listener")
name = run["parameters"].get("socket")
if name and reaches(socket.AF_UNIX, socket.SOCK_STREAM, "\0" + name):
    found.append("an abstract socket")
if not found:
    # Only where there is no route, so that this question cannot leave either.
    try:
        socket.getaddrinfo("runner.invalid", 80)
        found.append("an answer from a resolver")
    except OSError:
        pass
speak.verdict(run, found)
