import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { makeDemo, openFiles, rowTexts } from '../data';
import { startCpu } from '../engine/cpu/start';
import { pytorchProject } from '../exports/pytorch/project';
import { FULL } from '../lib/full.test-helper';
import { python, pythonHas, run } from './python-forks.test-helper';
import { demoProject, together, trainedParts, unpacked } from './pytorch-project.test-helper';

/** What a project does with files, arguments and checkpoints that are not what it was made with. */

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let folder: string;

describe.skipIf(!python)('PyTorch (skipped where no interpreter imports torch, and in part without FULL=1)', () => {
  beforeAll(async () => {
    ({ folder } = await demoProject(await startCpu('a test')));
  });
  afterAll(() => {
    if (folder) rmSync(folder, { recursive: true });
  });

  test('an encoding that is cut off is not taken for whole, and no other file is deleted', async () => {
    const script = `
import os, data
from unittest import mock
data.prepare(["data.csv"], "kept")
open("kept/checkpoint.pt", "w").close()
assert os.path.exists("kept/done.json") and os.path.exists("kept/train-00000.pt")
with mock.patch.object(data, "rows_of", side_effect=KeyboardInterrupt):
    try:
        data.prepare(["data.csv"], "kept")
    except KeyboardInterrupt:
        pass
print(sorted(os.listdir("kept")))`;
    const { status, text } = await run(folder, ['-c', script]);
    expect(status, text).toBe(0);
    expect(text.trim()).toBe("['checkpoint.pt']");
  });

  test('Parquet without pyarrow is an error that says what to do', async () => {
    writeFileSync(join(folder, 'rows.parquet'), 'PAR1');
    const script = 'import sys; sys.modules["pyarrow"] = None\nimport data, errors\nerrors.run(lambda: data.prepare(["rows.parquet"], "parquet"))';
    const { status, text } = await run(folder, ['-c', script]);
    expect(status).toBe(1);
    expect(text).toMatch(/^rows\.parquet: to read Parquet, install pyarrow[^\n]*\n$/);
  });

  test.skipIf(!pythonHas('pyarrow'))('Parquet of texts, numbers and gaps gives the rows of the CSV (skipped where Python has no pyarrow)', async () => {
    const { data: rows } = Papa.parse<Record<string, string>>(readFileSync(join(folder, 'data.csv'), 'utf8'), { header: true, skipEmptyLines: true });
    const texts = (name: string) => rows.map((row) => row[name] as string);
    const numbers = (name: string) => rows.map((row) => Number(row[name]));
    const columns = [
      // In another order than in the CSV; `note` is read by nobody.
      { name: 'price', type: 'DOUBLE' as const, data: numbers('price') },
      { name: 'click', type: 'INT32' as const, data: numbers('click') },
      { name: 'hour', type: 'INT32' as const, data: numbers('hour') },
      { name: 'note', type: 'STRING' as const, data: rows.map((_, i) => (i % 3 === 0 ? null : 'x')), nullable: true },
      ...['user_id', 'segment', 'item_id', 'category', 'channel'].map((name) => ({ name, type: 'STRING' as const, data: texts(name) })),
    ];
    const written = (name: string, columnData: typeof columns) =>
      writeFileSync(join(folder, name), new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 250 })));
    written('rows.parquet', columns);
    written(
      'less.parquet',
      columns.filter(({ name }) => name !== 'channel'),
    );
    writeFileSync(join(folder, 'cut.parquet'), readFileSync(join(folder, 'rows.parquet')).subarray(0, 5000));
    const { status, text } = await run(folder, ['-c', PARQUET]);
    expect(status, text).toBe(0);
    expect(text).toMatch(/^600 rows are the same\n200 are nobody's$/m);
    expect(text).toMatch(/^less\.parquet: there is no column "channel"\. There are "price", "click", "hour", /m);
    expect(text).toMatch(/^cut\.parquet cannot be read as Parquet: /m);
  });

  test('CSV of other programs gives the same rows', async () => {
    const { status, text } = await run(folder, ['-c', OTHER_CSV]);
    expect(status, text).toBe(0);
    expect(text).toContain('all the same');
  });

  test('what cannot be read is refused in one line', async () => {
    const { status, text } = await run(folder, ['-c', BAD_FILES]);
    expect(status, text).toBe(0);
    for (const said of [
      /^gone: \[Errno 2\] No such file or directory: 'gone\.csv'; shards True$/m,
      /^empty: empty\.csv is empty\.; shards False$/m,
      /^missing: missing\.csv: there is no column "channel"\. There are "user_id", /m,
      /^doubled: doubled\.csv: several columns are named "user_id"\. /m,
      /^ragged: ragged\.csv, line 3: 2 values, but \d+ columns\. /m,
      /^latin: latin\.csv is no text in UTF-8 /m,
      /^cut: cut\.csv cannot be read as CSV: Compressed file ended/m,
      /^moved: moved\.csv: of 600 rows that came with the project \d{3} are others here or are not there; the first is row 0, /m,
      /^short: short\.csv: of 600 rows that came with the project 100 are others here or are not there; the first is row 500, /m,
      /^text: row 2: "cheap" in column "price" is not a number; /m,
      /^drawn: no refusal; shards True$/m,
      /^left out: 1 rows of no domain that the model knows$/m,
    ])
      expect(text).toMatch(said);
  });

  test.skipIf(!FULL)('shards are made anew where what they are of has changed, and only there', async () => {
    const { status, text } = await run(folder, ['-c', STALE]);
    expect(status, text).toBe(0);
    expect(text.trim()).toBe('[True, False, False, True, False, True, True]');
  });

  test.skipIf(!FULL)('a checkpoint is taken up with its own settings, and refused where it is of something else', async () => {
    const { status, text } = await run(folder, ['-c', CHECKPOINTS]);
    expect(status, text).toBe(0);
    for (const said of [
      /^taken up after 18 steps \(3 epochs\)\nepoch 4: /m,
      /^batch: kept\/checkpoint\.pt was trained with --batch 90, which cannot change on the way\.$/m,
      /^seed: kept\/checkpoint\.pt was trained with --seed 5, /m,
      /^rows: kept\/checkpoint\.pt is of other rows than those of drawn\. /m,
      /^model: kept\/checkpoint\.pt is of another model: configuration\.json says otherwise in dropout\. /m,
      /^cut: kept\/checkpoint\.pt is no checkpoint of train\.py, or is cut off\. /m,
      /^none: There is no nowhere\/checkpoint\.pt to resume from\. /m,
      /^weights: bad\.safetensors is no whole safetensors file /m,
    ])
      expect(text).toMatch(said);
    expect(text).not.toContain('epoch 5');
  });

  test.skipIf(!FULL)('where the first of two processes is refused its file, both end', async () => {
    const both = await together(folder, () => ['train.py', 'nowhere.csv', '--shards', 'refused']);
    expect(both.map(({ status }) => status)).toEqual([1, 1]);
    expect(both.map(({ text }) => text)).toEqual([expect.stringMatching(/^\[Errno 2\][^\n]*nowhere\.csv'\n$/), '']);
  });

  test.skipIf(!FULL)('a project grows: new values get embeddings, and the old rows are predicted as before', async () => {
    const { status, text } = await run(folder, ['-c', GROWN]);
    expect(status, text).toBe(0);
    expect(text).toMatch(/^user_id: 7 new values$/m);
    expect(text).toMatch(/^measured the same: True$/m);
    expect(text).toMatch(/^1 grown is there already: /m);
    // Who comes once is still without an embedding; the users of the other rows are those of the page.
    const unseen = Number(/^user_id: (\d+) values that no embedding/m.exec(text)?.[1]);
    expect(unseen).toBeGreaterThan(0);
    expect(unseen).toBeLessThan(60);
  });

  test.skipIf(!FULL)('a pooled model scores a row of any domain, and no other does', async () => {
    const { status, text } = await run(folder, ['-c', POOLED]);
    expect(status, text).toBe(0);
    expect(text.trim()).toBe('[0, 1, 0]');
  });

  test('a number with an exponent out of reach is an error of its row', async () => {
    const script = `
from encoding import Encoding, RowError
from model import read_json
try:
    Encoding(read_json("encoding.json")).number("price", "1e-99999999999999999999")
except RowError as error:
    print(error)`;
    const { text } = await run(folder, ['-c', script]);
    expect(text).toContain('"1e-99999999999999999999" has an exponent that is out of reach');
  });
});

describe.skipIf(!python)('a file that was larger than memory (skipped where no interpreter imports torch)', () => {
  test('is trained on whole, though the page kept a sample of its rows', async () => {
    const ALL = 1500;
    const { table, roles } = makeDemo('conflict', { rows: ALL });
    const names = table.columns.map(({ name }) => name);
    const { rows } = rowTexts(
      table,
      names,
      Array.from({ length: ALL }, (_, row) => row),
    );
    const csv = [names, ...rows].map((row) => `${row.join(',')}\n`).join('');
    const { table: sample } = await openFiles([new File([csv], 'rows.csv')], {
      as: undefined,
      choices: undefined,
      sample: { seed: 1 },
      limits: { cells: 600 * names.length },
    });
    expect(sample.sampled).toMatchObject({ of: ALL, kept: sample.rows });
    expect(sample.rows).toBeGreaterThan(200);
    expect(sample.rows).toBeLessThan(601);
    const { parts } = await trainedParts(await startCpu('a test'), sample, roles, {
      data: { source: { file: 'rows.csv' } },
      model: { backbone: 'mlp', layers: [4], embedding: 2, hyper: [3], k: 2, bottleneck: 2 },
      train: { batch: 100, epochs: 1, baseline: false },
    });
    const { table: _, ...bare } = parts;
    const own = unpacked(pytorchProject(bare));
    try {
      writeFileSync(join(own, 'rows.csv'), csv);
      expect(readFileSync(join(own, 'README.md'), 'utf8')).toContain('with `--split 0.8,0.1,0.1` the commands take all rows');
      // By the row numbers of the sample it would take wrong rows.
      const byNumbers = await run(own, ['train.py', 'rows.csv']);
      expect(byNumbers.status).toBe(1);
      expect(byNumbers.text).toMatch(/are others here or are not there; .* draw the split anew \(--split 0\.8,0\.1,0\.1;/);
      const trained = await run(own, ['train.py', 'rows.csv', '--split', '0.8,0.1,0.1', '--epochs', '1', '--log-every', '1']);
      expect(trained.status, trained.text).toBe(0);
      const [, train, val, test] = (/: (\d+) train, (\d+) val, (\d+) test$/m.exec(trained.text) as RegExpExecArray).map(Number) as [
        number,
        number,
        number,
        number,
      ];
      expect(train + val + test).toBe(ALL);
      expect(train).toBeGreaterThan(2 * parts.split.train.length);
      // Each training row is in one batch of the epoch.
      expect(trained.text).toContain(`\nstep ${Math.ceil(train / 100)}: loss`);
      expect(trained.text).not.toContain(`\nstep ${Math.ceil(train / 100) + 1}: loss`);
      expect(trained.text).toContain(`(${test} rows)`);
    } finally {
      rmSync(own, { recursive: true });
    }
  });
});

/** A file with users who are new in every row that trains; the last one comes once. */
const GROWN = `
import csv, json, os, subprocess, sys
rows = list(csv.reader(open("data.csv", newline="")))
place, train = rows[0].index("user_id"), json.load(open("split.json"))["train"]
for row in train:
    rows[row + 1][place] = f"new{row % 7}"
rows[train[-1] + 1][place] = "once"
csv.writer(open("new.csv", "w", newline="")).writerows(rows)
def run(folder, *args):
    done = subprocess.run([sys.executable, *args], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done
print(run(".", "grow.py", "new.csv", "--out", "grown", "--least", "2").stdout)
print(run("grown", "train.py", "../new.csv", "--split", "1,0,0", "--epochs", "1").stderr)
measured = [run(folder, "evaluate.py", os.path.abspath("data.csv"), "--json", "--shards", "measured").stdout for folder in (".", "grown")]
print("measured the same:", measured[0] == measured[1])
again = subprocess.run([sys.executable, "grow.py", "new.csv", "--out", "grown"], capture_output=True, text=True)
print(again.returncode, again.stderr)`;

const POOLED = `
import json
from encoding import Encoding
from model import read_json
said, row = read_json("encoding.json"), {**read_json("tests/request.json")[0], "channel": "moon"}
def count(**how):
    return len(Encoding(said).encode([(0, row)], **how))
before = count(labelled=False)
said["shape"] = {"domains": 1, "dense": said["shape"]["dense"], "fields": said["shape"]["fields"][:-1]}
said["domainIsField"] = False
print([before, count(labelled=False), count()])`;

/** Other delimiters, a byte order mark, quotes everywhere, line ends of Windows, columns in another order, gzip. */
const OTHER_CSV = `
import csv, gzip, torch, data
from unittest import mock
from data import Shards, prepare
rows = list(csv.reader(open("data.csv", newline="")))
def ids(path, delimiter=None):
    prepare([path], "other", delimiter=delimiter)
    return [vars(next(Shards("other", part).batches(1000))) for part in data.PARTS]
wanted = ids("data.csv")
def written(path, table, **how):
    with (gzip.open if path.endswith("gz") else open)(path, "wt", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, **how).writerows(table)
    return path
for path, delimiter in (
    (written("semicolon.csv", rows, delimiter=";", quoting=csv.QUOTE_ALL), None),
    (written("tab.tsv.gz", rows, delimiter="\\t"), None),
    (written("turned.csv", [row[::-1] + ["more"] for row in rows], lineterminator="\\r\\n"), None),
    (written("caret.csv", rows, delimiter="^"), "^"),
):
    for mine, said in zip(ids(path, delimiter), wanted):
        assert all(torch.equal(mine[name], said[name]) for name in said), path
segments = {row["segment"] for row in csv.DictReader(open("data.csv"))}
assert len(torch.cat([said["user"] for said in wanted]).unique()) == len(segments)
for column, nobodys in (("channel", 0), ("gone", len(rows) - 1)):
    with mock.patch.object(data, "user_column", return_value=column):
        assert all(bool(((said["user"] < 0) == (nobodys > 0)).all()) for said in ids("data.csv"))
        assert data.read_done("other")["nobodys"] == nobodys
print("all the same")`;

const PARQUET = `
import torch, data
from unittest import mock
from data import PARTS, Shards, prepare
from errors import Refused
def rows(path):
    prepare([path], "parquet")
    return [vars(next(Shards("parquet", part).batches(1000))) for part in PARTS]
mine, wanted = rows("rows.parquet"), rows("data.csv")
for part, said in zip(mine, wanted):
    for name in said:
        assert torch.equal(part[name], said[name]), name
print(sum(len(part["label"]) for part in mine), "rows are the same")
with mock.patch.object(data, "user_column", return_value="note"):
    print(sum(int((part["user"] < 0).sum()) for part in rows("rows.parquet")), "are nobody's")
for path in ("less.parquet", "cut.parquet"):
    try:
        rows(path)
    except Refused as error:
        print(error)`;

const BAD_FILES = `
import csv, gzip, os, sys
from data import add_arguments, ready
from errors import Refused
import argparse
sys.stderr = sys.stdout
parser = argparse.ArgumentParser()
add_arguments(parser)
rows = list(csv.reader(open("data.csv", newline="")))
names = rows[0]
def text_of(table):
    return "".join(",".join(row) + "\\n" for row in table).encode()
def without(name):
    return [[cell for cell, column in zip(row, names) if column != name] for row in rows]
def changed(row, column, value):
    return [[value if (i, name) == (row, column) else cell for cell, name in zip(each, names)] for i, each in enumerate(rows)]
files = {
    "gone": None,
    "empty": b"",
    "missing": text_of(without("channel")),
    "doubled": text_of([["user_id", *row[1:], row[0]] if i == 0 else [*row, row[0]] for i, row in enumerate(rows)]),
    "ragged": text_of([*rows[:2], rows[2][:2], *rows[3:]]),
    "latin": text_of(rows).replace(b"u1", b"\\xe9", 1),
    "cut": gzip.compress(text_of(rows))[:-2000],
    "moved": text_of([names, *rows[:0:-1]]),
    "short": text_of(rows[:501]),
    "text": text_of(changed(2, "price", "cheap")),
    "drawn": text_of(changed(2, "channel", "moon")),
}
for name, content in files.items():
    if content is not None:
        open(name + ".csv", "wb").write(content)
    ready(parser.parse_args(["data.csv", "--shards", "bad"]))
    said = "no refusal"
    try:
        ready(parser.parse_args([name + ".csv", "--shards", "bad", *(["--split", "0.8,0.1,0.1"] if name in ("drawn", "text") else [])]))
    except (Refused, OSError) as error:
        said = str(error)
    print(f"{name}: {said}; shards {os.path.exists('bad/done.json')}")`;

/** Whether the shards were made: at first, again, by name, of another split, without saying it, touched, with another encoding. */
const STALE = `
import argparse, os, sys, time
from unittest import mock
import data
parser = argparse.ArgumentParser()
data.add_arguments(parser)
made = []
def ready(*args):
    with mock.patch.object(data, "prepare", wraps=data.prepare) as prepare:
        data.ready(parser.parse_args([*args, "--shards", "stale"]))
    made.append(prepare.called)
with open(os.devnull, "w") as sys.stderr:
    ready()
    ready()
    ready("data.csv")
    ready("--split", "0.5,0.25,0.25")
    ready()
    os.utime("data.csv", (1, 1))
    ready("data.csv")
    with mock.patch.object(data, "encoding_digest", return_value="another"):
        ready()
print(made)`;

const CHECKPOINTS = `
import json, os, shutil, sys
from unittest import mock
import train
from errors import Refused
sys.stderr = sys.stdout
def run(name, *args):
    try:
        with mock.patch.object(sys, "argv", ["train.py", "--out", "kept", *args]):
            train.main()
    except (Refused, OSError) as error:
        print(f"{name}: {error}")
run("first", "--epochs", "3", "--batch", "90", "--seed", "5", "--patience", "9")
run("more", "--resume", "--epochs", "4")
run("again", "--resume")
run("batch", "--resume", "--batch", "80")
run("seed", "--resume", "--seed", "6")
run("rows", "--resume", "--split", "0.5,0.25,0.25", "--shards", "drawn")
said = open("configuration.json").read()
config = json.loads(said)
config["model"]["dropout"] = 0.5
open("configuration.json", "w").write(json.dumps(config))
run("model", "--resume")
open("configuration.json", "w").write(said)
os.truncate("kept/checkpoint.pt", 3000)
run("cut", "--resume")
run("none", "--resume", "--out", "nowhere")
open("bad.safetensors", "wb").write(open("weights.safetensors", "rb").read()[:-10])
run("weights", "--weights", "bad.safetensors")`;
