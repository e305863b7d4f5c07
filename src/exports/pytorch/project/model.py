"""The model as it was exported: its configuration, its shape and, where they are wanted, its weights."""
import json
import os
import struct

import torch

from backbone import Model

FOLDER = os.path.dirname(os.path.abspath(__file__))
KINDS = {"F32": torch.float32, "F64": torch.float64, "I64": torch.int64}


def read_json(name):
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        return json.load(file)


def read_tensors(path):
    """Tensors by name, of a safetensors file: eight bytes of header length, a JSON header, then the values."""
    with open(path, "rb") as file:
        raw = file.read()
    (length,) = struct.unpack("<Q", raw[:8])
    tensors = {}
    for name, entry in json.loads(raw[8 : 8 + length]).items():
        if name == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        values = torch.frombuffer(bytearray(raw[8 + length + begin : 8 + length + end]), dtype=KINDS[entry["dtype"]]) if end > begin else torch.empty(0)
        tensors[name] = values.reshape(entry["shape"])
    return tensors


def write_tensors(path, tensors):
    """The inverse of `read_tensors`."""
    names = {torch.float32: "F32", torch.float64: "F64", torch.int64: "I64"}
    header, parts, at = {"__metadata__": {"format": "pt"}}, [], 0
    for name, tensor in sorted(tensors.items(), key=lambda each: each[1].dtype != torch.int64):
        values = tensor.detach().cpu().contiguous()
        size = values.numel() * values.element_size()
        header[name] = {"dtype": names[values.dtype], "shape": list(values.shape), "data_offsets": [at, at + size]}
        parts.append(values.reshape(-1).numpy().tobytes())
        at += size
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(parts))


def make_model(weights="weights.safetensors"):
    """weights: a safetensors file, by its path or its name in this folder; None: a model that starts anew."""
    model = Model(read_json("configuration.json")["model"], read_json("encoding.json")["shape"])
    if weights is not None:
        model.load_state_dict(read_tensors(os.path.join(FOLDER, weights)), strict=True)
    return model
