"""Rows of texts as the model reads them: ids, weights of values, numbers, domain, label. What is what stands in encoding.json."""
import hashlib
import math
import re
from bisect import bisect_left, bisect_right
from decimal import Decimal, InvalidOperation

import torch

from errors import Refused

MOST_VALUES = 64
FARTHEST = 1000.0
SPACES = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
BRACKETS = {"[": "]", "(": ")", "{": "}"}


class RowError(Refused):
    """A row that cannot be read: which column, what stands there, and what would do."""


def trim(text):
    return text.strip(SPACES)


def is_numeric(text):
    trimmed = trim(text)
    return NUMBER.fullmatch(trimmed) is not None and math.isfinite(float(trimmed))


def exact(text):
    """A text that `is_numeric` as an exact number. Decimal knows exponents up to 10 to the 18 alone."""
    try:
        return Decimal(trim(text))
    except InvalidOperation:
        raise RowError(f'"{text}" has an exponent that is out of reach') from None


def bucket_of(value, buckets):
    """FNV-1a over the UTF-16 units, with a final mix."""
    units = value.encode("utf-16-le", "surrogatepass")
    hashed = 0x811C9DC5
    for i in range(0, len(units), 2):
        hashed = ((hashed ^ (units[i] | units[i + 1] << 8)) * 0x01000193) & 0xFFFFFFFF
    hashed = ((hashed ^ (hashed >> 16)) * 0x85EBCA6B) & 0xFFFFFFFF
    hashed = ((hashed ^ (hashed >> 13)) * 0xC2B2AE35) & 0xFFFFFFFF
    return (hashed ^ (hashed >> 16)) % buckets


def number_of_user(name):
    """Of 63 bits: two users of a hundred million have the same one with a chance of one in two thousand. The same in every process and shard."""
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


class ValueTest:
    """Which values are meant: "> 3", "25..34", "1, 18", "= click"."""

    def __init__(self, text):
        text = trim(text)
        sign = re.match(r"[<>]=?", text)
        span = None if sign else value_range(text)
        if sign:
            bound = Decimal(trim(text[sign.end() :]))
            compare = {"<": lambda a: a < bound, "<=": lambda a: a <= bound, ">": lambda a: a > bound, ">=": lambda a: a >= bound}[sign.group()]
            self.accepts = lambda cell, number: number is not None and compare(number)
        elif span:
            self.accepts = lambda cell, number: number is not None and span[0] <= number <= span[1]
        else:
            wanted = set(values_in(text[1:] if text.startswith("=") else text))
            numbers = {Decimal(value) for value in wanted if is_numeric(value)}
            self.accepts = lambda cell, number: trim(cell) in wanted or (number is not None and number in numbers)


def value_range(text):
    at = text.find("..")
    if at < 0:
        return None
    for dots in [at + 1, at] if text[at + 2 : at + 3] == "." else [at]:
        low, high = trim(text[:dots]), trim(text[dots + 2 :])
        if NUMBER.fullmatch(low) and NUMBER.fullmatch(high):
            return Decimal(low), Decimal(high)
    return None


def values_in(text):
    """What commas part; in double quotes a comma is a comma, and two quotes are one."""
    found = []
    for quoted, plain in re.findall(r'\s*(?:"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))(?:,|$)', text):
        found.append(trim(quoted.replace('""', '"') if quoted else plain))
    return found[:-1] if len(found) > 1 and not text.endswith(",") else found


def values_in_cell(cell, separator):
    """The values in a cell; a list in brackets gives what stands in them, without quotes."""
    text = trim(cell)
    if not is_bracketed(text):
        return [trim(value) for value in text.split(separator)]
    return [value for value in (unquoted(trim(part)) for part in split_quoted(text[1:-1], separator)) if value != ""]


def is_bracketed(text):
    if not text or text[0] not in BRACKETS or not text.endswith(BRACKETS[text[0]]):
        return False
    opening, closing, depth, quote = text[0], BRACKETS[text[0]], 0, ""
    for i, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'" and i > 0 and re.match(r"[\s,;|^\[({]", text[i - 1]):
            quote = sign
        elif sign == opening:
            depth += 1
        elif sign == closing:
            depth -= 1
            if depth == 0:
                return i == len(text) - 1
    return False


def split_quoted(text, separator):
    parts, begin, quote, blank, i = [], 0, "", True, 0
    while i < len(text):
        sign = text[i]
        if quote:
            if sign == "\\":
                i += 1
            elif sign == quote:
                quote = ""
        elif text.startswith(separator, i):
            parts.append(text[begin:i])
            i += len(separator) - 1
            begin, blank = i + 1, True
        elif blank and sign in "\"'":
            quote = sign
        elif sign != " ":
            blank = False
        i += 1
    return [*parts, text[begin:]]


def unquoted(value):
    if len(value) > 1 and value[0] in "\"'" and value.endswith(value[0]):
        return trim(re.sub(r"\\(.)", r"\1", value[1:-1]))
    return value


class Encoded:
    """Rows as tensors: ids and weights [n, slots], dense [n, numbers], domain, label and weight [n], row numbers [n], and whose each is [n].

    A user is a number from 0 on, which the model does not read; -1: it is not said.
    """

    NAMES = ("ids", "weights", "dense", "domain", "label", "weight", "rows", "user")

    def __init__(self, ids, weights, dense, domain, label, weight, rows, user):
        self.ids, self.weights, self.dense, self.domain = ids, weights, dense, domain
        self.label, self.weight, self.rows, self.user = label, weight, rows, user

    def __len__(self):
        return self.domain.shape[0]

    def __getitem__(self, index):
        return Encoded(*(getattr(self, name)[index] for name in self.NAMES))

    def to(self, device):
        return Encoded(*(getattr(self, name).to(device) for name in self.NAMES))

    @property
    def inputs(self):
        return self.ids, self.weights, self.dense, self.domain

    @classmethod
    def joined(cls, parts):
        return cls(*(torch.cat([getattr(part, name) for part in parts]) for name in cls.NAMES))


class Encoding:
    """said: encoding.json. user: the column that tells whose a row is, where the AUC per user is wanted.

    `unseen` counts, by field, values that no embedding was trained for; they are read as id 0. `left_out` counts rows without a label, and
    those that are of no domain; `nobodys` rows that do not say whose they are.
    """

    def __init__(self, said, user=None):
        self.said, self.user = said, user
        self.nobodys = 0
        self.missing = set(said["missing"])
        self.readings = said.get("numbers", {})
        self.unseen = {field["name"]: 0 for field in said["sparse"]}
        self.left_out = {"label": 0, "domain": 0}
        self.ids_of = {}
        for field in said["sparse"]:
            if "vocabulary" in field:
                self.ids_of[field["name"]] = {text: i for i, text in enumerate(field["vocabulary"])}
        label, domain = said["label"], said["domain"]
        self.positive = ValueTest(label["test"]) if "test" in label else None
        self.groups = [ValueTest(test) for test in domain.get("groups", [])]
        self.names = {name: i for i, name in enumerate(domain["places"])}
        domains = {name: i for i, name in enumerate(domain["names"])}
        self.domain_of_place = [domains.get(name) for name in domain["places"]]
        # One of one model per domain: rows of other domains are not its own.
        self.alone = domain.get("alone", False)
        # A model of all rows together reads no domain: it can score a row of any.
        self.pooled = said["shape"]["domains"] == 1 and not said["domainIsField"] and not self.alone
        self.slots = [field["slots"] for field in said["shape"]["fields"]]

    @property
    def columns(self):
        """The columns that a row must have to be scored."""
        names = [field["column"] for field in self.said["sparse"]] + [field["column"] for field in self.said["dense"]] + self.said["domain"]["columns"]
        return list(dict.fromkeys(names))

    @property
    def labelled_columns(self):
        """The columns that a row must have to be trained on."""
        weight = self.said["weight"].get("column")
        return list(dict.fromkeys([*self.columns, self.said["label"]["column"], *([] if weight is None else [weight])]))

    def is_missing(self, text):
        return trim(text) in self.missing

    def number(self, column, text):
        """As an exact number; None where it is none."""
        read = self.readings.get(column, {}).get(text)
        if read is not None:
            return Decimal(repr(read))
        return exact(text) if is_numeric(text) else None

    def cell(self, row, column):
        """A row's text. Numbers, as a Parquet file or JSON has them, are taken as they are written shortest."""
        if column not in row:
            raise RowError(f'there is no column "{column}"')
        value = row[column]
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
            return str(int(value))
        return value if isinstance(value, str) else str(value)

    def label(self, row):
        """1, 0, or None where it is missing."""
        said = self.said["label"]
        text = self.cell(row, said["column"])
        if self.is_missing(text):
            return None
        if self.positive is not None:
            return int(self.positive.accepts(text, self.number(said["column"], text)))
        wanted = said["class"]
        if is_numeric(text) and is_numeric(wanted):
            return int(exact(text) == exact(wanted))
        return int(trim(text).lower() == wanted)

    def domain(self, row):
        """Its place among the domains; None where the row is of none of them."""
        said = self.said["domain"]
        if not said["columns"]:
            return 0
        texts = [self.cell(row, column) for column in said["columns"]]
        if any(self.is_missing(text) for text in texts):
            place = len(self.domain_of_place) - 1 if said["gaps"] else None
        elif "cuts" in said:
            number = self.number(said["columns"][0], texts[0])
            if number is None:
                raise RowError(f'"{texts[0]}" in column "{said["columns"][0]}" is not a number')
            place = sum(float(number) >= cut for cut in said["cuts"])
        elif "groups" in said:
            number = self.number(said["columns"][0], texts[0])
            place = next((i for i, test in enumerate(self.groups) if test.accepts(texts[0], number)), None)
        else:
            place = self.names.get(" × ".join(trim(text) for text in texts))
        return None if place is None else self.domain_of_place[place]

    def values(self, field, text):
        if self.is_missing(text):
            return [""]
        take, separator = field.get("take"), field.get("separator")
        if not take or not separator:
            return [trim(text)]
        values = ["" if self.is_missing(value) else value for value in values_in_cell(text, separator)]
        if take == "first":
            return values[:1] or [""]
        return [value for value in values if value != ""][:MOST_VALUES] or [""]

    def id_of(self, field, value):
        if field.get("hash"):
            return bucket_of(value, field["hash"])
        found = self.ids_of[field.get("share") or field["name"]].get(value)
        if found is None:
            self.unseen[field["name"]] += 1
            return 0
        return found

    def scaled(self, field, text):
        said = field["scale"]
        if self.is_missing(text):
            value = field["mean"]
        else:
            number = self.number(field["column"], text)
            if number is None:
                raise RowError(f'"{text}" in column "{field["column"]}" is not a number')
            value = float(number)
        if said["kind"] == "constant":
            return 0.0
        low, high = field["min"], field["max"]
        if field["clip"]:
            value = min(high, max(low, value))
        if said["kind"] == "quantiles":
            values, ends = said["values"], said["ends"]
            below, at_most = bisect_left(values, value), bisect_right(values, value)
            count = (ends[below - 1] if below else 0) + (ends[at_most - 1] if at_most else 0)
            made = count / (2 * ends[-1])
        else:
            if said["kind"] == "log1p":
                low, high, value = signed_log(low), signed_log(high), signed_log(value)
            share = (value / 2 - low / 2) / (high / 2 - low / 2)
            made = said["from"] + (said["to"] - said["from"]) * share
        return max(-FARTHEST, min(FARTHEST, made))

    def weight(self, row, label, domain):
        """What a row counts in the loss; the mean over the rows that were trained on is 1."""
        said = self.said["weight"]
        own = 1.0
        if said.get("column") is not None:
            text = self.cell(row, said["column"])
            if not self.is_missing(text):
                number = self.number(said["column"], text)
                if number is None or number < 0:
                    raise RowError(f'"{text}" in column "{said["column"]}" is no weight')
                own = float(number)
        return own * said["factors"][domain][label]

    def user_of(self, row):
        """Its number, below 0 where the row does not say it. The model does without, so the column may be missing."""
        text = self.cell(row, self.user) if self.user in row else ""
        return -1 if self.is_missing(text) else number_of_user(trim(text))

    def encode(self, numbered, labelled=True):
        """numbered: pairs of a row's number and the row by column names -> `Encoded`.

        Rows without a label (where they are `labelled`) or domain are left out. Where they are not, a pooled model takes rows of any domain.
        """
        said = self.said
        ids, weights, dense, domains, labels, counts, rows, users = [], [], [], [], [], [], [], []
        for place, row in numbered:
            try:
                domain = self.domain(row)
                label = self.label(row) if labelled else 0
                if domain is None and self.pooled and not labelled:
                    domain = 0
                if domain is None or label is None:
                    self.left_out["label" if label is None else "domain"] += 1
                    continue
                own_ids, own_weights = [], []
                for field, slots in zip(said["sparse"], self.slots):
                    values = [self.id_of(field, value) for value in self.values(field, self.cell(row, field["column"]))]
                    if slots == 1:
                        values = values[:1]
                    # The model has room for as many values as its training rows had.
                    values = values[:slots]
                    each = 1.0 if slots == 1 or field.get("take") == "sum" else 1 / len(values)
                    own_ids += values + [0] * (slots - len(values))
                    own_weights += [each] * len(values) + [0.0] * (slots - len(values))
                if said["domainIsField"]:
                    own_ids.append(domain)
                    own_weights.append(1.0)
                numbers = [self.scaled(field, self.cell(row, field["column"])) for field in said["dense"]]
                count = self.weight(row, label, domain) if labelled else 1.0
                user = -1 if self.user is None else self.user_of(row)
            except RowError as error:
                raise RowError(f"row {place + 1}: {error}") from None
            ids.append(own_ids)
            weights.append(own_weights)
            dense.append(numbers)
            domains.append(domain)
            labels.append(label)
            counts.append(count)
            rows.append(place)
            users.append(user)
            self.nobodys += user < 0
        n = len(rows)
        return Encoded(
            torch.tensor(ids, dtype=torch.int64).reshape(n, sum(self.slots)),
            torch.tensor(weights, dtype=torch.float32).reshape(n, sum(self.slots)),
            torch.tensor(dense, dtype=torch.float32).reshape(n, len(said["dense"])),
            torch.tensor(domains, dtype=torch.int64),
            torch.tensor(labels, dtype=torch.float32),
            torch.tensor(counts, dtype=torch.float32),
            torch.tensor(rows, dtype=torch.int64),
            torch.tensor(users, dtype=torch.int64),
        )


def signed_log(value):
    return math.copysign(math.log1p(abs(value)), value)
