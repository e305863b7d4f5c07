"""Makes a project whose vocabularies have the values of more training rows, and keeps what was trained.

    python3 grow.py FILE [FILE ...] --split 0.8,0.1,0.1 --out ../grown
    python3 ../grown/train.py FILE [FILE ...] --split 0.8,0.1,0.1

Ids stay what they are: new values get those behind them, and embeddings that start as those of a new model. Scales, domains and label
stay too, and so do fields whose ids are hashes. The tests stay behind: they are of the model before.
"""
import argparse
import json
import os
import shutil
from collections import Counter

import torch

from backbone import Model
from data import PARTS, Split, add_arguments, rows_of
from encoding import Encoding, RowError
from errors import Refused, run
from model import FOLDER, WEIGHTS, make_model, read_json, write_tensors

# What goes along unchanged, beside the modules. Of the tests, the rows that the notebook and the example of serve.py read.
COPIED = ("configuration.json", "split.json", "requirements.txt", "train.slurm", "notebook.ipynb", "tests/rows.json", "tests/request.json")
NOTE = """**This project has grown from another** (`grow.py`): its vocabularies have more values. It has no tests and no model card, and what is
said of those below is not of it.

"""


def new_values(encoding, rows, split):
    """-> by the field that owns a table, how many training rows have each value that it lacks"""
    found = {name: Counter() for name in encoding.ids_of}
    for number, row in rows:
        if split(number) != PARTS[0]:
            continue
        try:
            if encoding.label(row) is None or encoding.domain(row) is None:
                continue
            for field in encoding.said["sparse"]:
                owner = field.get("share") or field["name"]
                if owner in encoding.ids_of:
                    values = set(encoding.values(field, encoding.cell(row, field["column"])))
                    # What is missing is no value.
                    found[owner].update(value for value in values if value != "" and value not in encoding.ids_of[owner])
        except RowError as error:
            raise RowError(f"row {number + 1}: {error}") from None
    return found


def grown_encoding(said, found, least):
    """encoding.json with the values that at least so many rows have, and with room for them in the tables."""
    more = {name: sorted(value for value, count in counts.items() if count >= least) for name, counts in found.items()}
    sparse = [{**field, "vocabulary": field["vocabulary"] + more[field["name"]]} if "vocabulary" in field else field for field in said["sparse"]]
    fields = [{**field, "rows": field["rows"] + len(more.get(field.get("share") or field["name"], []))} for field in said["shape"]["fields"]]
    return {**said, "sparse": sparse, "shape": {**said["shape"], "fields": fields}}, more


def grown_state(old, new):
    """new: the state of the larger model. -> it, with all that the old one had in its place"""
    state = {}
    for name, tensor in new.items():
        state[name] = tensor.clone()
        if name in old and old[name].dim() > 0:
            state[name][: old[name].shape[0]] = old[name]
        elif name in old:
            state[name] = old[name]
    return state


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_arguments(parser)
    parser.add_argument("--out", required=True, help="the folder of the new project, which is not there yet")
    parser.add_argument("--weights", default=WEIGHTS)
    parser.add_argument("--least", type=int, default=1, help="training rows that a value must be in")
    parser.add_argument("--seed", type=int, default=1, help="of the new embeddings")
    args = parser.parse_args()
    if not args.data:
        raise Refused("No rows: name the CSV or Parquet files to train on.")
    if os.path.exists(args.out):
        raise Refused(f"{args.out} is there already: name a folder that is not.")
    said = read_json("encoding.json")
    encoding = Encoding(said)
    found = new_values(encoding, rows_of(args.data, args.delimiter, encoding.labelled_columns), Split(args.split))
    encoded, more = grown_encoding(said, found, args.least)
    torch.manual_seed(args.seed)
    state = grown_state(make_model(args.weights).state_dict(), Model(read_json("configuration.json")["model"], encoded["shape"]).state_dict())
    os.makedirs(os.path.join(args.out, "tests"))
    for name in (*COPIED, *(name for name in os.listdir(FOLDER) if name.endswith(".py"))):
        shutil.copyfile(os.path.join(FOLDER, name), os.path.join(args.out, name))
    with open(os.path.join(args.out, "encoding.json"), "w", encoding="utf-8") as file:
        json.dump(encoded, file)
    with open(os.path.join(FOLDER, "README.md"), encoding="utf-8") as file:
        readme = file.read()
    with open(os.path.join(args.out, "README.md"), "w", encoding="utf-8") as file:
        file.write(NOTE + readme)
    write_tensors(os.path.join(args.out, os.path.basename(WEIGHTS)), state)
    for name, values in more.items():
        print(f"{name}: {len(values)} new values")


if __name__ == "__main__":
    run(main)
