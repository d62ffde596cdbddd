"""What stands in a model folder beside the weights: labels, preprocessing, thresholds. Read strictly, within bounds."""

import fractions
import json
import pathlib
import re

import numpy

MODEL_BYTES = 1 << 30
_TEXT_BYTES = 4 << 20
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?")
_LABEL = re.compile("[^\x00-\x1f\x7f-\x9f]+")


class Unusable(ValueError):
    """The model folder is not what this runner takes; the text names the file."""


class ModelFolder:
    """One model, each file read once."""

    def __init__(self, folder):
        self._folder = pathlib.Path(folder)
        self.weights = self._read("model.onnx", MODEL_BYTES)
        self.labels = self._labels()
        self.preprocessing = self._json("preprocessing.json", _PREPROCESSING)
        thresholds = self._json("thresholds.json", {"warn_below": _decimal}, optional=True)
        self.warn_below = thresholds and thresholds["warn_below"]

    def _read(self, name, limit):
        try:
            with open(self._folder / name, "rb") as file:
                data = file.read(limit + 1)
        except OSError as error:
            raise Unusable(f"{name}: {error.strerror}") from None
        if len(data) > limit:
            raise Unusable(f"{name}: more than {limit} bytes")
        return data

    def _labels(self):
        try:
            lines = self._read("labels.txt", _TEXT_BYTES).decode("utf-8").split("\n")
        except UnicodeDecodeError:
            raise Unusable("labels.txt: not UTF-8") from None
        labels = lines[:-1]
        if lines[-1] or not 1 <= len(labels) <= 10_000 or len(set(labels)) != len(labels):
            raise Unusable("labels.txt: not 1 to 10000 different lines, each with its end")
        for number, label in enumerate(labels, 1):
            if not _LABEL.fullmatch(label) or len(label.encode("utf-8")) > 256:
                raise Unusable(f"labels.txt: line {number} is empty, too long, or has a control character")
        return labels

    def _json(self, name, shape, optional=False):
        if optional and not (self._folder / name).exists():
            return None

        def members(pairs):
            if len(dict(pairs)) != len(pairs):
                raise Unusable(f"{name}: a repeated member")
            return dict(pairs)

        try:
            value = json.loads(self._read(name, _TEXT_BYTES).decode("utf-8"), object_pairs_hook=members)
        except (ValueError, RecursionError) as error:
            raise error if isinstance(error, Unusable) else Unusable(f"{name}: not JSON: {error}") from None
        if not isinstance(value, dict) or set(value) != set(shape):
            raise Unusable(f"{name}: needs exactly the members {', '.join(sorted(shape))}")
        for member, check in shape.items():
            value[member] = check(value[member])
            if value[member] is None:
                raise Unusable(f"{name}: {member} has a value that it cannot have")
        return value


def _decimal(value):
    return fractions.Fraction(value) if isinstance(value, str) and _DECIMAL.fullmatch(value) else None


def _size(value):
    return value if type(value) is int and 1 <= value <= 4096 else None


def _one_of(*words):
    return lambda value: value if value in words else None


def _tensor_name(value):
    return value if isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9_./:-]{1,128}", value) else None


def _byte(value):
    return value if type(value) is int and 0 <= value <= 255 else None


def _power_of_two(value):
    # Then the division is exact in float32, and no order of operations can change a bit.
    return value if value in (1, 2, 4, 8, 16, 32, 64, 128, 256) and type(value) is int else None


_PREPROCESSING = {
    "colour": _one_of("grey", "rgb"),
    "divide": _power_of_two,
    "height": _size,
    "input": _tensor_name,
    "layout": _one_of("NCHW", "NHWC"),
    "output": _tensor_name,
    "subtract": _byte,
    "width": _size,
}


def prepare(samples, rules):
    """The input tensor of a picture, uint8 (height, width, channels): float32, one picture, in the layout of the rules.

    Colour, then area average, in integers and rounded half up; then (v - subtract) / divide, which float32 has exactly.
    """
    if rules["colour"] == "grey" and samples.shape[2] == 3:
        wide = samples.astype(numpy.int64)
        # ITU-R BT.601 in 256ths, as JPEG decoders have it.
        samples = ((77 * wide[:, :, 0] + 150 * wide[:, :, 1] + 29 * wide[:, :, 2] + 128) >> 8)[:, :, None]
    elif rules["colour"] == "rgb" and samples.shape[2] == 1:
        samples = samples.repeat(3, axis=2)
    height, width = samples.shape[:2]
    rows, columns = _overlaps(height, rules["height"]), _overlaps(width, rules["width"])
    area = height * width
    planes = [
        (2 * (rows @ samples[:, :, channel].astype(numpy.int64) @ columns.T) + area) // (2 * area)
        for channel in range(samples.shape[2])
    ]
    values = numpy.stack(planes).astype(numpy.float32)
    tensor = (values - numpy.float32(rules["subtract"])) / numpy.float32(rules["divide"])
    return numpy.ascontiguousarray((tensor if rules["layout"] == "NCHW" else tensor.transpose(1, 2, 0))[None])


def _overlaps(source, target):
    """How much of source pixel s lies in target pixel t, in units of 1/target: rows are targets, and sum to source."""
    t = numpy.arange(target, dtype=numpy.int64)[:, None] * source
    s = numpy.arange(source, dtype=numpy.int64)[None, :] * target
    return numpy.clip(numpy.minimum(t + source, s + target) - numpy.maximum(t, s), 0, None)
