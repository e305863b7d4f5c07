import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import * as ort from 'onnxruntime-web';
import type { TrainedRun } from '../src/runs/record';
import { shopCsv } from './files';
import { FULL } from './full';

/** `npm run train` and `npm run experiment`, as they are typed. */

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamur-cli-'));
});
test.afterEach(() => rmSync(folder, { recursive: true }));

const train = (...args: string[]) => command('train', ...args);

function command(name: string, ...args: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [`scripts/${name}.mjs`, ...args]);
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text) => {
      stdout += text;
    });
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

const resultOf = (name: string): TrainedRun => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const SMALL = ['--set', 'train.epochs=2', '--set', 'train.batch=128', '--set', 'model.layers=[12,8]', '--set', 'model.k=3'];

test('a file with a configuration: result, weights under the authors’ names, plain lines', async () => {
  writeFileSync(join(folder, 'shop.csv'), shopCsv());
  writeFileSync(
    join(folder, 'split.json'),
    JSON.stringify({ train: [...Array(700).keys()], val: [...Array(100).keys()].map((i) => 700 + i), test: [...Array(100).keys()].map((i) => 800 + i) }),
  );
  writeFileSync(
    join(folder, 'run.json'),
    JSON.stringify({
      data: { domain: { column: 'price', groups: ['< 30', '30..60', '>= 60'] }, sparse: ['visitor', { name: '__proto__', column: 'item' }], dense: ['price'] },
      split: { rowsFile: 'split.json' },
      model: { backbone: 'mlp', fidelity: 'reference' },
      seed: 5,
    }),
  );
  const args = [
    '--data',
    join(folder, 'shop.csv'),
    '--config',
    join(folder, 'run.json'),
    ...SMALL,
    '--out',
    join(folder, 'result.json'),
    '--weights',
    join(folder, 'w.safetensors'),
    '--onnx',
    join(folder, 'm.onnx'),
  ];
  const { status, stdout, stderr } = await train(...args);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toMatch(/shop\.csv: 900 rows, 8 columns\./);
  expect(stdout).toMatch(/epoch {3}2 .* train loss 0\.\d{4} {2}val AUC 0\.\d{4} LogLoss 0\.\d{4} {2}\(< 30 0\.\d{4}/);
  expect(stdout).toMatch(/^Users: visitor$/m);
  expect(stdout).toMatch(/AUC per user 0\.\d{4} {2}\(< 30 .*\); \d+ of \d+ users have rows of both classes and count/);
  expect(stdout).not.toContain('\r');

  const result = resultOf('result.json');
  expect(Object.keys(result)).toEqual(
    expect.arrayContaining(['version', 'engine', 'config', 'data', 'parameters', 'epochs', 'bestEpoch', 'test', 'speed', 'perStep']),
  );
  expect(result).not.toHaveProperty('baseline');
  expect(result.config.data.group).toBe('visitor');
  expect(result.config).toMatchObject({
    seed: 5,
    data: { source: { file: 'shop.csv', hash: result.data.hash } },
    split: { rowsFile: 'split.json' },
    model: { k: 3 },
  });
  // A name that an object may take for its prototype is a name like others.
  expect(Object.entries(result.data.vocabulary)).toEqual([
    ['visitor', 40],
    ['__proto__', 25],
    ['domain_indicator', 3],
  ]);
  expect(result.data.domains.map(({ name }) => name)).toEqual(['< 30', '30..60', '>= 60']);
  expect(result.data.leftOut).toEqual([{ reason: 'the domain is missing', rows: expect.any(Number) }]);
  expect(result.epochs).toHaveLength(2);
  expect(result.test.domains).toHaveLength(3);
  expect(result.test.auc).toBeGreaterThan(0.4);
  const { users = 0, outOf = 0, rows = 0 } = result.test.perUser ?? {};
  expect([users > 10, users < outOf, outOf <= 40, rows < result.test.rows]).toEqual([true, true, true, true]);
  expect(result.test.domains.every(({ perUser }) => perUser !== undefined) && result.epochs.every(({ val }) => val.perUser !== undefined)).toBe(true);
  for (const value of [result.speed.rowsPerSecond, result.speed.stepMs.median, result.perStep.dispatches]) expect(value).toBeGreaterThan(0);
  // Rows, order and batches are on the engine: a step of this engine writes nothing.
  expect(result.perStep.bytesWritten).toBe(0);

  const weights = readFileSync(join(folder, 'w.safetensors'));
  const header = JSON.parse(weights.subarray(8, 8 + Number(weights.readBigUInt64LE(0))).toString());
  // The names that the authors' own model of this kind has.
  const golden = JSON.parse(readFileSync('src/model/goldens/MLP_adap_2_layer_1_adp.random.json', 'utf8'));
  const names = (keys: string[]) =>
    keys
      .map((name) => name.replace(/embed_dict\.\w+/, 'embed_dict.*'))
      .filter((name, i, all) => all.indexOf(name) === i)
      .sort();
  const counters = (name: string) => !name.endsWith('num_batches_tracked');
  expect(names(Object.keys(header).filter((name) => name !== '__metadata__' && counters(name)))).toEqual(names(Object.keys(golden.state).filter(counters)));
  const count = Object.entries(header as Record<string, { shape: number[] }>).reduce(
    (sum, [name, { shape }]) => sum + (/running_|num_batches|__metadata__/.test(name) ? 0 : shape.reduce((a, b) => a * b, 1)),
    0,
  );
  expect(count).toBe(result.parameters);

  // Another program reads the graph and what goes into it.
  const session = await ort.InferenceSession.create(readFileSync(join(folder, 'm.onnx')));
  expect([session.inputNames.toSorted(), session.outputNames]).toEqual([['dense', 'domain', 'ids'], ['probability']]);
  const { shape } = JSON.parse(readFileSync(join(folder, 'm.encoding.json'), 'utf8'));
  expect(shape.fields.map(({ name }: { name: string }) => name)).toEqual(['visitor', '__proto__', 'domain_indicator']);
  const two = {
    ids: new ort.Tensor('int64', BigInt64Array.of(1n, 2n, 0n, 3n, 4n, 2n), [2, 3]),
    domain: new ort.Tensor('int64', BigInt64Array.of(0n, 2n), [2]),
  };
  const { probability } = await session.run({ ...two, dense: new ort.Tensor('float32', Float32Array.of(0.2, 0.8), [2, 1]) });
  expect(Array.from(probability?.data as Float32Array).filter((each) => each > 0 && each < 1)).toHaveLength(2);
});

for (const engine of ['wasm', 'webgpu', 'cpu']) {
  test(`two runs with one seed give one result, on ${engine}`, async () => {
    test.skip(!FULL, 'All engines give one result for one seed in the browser’s own tests; npm run verify starts the command twice too.');
    const args = ['--data', 'demo:conflict', '--set', 'data.source={"demo":"conflict","rows":1200}', ...SMALL, '--engine', engine, '--seed', '3'];
    for (const name of ['a', 'b']) {
      const { status, stderr } = await train(...args, '--out', join(folder, `${name}.json`), '--weights', join(folder, name));
      expect(stderr).toBe('');
      expect(status).toBe(0);
    }
    expect(readFileSync(join(folder, 'a')).equals(readFileSync(join(folder, 'b')))).toBe(true);
    const [a, b] = [resultOf('a.json'), resultOf('b.json')];
    expect(a.engine).toMatchObject({ name: engine, reason: 'it was chosen' });
    expect(b.test).toEqual(a.test);
    expect(a.perStep.submits > 0).toBe(engine === 'webgpu');
  });
}

test.describe('what cannot be done ends with a status and one line that says why', () => {
  const cases: [what: string, args: string[], reason: RegExp][] = [
    ['no such file', ['--data', 'nowhere.csv'], /^--data: there is no file .*nowhere\.csv\. Check the path\.$/],
    ['no such demo', ['--data', 'demo:konflikt'], /^data\.source\.demo: there is no demo set "konflikt"\. There are /],
    ['a setting out of range', ['--data', 'demo:conflict', '--set', 'model.k=0'], /^configuration: model\.k must be a whole number from 1 to 256, not 0\.$/],
    ['an unknown option', ['--dta', 'x'], /^arguments: Unknown option '--dta'/],
    [
      'divergence',
      ['--data', 'demo:conflict', '--set', 'train.learningRate=10', '--set', 'data.source={"demo":"conflict","rows":1200}', '--set', 'train.epochs=60'],
      /^train\.learningRate: training diverged: /,
    ],
  ];
  for (const [what, args, reason] of cases) {
    test(what, async () => {
      const { status, stderr } = await train(...args);
      expect(status).toBe(1);
      expect(stderr.trim()).toMatch(reason);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    });
  }
});

test('several files and a dry run: what they are, what each column is for, and nothing is trained', async () => {
  const [head, ...lines] = shopCsv().split('\r\n');
  const parts = { train: lines.slice(0, 700), val: lines.slice(700, 800), test: lines.slice(800) };
  for (const [part, rows] of Object.entries(parts)) writeFileSync(join(folder, `shop_${part}.csv`), [head, ...rows].join('\r\n'));
  const { status, stdout, stderr } = await train('--data', folder, '--dry-run', '--out', join(folder, 'r.json'));
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('shop_train.csv (train)');
  expect(stdout).toMatch(/^Label: clicked \(/m);
  expect(stdout).toMatch(/^Positive: clicked is /m);
  expect(stdout).toMatch(/^Domain: country/m);
  expect(stdout).toMatch(/^Split: by the column part/m);
  expect(stdout).toMatch(/^Left out: bought/m);
  expect(stdout).toContain('700 train, 100 validate, 100 test.');
  expect(existsSync(join(folder, 'r.json'))).toBe(false);
});

test('figures of a run file, as the page draws them', async () => {
  test.skip(!FULL, 'The page’s own test saves the same zip; npm run verify has the command do it.');
  const zip = join(folder, 'figures.zip');
  expect(await command('export', 'public/runs/conflict-dcn.json', '--as', 'figures', '--out', zip)).toMatchObject({ status: 0, stderr: '' });
  const files = unzipSync(readFileSync(zip));
  const names = Object.keys(files);
  for (const ending of ['svg', 'png', 'csv']) expect(names.filter((name) => name.endsWith(`.${ending}`)).length).toBeGreaterThan(10);
  const svg = names.find((name) => /^\d+-validation-by-epoch\.svg$/.test(name)) as string;
  expect(new TextDecoder().decode(files[svg])).toContain('search');
});

test('--help explains', async () => {
  const { status, stdout } = await train('--help');
  expect(status).toBe(0);
  expect(stdout).toContain('npm run train -- --data FILE|FOLDER|demo:NAME');
});

test('an experiment goes on where it stopped, with a seed more, and a table of exactly its runs', async () => {
  writeFileSync(join(folder, 'shop.csv'), shopCsv());
  const base = { model: { backbone: 'mlp', layers: [12, 8], k: 3 }, train: { epochs: 2, batch: 128 } };
  writeFileSync(join(folder, 'experiment.json'), JSON.stringify({ base }));
  const experiment = (seeds: string) =>
    command('experiment', join(folder, 'experiment.json'), '--data', join(folder, 'shop.csv'), '--seeds', seeds, '--out', join(folder, 'out'));
  expect(await experiment('1')).toMatchObject({ status: 0, stderr: '' });
  const { status, stdout, stderr } = await experiment('1-2');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('4 contestants, 2 seeds: 4 of 8 runs are there.');
  const { table, answers } = JSON.parse(readFileSync(join(folder, 'out', 'table.json'), 'utf8'));
  expect(stdout).toContain(answers[0]);
  // What the table says is what single runs of `npm run train` come to.
  const set = [
    '--set',
    'model.backbone=mlp',
    ...SMALL,
    '--data',
    join(folder, 'shop.csv'),
    '--seed',
    '2',
    '--engine',
    'wasm',
    '--out',
    join(folder, 'alone.json'),
  ];
  expect((await train(...set)).status).toBe(0);
  const [{ contestant, cells }] = table.tables[0].rows;
  expect(contestant).toBe('MLP + HAMUR');
  expect(cells[1].values[1]).toEqual({ seed: 2, value: resultOf('alone.json').test.auc });
  // Of a run with adapters there is something to see.
  const looks = readdirSync(join(folder, 'out', 'runs')).map((name) => JSON.parse(readFileSync(join(folder, 'out', 'runs', name), 'utf8')).looks.length);
  expect(looks.toSorted()).toEqual([0, 0, 0, 0, 0, 0, 1, 1]);
  // The two baselines, and what the others are compared with.
  expect(table.costs.map((each: { contestant: string }) => each.contestant)).toEqual(['MLP + HAMUR', 'MLP', 'MLP, pooled', 'MLP, separate']);
  expect(table.reference).toBe('MLP');
});

test('a sweep ends the hopeless early, and trains only what is missing when it goes on', async () => {
  test.skip(!FULL, 'It starts the command twice; npm run verify does.');
  writeFileSync(join(folder, 'shop.csv'), shopCsv());
  const base = { model: { backbone: 'mlp', layers: [12, 8], adapters: [] }, train: { epochs: 4, batch: 128 } };
  const sweep = { how: 'halving', keep: 2, vary: { 'train.learningRate': [0.00001, 0.003, 0.01, 0.03] } };
  writeFileSync(join(folder, 'sweep.json'), JSON.stringify({ base, sweep }));
  const run = () => command('experiment', join(folder, 'sweep.json'), '--data', join(folder, 'shop.csv'), '--out', join(folder, 'out'));
  const first = await run();
  expect(first).toMatchObject({ status: 0, stderr: '' });
  const read = () => JSON.parse(readFileSync(join(folder, 'out', 'sweep.json'), 'utf8'));
  const found = read();
  expect(found.sweep.rungs).toEqual([1, 2, 4]);
  expect(first.stdout).toContain('Ended early, since others were ahead on validation: 2 after one epoch, 1 after 2 epochs.');
  expect(first.stdout).toContain(`Best of 4 configurations by validation: ${found.best.contestant}`);
  const [columns, [best, ...others]] = [found.configurations.columns, found.configurations.rows];
  const at = columns.indexOf('test_auc');
  expect([best[at], others.map((row: unknown[]) => row[at])]).toEqual([found.best.test, [null, null, null]]);
  // The best one's last run is gone: it alone is trained again, to the same end.
  const runs = join(folder, 'out', 'runs');
  const last = readdirSync(runs).filter((name) => !name.includes('epochs'));
  expect([readdirSync(runs).length, last.length]).toEqual([7, 1]);
  rmSync(join(runs, last[0] as string));
  const again = await run();
  expect(again.stdout).toContain('1 run of at most 4 epochs.');
  expect(again.stdout.match(/: trained\./g)).toHaveLength(1);
  expect(read().best).toEqual(found.best);
});
