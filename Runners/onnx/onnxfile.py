"""Writes an ONNX file without the onnx package, so that its bytes depend on nothing but what is put in.

Field numbers are those of onnx.proto (IR version 8); integers are varints, everything else is length-delimited.
"""


def _varint(value):
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(out) + bytes([value])


def _integer(field, value):
    return _varint(field << 3) + _varint(value)


def _bytes(field, value):
    value = value.encode("utf-8") if isinstance(value, str) else value
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def tensor(name, array):
    """TensorProto of a float32 array, least significant byte first."""
    dims = b"".join(_integer(1, size) for size in array.shape)
    return dims + _integer(2, 1) + _bytes(8, name) + _bytes(9, array.astype("<f4").tobytes())


def node(operator, inputs, outputs, **integers):
    """NodeProto with integer attributes (AttributeProto type 2)."""
    body = b"".join(_bytes(1, name) for name in inputs) + b"".join(_bytes(2, name) for name in outputs)
    body += _bytes(3, outputs[0]) + _bytes(4, operator)
    for name, value in sorted(integers.items()):
        body += _bytes(5, _bytes(1, name) + _integer(3, value) + _integer(20, 2))
    return body


def value(name, shape):
    """ValueInfoProto of a float32 tensor."""
    dims = b"".join(_bytes(1, _integer(1, size)) for size in shape)
    return _bytes(1, name) + _bytes(2, _bytes(1, _integer(1, 1) + _bytes(2, dims)))


def model(producer, version, nodes, tensors, inputs, outputs, opset=13):
    """ModelProto with one graph."""
    graph = b"".join(_bytes(1, each) for each in nodes) + _bytes(2, "graph")
    graph += b"".join(_bytes(5, each) for each in tensors)
    graph += b"".join(_bytes(11, each) for each in inputs) + b"".join(_bytes(12, each) for each in outputs)
    return (
        _integer(1, 8)
        + _bytes(2, producer)
        + _bytes(3, version)
        + _bytes(7, graph)
        + _bytes(8, _bytes(1, "") + _integer(2, opset))
    )
