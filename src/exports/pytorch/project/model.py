"""The model as it was exported: its configuration, its shape and, where they are wanted, its weights."""
import json
import os
import struct
from contextlib import contextmanager

import torch

from backbone import Model
from errors import Refused

FOLDER = os.path.dirname(os.path.abspath(__file__))
WEIGHTS = os.path.join(FOLDER, "weights.safetensors")
KINDS = {"F32": torch.float32, "F64": torch.float64, "I64": torch.int64}
NAMES = {kind: name for name, kind in KINDS.items()}


def read_json(name):
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        return json.load(file)


def read_tensors(path):
    """Tensors by name, of a safetensors file: eight bytes of header length, a JSON header, then the values.

    Raises Refused where it is no such file, or is cut off.
    """
    tensors = {}
    with open(path, "rb") as file:
        try:
            (length,) = struct.unpack("<Q", file.read(8))
            if length > os.path.getsize(path):
                raise ValueError("its header is longer than the file")
            header = json.loads(file.read(length))
            for name, entry in header.items():
                if name == "__metadata__":
                    continue
                begin, end = entry["data_offsets"]
                file.seek(8 + length + begin)
                values, kind = bytearray(file.read(end - begin)), KINDS[entry["dtype"]]
                tensors[name] = (torch.frombuffer(values, dtype=kind) if values else torch.empty(0, dtype=kind)).reshape(entry["shape"])
        except (struct.error, ValueError, KeyError, TypeError, AttributeError, RuntimeError) as error:
            raise Refused(f"{path} is no whole safetensors file of the kinds {', '.join(KINDS)}: {error}") from None
    return tensors


def write_tensors(path, tensors):
    """The inverse of `read_tensors`. Whoever is ended meanwhile leaves the file as it was."""
    header, parts, at = {"__metadata__": {"format": "pt"}}, [], 0
    for name, tensor in sorted(tensors.items(), key=lambda each: each[1].dtype != torch.int64):
        values = tensor.detach().cpu().contiguous()
        size = values.numel() * values.element_size()
        header[name] = {"dtype": NAMES[values.dtype], "shape": list(values.shape), "data_offsets": [at, at + size]}
        parts.append(values.reshape(-1).numpy().tobytes())
        at += size
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with replaced(path) as file:
        file.write(struct.pack("<Q", len(text)) + text)
        file.writelines(parts)


@contextmanager
def replaced(path):
    """A file to write bytes to, which takes the place of the one at `path` when all of it lies on the disk."""
    with open(f"{path}.new", "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
    os.replace(f"{path}.new", path)


def make_model(weights=WEIGHTS):
    """weights: the path of a safetensors file; None: a model that starts anew. Raises Refused where they are of another model."""
    model = Model(read_json("configuration.json")["model"], read_json("encoding.json")["shape"])
    if weights is not None:
        load(model, read_tensors(weights), weights)
    return model


def load(model, state, source):
    """source: what the state is of, for the error"""
    try:
        model.load_state_dict(state, strict=True)
    except RuntimeError as error:
        raise Refused(f"{source} is of another model than configuration.json and encoding.json say. {error}") from None
