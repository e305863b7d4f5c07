"""Writes the model as ONNX: ids, weights, dense and domain in, probabilities out, any number of rows. Encoding stays in encoding.json.
An input that this model does not read, such as domain, may be missing from the file.

    python3 export_onnx.py [--weights FILE] [--out model.onnx]

PyTorch 2 needs the package onnx for it (pip install onnx).
"""
import argparse
import inspect

import torch

from errors import Refused, run
from model import WEIGHTS, make_model, read_json

ROWS = 4


class Probabilities(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, ids, weights, dense, domain):
        return torch.sigmoid(self.model(ids, weights, dense, domain))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--weights", default=WEIGHTS)
    parser.add_argument("--out", default="model.onnx")
    args = parser.parse_args()
    said = read_json("configuration.json")["model"]
    if said["adapters"] and said["domainNormEvaluation"] == "batch":
        raise Refused(
            "There is no ONNX of this model: the norm of its adapters takes its statistics from the rows that are evaluated together "
            "(model.domainNormEvaluation is batch in configuration.json). Train a model with running, and export that."
        )
    if said["backbone"] == "star" and said["follows"] == "public-code":
        raise Refused(
            "There is no ONNX of this model from here: its input is normalised by the rows that are evaluated together, as in the public "
            "code of STAR. Train one whose model.follows is paper, and export that; the page writes ONNX of this one."
        )
    shape = read_json("encoding.json")["shape"]
    slots = sum(field["slots"] for field in shape["fields"])
    example = (
        torch.zeros(ROWS, slots, dtype=torch.int64),
        torch.ones(ROWS, slots),
        torch.zeros(ROWS, shape["dense"]),
        torch.arange(ROWS) % shape["domains"],
    )
    names = ["ids", "weights", "dense", "domain"]
    # Since 2.9 PyTorch would take another exporter, which needs more packages and says ranges of rows otherwise.
    older = {"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}
    torch.onnx.export(
        Probabilities(make_model(args.weights).eval()),
        example,
        args.out,
        input_names=names,
        output_names=["probability"],
        dynamic_axes={name: {0: "rows"} for name in [*names, "probability"]},
        opset_version=17,
        **older,
    )
    print(args.out)


if __name__ == "__main__":
    run(main)
