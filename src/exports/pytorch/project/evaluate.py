"""Measures the model on a part of the rows: AUC, LogLoss and AUC per user, of all and of each domain.

    python3 evaluate.py [FILE ...] [--part test] [--weights FILE] [--predictions out.csv]
"""
import argparse
import csv
import json

import torch
from torch import distributed

from data import PARTS, Shards, add_arguments, ready
from errors import Refused, run
from measures import measured, told
from model import WEIGHTS, make_model, read_json


def predicted(model, shards, size, device, rank=0, world=1):
    """Probabilities, labels, domains, users and row numbers of all rows, in every process; each predicts its share of every batch."""
    model.eval()
    parts = []
    with torch.no_grad():
        for batch in shards.batches(size):
            own = batch[rank::world].to(device)
            logits = model(*own.inputs)
            parts.append([values.cpu() for values in (torch.sigmoid(logits.float()), own.label, own.domain, own.user, own.rows)])
    own = [torch.cat([part[i] for part in parts]) if parts else torch.zeros(0) for i in range(5)]
    if world == 1:
        return own
    everybody = [None] * world
    distributed.all_gather_object(everybody, own)
    return [torch.cat([each[i] for each in everybody]) for i in range(5)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_arguments(parser)
    parser.add_argument("--part", choices=PARTS, default="test")
    parser.add_argument("--weights", default=WEIGHTS)
    parser.add_argument("--predictions", help="writes row, domain, label and prediction as CSV")
    parser.add_argument("--json", action="store_true", help="prints the result as JSON")
    args = parser.parse_args()
    ready(args)
    shards = Shards(args.shards, args.part)
    if shards.rows == 0:
        raise Refused(f"There are no rows in the part {args.part}: look at the split.")
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = make_model(args.weights).to(device)
    names = read_json("encoding.json")["domain"]["names"]
    size = read_json("configuration.json")["train"]["batch"]
    probabilities, labels, domains, users, rows = predicted(model, shards, size, device)
    result = measured(probabilities, labels, domains, users, names)
    print(json.dumps(result) if args.json else told(result))
    if args.predictions:
        with open(args.predictions, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["row", "domain", "label", "prediction"])
            for row, d, label, p in zip(rows.tolist(), domains.tolist(), labels.tolist(), probabilities.tolist()):
                writer.writerow([row, names[d], int(label), p])


if __name__ == "__main__":
    run(main)
