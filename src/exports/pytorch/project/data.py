"""Rows of files, in shards: CSV (plain or gzip) and, where pyarrow is installed, Parquet. Memory holds one shard at a time.

    python3 data.py FILE [FILE ...] --out shards     encodes the rows once; train.py and evaluate.py do it where it was not done
"""
import argparse
import csv
import glob
import gzip
import hashlib
import json
import os
import random
import sys

import torch

from encoding import Encoded, Encoding
from model import FOLDER, read_json

PARTS = ("train", "val", "test")
SHARD_ROWS = 65536
BILLION = 10**9


def open_text(path, encoding="utf-8-sig"):
    with open(path, "rb") as file:
        zipped = file.read(2) == b"\x1f\x8b"
    if zipped:
        return gzip.open(path, "rt", encoding=encoding, newline="")
    return open(path, encoding=encoding, newline="")


def rows_of(paths, delimiter=None):
    """The rows of all files, one after the other: pairs of the row's number, from 0, and its values by column."""
    number = 0
    for path in paths:
        for row in parquet_rows(path) if path.endswith(".parquet") else csv_rows(path, delimiter):
            yield number, row
            number += 1


def csv_rows(path, delimiter):
    csv.field_size_limit(2**24)
    with open_text(path) as file:
        if delimiter is None:
            first = file.readline()
            delimiter = max(",\t;|", key=first.count)
            file.seek(0)
        reader = csv.reader(file, delimiter=delimiter)
        names = [name.strip() for name in next(reader)]
        for values in reader:
            if values:
                if len(values) != len(names):
                    raise ValueError(f"{path}, line {reader.line_num}: {len(values)} values, but {len(names)} columns")
                yield dict(zip(names, values))


def parquet_rows(path):
    try:
        from pyarrow import parquet
    except ImportError:
        sys.exit(f"{path}: to read Parquet, install pyarrow (pip install pyarrow), or write the rows as CSV")
    for batch in parquet.ParquetFile(path).iter_batches():
        yield from batch.to_pylist()


class Split:
    """The part of a row by its number: as split.json says, or drawn by a hash of the number in these shares."""

    def __init__(self, shares=None, seed=1):
        self.shares, self.seed, self.part_of = shares, seed, {}
        if shares is None:
            said = read_json("split.json")
            for part in PARTS:
                self.part_of.update(dict.fromkeys(said[part], part))

    def __call__(self, row):
        if self.shares is None:
            return self.part_of.get(row)
        digest = hashlib.blake2b(f"{self.seed}/{row}".encode(), digest_size=8).digest()
        drawn = int.from_bytes(digest, "big") % BILLION / BILLION * sum(self.shares)
        return PARTS[0] if drawn < self.shares[0] else PARTS[1] if drawn < self.shares[0] + self.shares[1] else PARTS[2]


def prepare(paths, folder, shares=None, shard_rows=SHARD_ROWS, delimiter=None, seed=1):
    """Encodes all rows into folder/{train,val,test}-00000.pt and so on. -> values that no embedding was trained for, by field"""
    os.makedirs(folder, exist_ok=True)
    done = os.path.join(folder, "done.json")
    # First of all: whoever is ended from here on leaves shards that are not taken for whole.
    if os.path.exists(done):
        os.remove(done)
    for part in PARTS:
        for old in glob.glob(os.path.join(glob.escape(folder), f"{part}-[0-9]*.pt")):
            os.remove(old)
    encoding, split = Encoding(read_json("encoding.json")), Split(shares, seed)
    waiting, written = {part: [] for part in PARTS}, dict.fromkeys(PARTS, 0)

    def write(part):
        encoded = encoding.encode(waiting[part])
        if len(encoded) > 0:
            torch.save(vars(encoded), os.path.join(folder, f"{part}-{written[part]:05d}.pt"))
            written[part] += 1
        waiting[part] = []

    needed = {*encoding.columns, encoding.said["label"]["column"], encoding.said["weight"].get("column")}
    for number, row in rows_of(paths, delimiter):
        part = split(number)
        if part is None:
            continue
        waiting[part].append((number, {name: value for name, value in row.items() if name in needed}))
        if len(waiting[part]) == shard_rows:
            write(part)
    for part in PARTS:
        write(part)
    with open(done, "w", encoding="utf-8") as file:
        json.dump({"shards": written, "unseen": encoding.unseen}, file)
    return encoding.unseen


class Shards:
    """The encoded rows of one part, as `prepare` left them."""

    def __init__(self, folder, part):
        self.paths = sorted(glob.glob(os.path.join(glob.escape(folder), f"{part}-[0-9]*.pt")))

    def batches(self, size, order=None, skip=0):
        """`Encoded` of `size` rows, the last one shorter. order: a seed by which shards, and the rows within each, are shuffled.

        skip: how many batches are left out at the beginning. Every process goes through the same batches.
        """
        paths = list(self.paths)
        if order is not None:
            random.Random(order).shuffle(paths)
        rest, made = None, 0
        for n, path in enumerate(paths):
            shard = Encoded(**torch.load(path))
            if order is not None:
                shard = shard[torch.randperm(len(shard), generator=torch.Generator().manual_seed(order * 1000003 + n))]
            if rest is not None:
                shard = Encoded.joined([rest, shard])
            whole = len(shard) - len(shard) % size
            for at in range(0, whole, size):
                made += 1
                if made > skip:
                    yield shard[at : at + size]
            rest = shard[whole:]
        if rest is not None and len(rest) > 0 and made + 1 > skip:
            yield rest


def shares_of(text):
    shares = [float(share) for share in text.split(",")]
    if len(shares) != 3 or min(shares) < 0 or sum(shares) <= 0:
        raise argparse.ArgumentTypeError("give three shares, such as 0.8,0.1,0.1")
    return shares


def add_arguments(parser):
    parser.add_argument("data", nargs="*", help="CSV or Parquet files; left out: data.csv of this folder, or the shards that are there")
    parser.add_argument("--shards", default=os.path.join(FOLDER, "shards"), help="where the encoded rows are kept")
    parser.add_argument("--split", type=shares_of, help="draw the parts anew, such as 0.8,0.1,0.1; left out: by the row numbers of split.json")
    parser.add_argument("--delimiter", help="of CSV; left out: found by looking")


def find_files(said):
    """Files that the arguments name, or the rows that came with the project."""
    own = os.path.join(FOLDER, "data.csv")
    return said or ([own] if os.path.exists(own) else [])


def ready(args):
    """Encodes what the arguments name, unless the shards are there and no file is named."""
    done = os.path.exists(os.path.join(args.shards, "done.json"))
    paths = find_files(args.data)
    if args.data or not done:
        if not paths:
            sys.exit("No rows: name a CSV or Parquet file, the one that the model was trained on or one with the same columns.")
        unseen = prepare(paths, args.shards, args.split, delimiter=args.delimiter)
        for name, count in unseen.items():
            if count:
                print(f"{name}: {count} values that no embedding was trained for", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_arguments(parser)
    ready(parser.parse_args())
