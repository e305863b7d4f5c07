"""Rows of files, in shards: CSV (plain or gzip) and, where pyarrow is installed, Parquet. Memory holds one shard at a time.

    python3 data.py FILE [FILE ...] --shards shards     encodes the rows once; train.py and evaluate.py do it where it was not done
"""
import argparse
import csv
import glob
import gzip
import hashlib
import json
import math
import os
import random
import sys
import zlib

import torch

from encoding import Encoded, Encoding
from errors import Refused, run
from model import FOLDER, read_json, read_tensors, replaced

PARTS = ("train", "val", "test")
SHARD_ROWS = 65536
BILLION = 10**9
DRAW_ANEW = "draw the split anew (--split 0.8,0.1,0.1; to measure all rows, --split 0,0,1)"


def open_text(path):
    with open(path, "rb") as file:
        zipped = file.read(2) == b"\x1f\x8b"
    # The mark that some programs put before the first letter is no part of a name.
    return gzip.open(path, "rt", encoding="utf-8-sig", newline="") if zipped else open(path, encoding="utf-8-sig", newline="")


def rows_of(paths, delimiter=None, needed=(), wanted=()):
    """The rows of all files, one after the other: pairs of the row's number, from 0, and its values by column; `wanted` are read where they are.

    Raises Refused where a file cannot be read, or lacks a column that is needed.
    """
    number = 0
    for path in paths:
        for row in parquet_rows(path, needed, wanted) if path.lower().endswith(".parquet") else csv_rows(path, delimiter, needed, wanted):
            yield number, row
            number += 1


def check_columns(path, names, needed, wanted):
    absent = [name for name in needed if name not in names]
    if absent:
        raise Refused(f"{path}: there is no column {told_names(absent)}. There are {told_names(names)}.")
    doubled = [name for name in dict.fromkeys([*needed, *wanted]) if names.count(name) > 1]
    if doubled:
        raise Refused(f"{path}: several columns are named {told_names(doubled)}. Give each a name of its own.")


def told_names(names):
    return ", ".join(f'"{name}"' for name in names[:20]) + (f" and {len(names) - 20} more" if len(names) > 20 else "")


def csv_rows(path, delimiter, needed, wanted):
    csv.field_size_limit(2**24)
    try:
        with open_text(path) as file:
            if delimiter is None:
                first = file.readline()
                delimiter = max(",\t;|", key=first.count)
                file.seek(0)
            reader = csv.reader(file, delimiter=delimiter)
            names = [name.strip() for name in next((values for values in reader if values), [])]
            if not names:
                raise Refused(f"{path} is empty.")
            check_columns(path, names, needed, wanted)
            for values in reader:
                if values:
                    if len(values) != len(names):
                        raise Refused(
                            f"{path}, line {reader.line_num}: {len(values)} values, but {len(names)} columns. "
                            f'The delimiter was taken to be "{delimiter}"; --delimiter says another.'
                        )
                    yield dict(zip(names, values))
    except UnicodeDecodeError as error:
        raise Refused(f"{path} is no text in UTF-8 ({error.reason}). Write it in UTF-8 first.") from None
    except (csv.Error, EOFError, zlib.error) as error:
        raise Refused(f"{path} cannot be read as CSV: {error}") from None


def parquet_rows(path, needed, wanted):
    try:
        from pyarrow import ArrowInvalid, parquet
    except ImportError:
        raise Refused(f"{path}: to read Parquet, install pyarrow (pip install pyarrow), or write the rows as CSV") from None
    try:
        file = parquet.ParquetFile(path)
        names = file.schema_arrow.names
        check_columns(path, names, needed, wanted)
        read = [*dict.fromkeys([*needed, *(name for name in wanted if name in names)])] or names
        for batch in file.iter_batches():
            yield from batch.select(read).to_pylist()
    except ArrowInvalid as error:
        raise Refused(f"{path} cannot be read as Parquet: {error}") from None


class Split:
    """The part of a row by its number: as split.json says, or drawn by a hash of the number in these shares."""

    def __init__(self, shares=None, seed=1):
        self.shares, self.seed = shares, seed
        if shares is None:
            said = read_json("split.json")
            # For each row of the playground's file the place of its part among PARTS, from 1. 0: none.
            self.part_of = bytearray(1 + max((row for part in PARTS for row in said[part]), default=-1))
            for place, part in enumerate(PARTS, 1):
                for row in said[part]:
                    self.part_of[row] = place

    def __call__(self, row):
        if self.shares is None:
            place = self.part_of[row] if row < len(self.part_of) else 0
            return PARTS[place - 1] if place else None
        digest = hashlib.blake2b(f"{self.seed}/{row}".encode(), digest_size=8).digest()
        drawn = int.from_bytes(digest, "big") % BILLION / BILLION * sum(self.shares)
        return PARTS[0] if drawn < self.shares[0] else PARTS[1] if drawn < self.shares[0] + self.shares[1] else PARTS[2]


class KnownRows:
    """Rows that came with the project, as the playground encoded them: they tell whether a file is the one whose rows split.json counts."""

    def __init__(self, split):
        path = os.path.join(FOLDER, "tests", "expected.safetensors")
        self.said = read_tensors(path) if os.path.exists(path) else {"rows": torch.zeros(0)}
        numbers = [int(row) for row in self.said["rows"].tolist()]
        self.places = {row: place for place, row in enumerate(numbers) if split(row) is not None}
        self.waiting, self.others = set(self.places), set()

    def compare(self, encoded):
        for i, row in enumerate(encoded.rows.tolist()):
            if row in self.places:
                place = self.places[row]
                same = all(
                    torch.allclose(getattr(encoded, name)[i].double(), self.said[name][place].double(), rtol=1e-4, atol=1e-5)
                    for name in ("ids", "dense", "domain")
                )
                self.waiting.discard(row)
                if not same:
                    self.others.add(row)

    def check(self, paths):
        """Raises Refused where one of the rows is another, or is not there."""
        wrong = sorted(self.waiting | self.others)
        if wrong:
            raise Refused(
                f"{', '.join(paths)}: of {len(self.places)} rows that came with the project {len(wrong)} are others here or are not there; the first "
                f"is row {wrong[0]}, counted from 0. split.json counts the rows of the file that the playground read: name that, or {DRAW_ANEW}."
            )


def prepare(paths, folder, shares=None, shard_rows=SHARD_ROWS, delimiter=None, seed=1):
    """Encodes all rows into folder/{train,val,test}-00000.pt and so on, and says of what in done.json. -> what it said

    Raises Refused where rows cannot be read or encoded, or split.json is of another file. The shards are gone then.
    """
    # A file that is not there costs nobody the shards of another.
    source = source_of(paths, shares, delimiter)
    os.makedirs(folder, exist_ok=True)
    done = os.path.join(folder, "done.json")
    # First of all: whoever is ended from here on leaves shards that are not taken for whole.
    if os.path.exists(done):
        os.remove(done)
    for part in PARTS:
        for old in glob.glob(os.path.join(glob.escape(folder), f"{part}-[0-9]*.pt")):
            os.remove(old)
    encoding, split = Encoding(read_json("encoding.json"), user_column()), Split(shares, seed)
    known = KnownRows(split) if shares is None else None
    waiting, written, rows = {part: [] for part in PARTS}, dict.fromkeys(PARTS, 0), dict.fromkeys(PARTS, 0)

    def write(part):
        encoded = encoding.encode(waiting[part])
        if known:
            known.compare(encoded)
        if len(encoded) > 0:
            torch.save(vars(encoded), os.path.join(folder, f"{part}-{written[part]:05d}.pt"))
            written[part] += 1
            rows[part] += len(encoded)
        waiting[part] = []

    needed, apart = encoding.labelled_columns, 0
    wanted = [] if encoding.user is None else [encoding.user]
    kept = dict.fromkeys([*needed, *wanted])
    for number, row in rows_of(paths, delimiter, needed, wanted):
        part = split(number)
        if part is None:
            apart += 1
            continue
        waiting[part].append((number, {name: row[name] for name in kept if name in row}))
        if len(waiting[part]) == shard_rows:
            write(part)
    for part in PARTS:
        write(part)
    if known:
        known.check(paths)
    said = {**source, "rows": rows, "leftOut": {"part": apart, **encoding.left_out}, "unseen": encoding.unseen, "nobodys": encoding.nobodys}
    with replaced(done) as file:
        file.write(json.dumps(said).encode())
    return said


def source_of(paths, shares, delimiter):
    """What shards are made of: where it is the same, so are they."""
    files = [[os.path.abspath(path), os.path.getsize(path), os.stat(path).st_mtime_ns] for path in paths]
    return {"files": files, "split": shares, "delimiter": delimiter, "encoding": encoding_digest()}


def user_column():
    """The column that tells whose a row is; None where the configuration names none."""
    return read_json("configuration.json")["data"].get("group")


def encoding_digest():
    hashed = hashlib.blake2b(json.dumps(user_column()).encode(), digest_size=16)
    for name in ("encoding.json", "split.json"):
        with open(os.path.join(FOLDER, name), "rb") as file:
            hashed.update(file.read())
    return hashed.hexdigest()


def read_done(folder):
    """What `prepare` said when it had ended; None where it has not."""
    path = os.path.join(folder, "done.json")
    if not os.path.exists(path):
        return None
    with open(path, encoding="utf-8") as file:
        return json.load(file)


class Shards:
    """The encoded rows of one part, as `prepare` left them."""

    def __init__(self, folder, part):
        self.paths = sorted(glob.glob(os.path.join(glob.escape(folder), f"{part}-[0-9]*.pt")))
        self.rows = (read_done(folder) or {"rows": {part: 0}})["rows"][part]

    def batches(self, size, order=None, skip=0):
        """`Encoded` of `size` rows, the last one shorter. order: a seed by which shards, and the rows within each, are shuffled.

        skip: how many batches are left out at the beginning. Every process goes through the same batches.
        """
        paths = list(self.paths)
        if order is not None:
            random.Random(order).shuffle(paths)
        rest, made = None, 0
        for n, path in enumerate(paths):
            shard = Encoded(**torch.load(path, weights_only=True))
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
    try:
        shares = [float(share) for share in text.split(",")]
    except ValueError:
        shares = []
    if len(shares) != 3 or not min(shares) >= 0 or not 0 < sum(shares) < math.inf:
        raise argparse.ArgumentTypeError("give three shares, such as 0.8,0.1,0.1")
    return shares


def delimiter_of(text):
    sign = {"tab": "\t", "\\t": "\t"}.get(text, text)
    if len(sign) != 1 or sign in "\r\n\"":
        raise argparse.ArgumentTypeError("give one sign, or tab")
    return sign


def add_arguments(parser):
    parser.add_argument("data", nargs="*", help="CSV or Parquet files; left out: data.csv of this folder, or the shards that are there")
    parser.add_argument("--shards", default=os.path.join(FOLDER, "shards"), help="where the encoded rows are kept")
    parser.add_argument("--split", type=shares_of, help="draw the parts anew, such as 0.8,0.1,0.1; left out: by the row numbers of split.json")
    parser.add_argument("--delimiter", type=delimiter_of, help="of CSV, such as ';' or tab; left out: found by looking")


def ready(args):
    """Encodes what the arguments name, unless the shards are of just that already, and says what was found.

    Raises Refused where there are no rows, or they cannot be read.
    """
    done = read_done(args.shards)
    if done and not args.data and args.split in (None, done["split"]) and done["encoding"] == encoding_digest():
        return
    own = os.path.join(FOLDER, "data.csv")
    paths = args.data or ([path for path, _, _ in done["files"]] if done else [own] if os.path.exists(own) else [])
    if not paths:
        raise Refused("No rows: name a CSV or Parquet file, the one that the model was trained on or one with the same columns.")
    if done and all(done[name] == value for name, value in source_of(paths, args.split, args.delimiter).items()):
        return
    said = prepare(paths, args.shards, args.split, delimiter=args.delimiter)
    parts = ", ".join(f"{said['rows'][part]} {part}" for part in PARTS)
    print(f"encoded into {args.shards}: {parts}", file=sys.stderr, flush=True)
    alone = Encoding(read_json("encoding.json")).alone
    reasons = {
        "part": "that split.json has in no part" + (", those of other domains among them" if alone else ""),
        "label": "without a label",
        "domain": "of other domains: this model is of one alone" if alone else "of no domain that the model knows",
    }
    for name, why in reasons.items():
        if said["leftOut"][name]:
            print(f"left out: {said['leftOut'][name]} rows {why}", file=sys.stderr, flush=True)
    for name, count in said["unseen"].items():
        if count:
            print(f"{name}: {count} values that no embedding was trained for", file=sys.stderr, flush=True)
    if user_column() is not None and said["nobodys"]:
        print(f"{user_column()}: {said['nobodys']} rows do not say whose they are, and have no part in AUC per user", file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_arguments(parser)
    ready(parser.parse_args())


if __name__ == "__main__":
    run(main)
