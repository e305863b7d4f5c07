"""Times the training steps of an exported project's model on made-up rows: python3 project.py FOLDER --threads 2 --seconds 5

FOLDER holds the project's modules, configuration.json, and encoding.json with the model's shape. Prints JSON.
"""
import argparse
import json
import math
import os
import statistics
import sys
import time

PARSER = argparse.ArgumentParser()
PARSER.add_argument("folder")
PARSER.add_argument("--threads", type=int, required=True)
PARSER.add_argument("--seconds", type=float, default=10.0)
ARGUMENTS = PARSER.parse_args()
# A BLAS with threads of its own does not hear torch.set_num_threads, and reads these when it is loaded.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = str(ARGUMENTS.threads)
sys.path.insert(0, ARGUMENTS.folder)

import torch  # noqa: E402
from torch.nn import functional  # noqa: E402

from model import make_model, read_json  # noqa: E402
from train import make_optimiser  # noqa: E402

BATCHES = 4
WARM_UP = 3


def main():
    torch.set_num_threads(ARGUMENTS.threads)
    torch.manual_seed(1)
    settings, shape = read_json("configuration.json")["train"], read_json("encoding.json")["shape"]
    rows, fields = settings["batch"], shape["fields"]
    model = make_model(None).train()
    optimiser = make_optimiser(model, settings)

    def batch():
        domain = torch.randint(shape["domains"], (rows,))
        ids = [domain if field["name"] == "domain_indicator" else torch.randint(field["rows"], (rows,)) for field in fields]
        return (torch.stack(ids, 1), torch.ones(rows, len(fields)), torch.rand(rows, shape["dense"]), domain), torch.randint(2, (rows,)).float()

    batches = [batch() for _ in range(BATCHES)]
    times, begun = [], time.perf_counter()
    while len(times) < WARM_UP + 3 or time.perf_counter() - begun < ARGUMENTS.seconds:
        inputs, labels = batches[len(times) % BATCHES]
        before = time.perf_counter()
        optimiser.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(model(*inputs), labels)
        loss.backward()
        optimiser.step()
        times.append(time.perf_counter() - before)
    if not math.isfinite(loss.item()):
        sys.exit(f"The loss is {loss.item()}: the numbers are wrong, and so is their speed.")
    print(json.dumps({"rowsPerSecond": round(rows / statistics.median(times[WARM_UP:]), 1), "threads": ARGUMENTS.threads, "batch": rows}))


main()
