"""The lines of exhibit-runner-v1 (Schemas/runner-v1.md): read strictly, written in the one permitted form."""

import json
import re

PROTOCOL = "exhibit-runner-v1"
LINE_BYTES = 1 << 20
SAFE_INTEGER = (1 << 53) - 1

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")


class Malformed(ValueError):
    """What was read is not what the protocol allows; the text says what and where."""


def encode(value):
    """RFC 8785 form as the payload page restricts it, without a line feed."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8")


def parse(line):
    """The value of one line. Whatever is not written back as the same bytes is refused."""

    def members(pairs):
        for name, _ in pairs:
            if not _NAME.fullmatch(name):
                raise Malformed("a member name that the protocol does not have")
        return dict(pairs)

    def no_number(text):
        raise Malformed(f"{text[:32]} is not an integer")

    try:
        value = json.loads(
            line.decode("utf-8"), object_pairs_hook=members, parse_float=no_number, parse_constant=no_number
        )
        _check_scalars(value, 0)
        if encode(value) != line:
            raise Malformed("not in canonical form")
    except Malformed:
        raise
    except (ValueError, RecursionError) as error:
        raise Malformed(f"not JSON: {error}") from None
    return value


def _check_scalars(value, depth):
    if isinstance(value, str):
        if _CONTROL.search(value):
            raise Malformed("a control character")
    elif isinstance(value, int):
        if abs(value) > SAFE_INTEGER:
            raise Malformed("an integer beyond 2^53 - 1")
    elif isinstance(value, (list, dict)):
        if depth == 16:
            raise Malformed("nested deeper than 16")
        for element in value.values() if isinstance(value, dict) else value:
            _check_scalars(element, depth + 1)


def lines(stream):
    """The lines of a stream until it ends; never holds more than one permitted line."""
    while line := stream.readline(LINE_BYTES):
        if not line.endswith(b"\n"):
            raise Malformed(f"a line of {LINE_BYTES} bytes or more, or one without its end")
        yield line[:-1]


# What may stand at one place: each takes a value and says whether it fits.


def text(limit, pattern=None):
    def fits(value):
        if not isinstance(value, str) or len(value.encode("utf-8")) > limit:
            return False
        return pattern is None or re.fullmatch(pattern, value) is not None

    return fits


def integer(low, high):
    return lambda value: type(value) is int and low <= value <= high


def array(shape, low, high):
    return lambda value: isinstance(value, list) and low <= len(value) <= high and all(map(shape, value))


def table(shape, most):
    """An object whose member names are data: names of parameters."""
    return lambda value: isinstance(value, dict) and len(value) <= most and all(map(shape, value.values()))


def record(**shapes):
    """Every member is there, and no other."""

    def fits(value):
        return (
            isinstance(value, dict)
            and set(value) == set(shapes)
            and all(shape(value[name]) for name, shape in shapes.items())
        )

    return fits


_PATH = text(128, r"(/(?!\.{1,2}(/|$))[A-Za-z0-9._-]+)+")
_FILE = record(
    media_type=text(64, r"[a-z0-9][a-z0-9.+-]*/[a-z0-9][a-z0-9.+-]*"),
    path=_PATH,
    role=text(64, r"[a-z][a-z0-9._-]*"),
    sha256=text(64, r"[0-9a-f]{64}"),
)
_ID = integer(1, SAFE_INTEGER)

REQUESTS = {
    "describe": record(protocol=PROTOCOL.__eq__, id=_ID, request="describe".__eq__),
    "run": record(
        protocol=PROTOCOL.__eq__,
        id=_ID,
        request="run".__eq__,
        depth=integer(1, 1000),
        inputs=array(_FILE, 1, 16),
        model=_PATH,
        output=_PATH,
        parameters=table(text(512), 64),
        references=array(_FILE, 0, 2000),
        seed=integer(0, SAFE_INTEGER),
        threads=integer(1, 256),
    ),
}


def request(line):
    """One request; raises Malformed where it is none that this version knows."""
    value = parse(line)
    kind = value.get("request") if isinstance(value, dict) else None
    shape = REQUESTS.get(kind) if isinstance(kind, str) else None
    if shape is None or not shape(value):
        raise Malformed("no request of exhibit-runner-v1: an unknown, missing or unfitting member")
    return value
