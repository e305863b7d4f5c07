import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { BACKBONE_INFO } from '../config/backbones';
import { ADAPTER_KINDS, BACKBONES, type Backbone, FIDELITIES, FOLLOWED, PRUNERS, type RunConfigInput } from '../config/run-config';
import { makeDemo } from '../data';
import { Texts } from '../data/table/texts';
import type { Table } from '../data/types';
import { startCpu } from '../engine/cpu/start';
import type { Engine } from '../engine/engine';
import { pytorchProject, pytorchProjects } from '../exports/pytorch/project';
import { FULL } from '../lib/full.test-helper';
import type { TorchParts } from '../protocol/take-away';
import { python, run } from './python-forks.test-helper';
import { NOTEBOOK, trainedParts, unpacked } from './pytorch-project.test-helper';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let engine: Engine;
beforeAll(async () => {
  engine = await startCpu('a test');
});

const { table, roles } = makeDemo('conflict', { rows: 500 });
const SMALL: RunConfigInput = {
  data: { source: { demo: 'conflict', rows: 500 } },
  // With the usual momentum AdaptDHM's centres would fall together on so small data.
  model: { backbone: 'mlp', layers: [6, 4], adapters: [1, 2], embedding: 3, bottom: [5], experts: 2, hyper: [4], k: 2, bottleneck: 3, clusterMomentum: 0.995 },
  train: { batch: 100, epochs: 1, learningRate: 0.01, baseline: false },
};
const settings = (model: RunConfigInput['model'], more: RunConfigInput = {}): RunConfigInput => ({ ...SMALL, ...more, model: { ...SMALL.model, ...model } });

interface Case {
  name: string;
  input: RunConfigInput;
}
const each = (backbone: Backbone): Case[] =>
  FIDELITIES.flatMap((fidelity) =>
    [[], [1, 2]].map((adapters) => ({ name: `${backbone}, ${fidelity}, ${adapters.length} adapters`, input: settings({ backbone, fidelity, adapters }) })),
  );
/** Its centres fall together, and what cluster a row is of hangs on rounding. */
const ROUNDED = 'adapt-dhm, clusters that are all the same';
const NEWER = ['epnet', 'ppnet', 'pepnet', 'm3oe', 'sar-net', 'adasparse', 'adapt-dhm', 'm2m'] as const;
const OTHERS: Case[] = [
  { name: 'mlp, towers on own rows', input: settings({ towerRows: 'own' }) },
  { name: 'star, towers on own rows, statistics of the batch', input: settings({ backbone: 'star', towerRows: 'own', domainNormEvaluation: 'batch' }) },
  { name: 'mlp, own statistics in each tower', input: settings({ domainNormTraining: 'per-domain' }) },
  { name: 'dcn, own statistics in each row', input: settings({ backbone: 'dcn', domainNormTraining: 'per-domain' }) },
  { name: 'ple of two levels, norms in the gates, own rows', input: settings({ backbone: 'ple', levels: 2, ownExperts: 2, gateNorm: true, towerRows: 'own' }) },
  { name: 'mmoe, norms in the gates, xavier', input: settings({ backbone: 'mmoe', gateNorm: true, adapterInit: 'xavier' }) },
  { name: 'mlp, pooled', input: settings({ sharing: 'pooled' }) },
  { name: 'wide-deep without dense fields', input: settings({ backbone: 'wide-deep' }, { data: { ...SMALL.data, dense: [] } }) },
  { name: 'mlp, classes and domains weighed', input: settings({}, { train: { ...SMALL.train, positiveWeight: 'balanced', domainWeights: [1, 2, 3] } }) },
];
const FOLLOWING = BACKBONES.filter((backbone) => BACKBONE_INFO[backbone].follows);
/** What the backbones from papers, and the public code of them, have beside the choices of all. */
const OF_PAPERS: Case[] = [
  ...FOLLOWING.flatMap((backbone) =>
    FOLLOWED.map((follows) => ({ name: `${backbone} of the ${follows}, one bare layer`, input: settings({ backbone, follows, adapters: [2] }) })),
  ),
  ...FOLLOWED.flatMap((follows) =>
    PRUNERS.map((pruner) => ({
      name: `adasparse of the ${follows}, ${pruner}`,
      input: settings({ backbone: 'adasparse', follows, pruner, prunerEpsilon: 0.45 }),
    })),
  ),
  { name: 'star of the public-code, own rows', input: settings({ backbone: 'star', follows: 'public-code', towerRows: 'own' }) },
  { name: 'ppnet of the public-code without adapters', input: settings({ backbone: 'ppnet', follows: 'public-code', adapters: [], towerRows: 'own' }) },
  { name: 'ppnet, other ids', input: settings({ backbone: 'ppnet', idFields: ['segment'], towerRows: 'own' }) },
  { name: 'pepnet, other ids, own rows', input: settings({ backbone: 'pepnet', idFields: ['segment'], towerRows: 'own' }) },
  { name: 'm3oe, own rows', input: settings({ backbone: 'm3oe', towerRows: 'own', extraction: [7, 5], bottom: [5, 4] }) },
  { name: 'sar-net of the public-code, two layers', input: settings({ backbone: 'sar-net', follows: 'public-code', bottom: [5, 4], ownExperts: 2 }) },
  { name: 'adapt-dhm, four clusters', input: settings({ backbone: 'adapt-dhm', clusters: 4, clusterMomentum: 0.995, domainNormTraining: 'per-domain' }) },
  { name: ROUNDED, input: settings({ backbone: 'adapt-dhm', clusterMomentum: 0.9, adapters: [] }) },
  { name: 'm2m, layers that keep their width, own rows', input: settings({ backbone: 'm2m', layers: [5, 5], towerRows: 'own' }) },
  ...NEWER.flatMap((backbone) => [
    { name: `${backbone} without the domain as an input`, input: settings({ backbone }, { data: { ...SMALL.data, domainAsInput: false } }) },
    { name: `${backbone}, pooled`, input: settings({ backbone, sharing: 'pooled' }) },
  ]),
];
const KINDS = ADAPTER_KINDS.flatMap((adapterKind) =>
  (['mlp', 'dcn', ...NEWER] as const).map((backbone) => ({ name: `${backbone}, ${adapterKind}`, input: settings({ backbone, adapterKind }) })),
);
/** A few in every run: what has most parts, and what keeps something beside its parameters. */
const QUICK = ['ple of two levels', 'adapt-dhm, four'];
const ALL = [...BACKBONES.flatMap(each), ...OTHERS, ...OF_PAPERS, ...KINDS];
const CASES = FULL ? ALL : ALL.filter(({ name }) => QUICK.some((start) => name.startsWith(start)));

describe.skipIf(!python)('PyTorch (skipped where no interpreter imports torch)', () => {
  test.each(CASES)('the tests of a project pass: $name', async ({ name, input }) => {
    const { parts } = await trainedParts(engine, table, roles, input);
    const folder = unpacked(pytorchProject(parts));
    try {
      const { status, text } = await run(folder, ['-m', 'unittest']);
      expect(text).toMatch(/Ran [1-9]/);
      expect(text.includes('skipped')).toBe(name === ROUNDED);
      expect(status, text).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** As the columns say: a domain of one row cannot be trained. */
function withLoneRow(): Table {
  const channel = table.columns.find(({ name }) => name === 'channel') as Table['columns'][number];
  const texts = [...channel.values, 'lone'];
  const codes = Int32Array.from(channel.codes, (code, row) => (row === 0 ? texts.length - 1 : code));
  return { ...table, columns: table.columns.map((column) => (column === channel ? { ...column, codes, values: Texts.of(texts) } : column)) };
}

describe.skipIf(!python)('one model per domain (skipped where no interpreter imports torch)', () => {
  test('is a project for each, whose tests pass; of the whole file it takes its own domain’s rows, and says so', async () => {
    // Without the domain as an input no tensor tells such a model from one of all domains together.
    const input = settings({ sharing: 'separate', adapters: [] }, { data: { ...SMALL.data, domainAsInput: false } });
    const { made, result } = await trainedParts(engine, withLoneRow(), roles, input);
    const domains = result?.test.domains ?? [];
    expect(made.models.map(({ domain }) => domain)).toEqual(domains.map(({ name }) => name).filter((name) => name !== 'lone'));
    expect(made.untrained).toEqual(['lone']);
    const folder = unpacked(pytorchProjects(made, result));
    try {
      const readme = readFileSync(join(folder, 'README.md'), 'utf8');
      expect(readme).toContain('there is no project: lone.');
      for (const [d, { domain = '' }] of made.models.entries()) {
        expect(readme).toContain(`| ${domain} | \`${domain}\` |`);
        // Of the last one: whoever takes the first for all is found out.
        if (d < made.models.length - 1 && !FULL) continue;
        const own = join(folder, domain);
        const { status, text } = await run(own, ['-m', 'unittest']);
        expect(text).toMatch(/Ran [1-9]/);
        expect(status, text).toBe(0);
        const tested = domains.find(({ name }) => name === domain);
        const auc = tested?.auc as number;
        expect(readFileSync(join(own, 'MODEL_CARD.md'), 'utf8')).toContain(`| ${domain} | ${tested?.rows} | ${auc.toFixed(4)} |`);
        const evaluated = await run(own, ['evaluate.py', '../data.csv', '--json']);
        expect(JSON.parse(evaluated.stdout)).toMatchObject({ rows: tested?.rows, auc: expect.closeTo(auc, 6) });
        const rows = made.models[d]?.data.rows as number;
        expect(evaluated.text).toContain(`left out: ${table.rows - rows} rows that split.json has in no part, those of other domains among them`);
        // The shards are of every row of the domain, now that the split is drawn anew.
        const anew = await run(own, ['evaluate.py', '../data.csv', '--split', '0,0,1', '--json']);
        expect(JSON.parse(anew.stdout).rows).toBe(rows);
        expect(anew.text).toContain(`left out: ${table.rows - rows} rows of other domains: this model is of one alone`);
        const answers = await run(own, ['-c', SCORED]);
        expect(answers.text.trim()).toBe(`True None None`);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** A row of the project's own domain, one of another, and one of none. */
const SCORED = `
import csv
from model import WEIGHTS, read_json
from serve import Scorer
own = read_json("encoding.json")["domain"]["names"][0]
rows = list(csv.DictReader(open("../data.csv")))
mine, other = (next(row for row in rows if (row["channel"] == own) == same) for same in (True, False))
a, b, c = Scorer(WEIGHTS).score([mine, other, {**mine, "channel": "moon"}])["predictions"]
print(0 < a < 1, b, c)
`;

describe.skipIf(!python || !FULL)('the notebook (skipped without FULL=1, and where no interpreter imports torch)', () => {
  const cases = [
    ...ADAPTER_KINDS.map((adapterKind) => ({ name: adapterKind, model: { adapterKind } })),
    { name: 'no adapters', model: { adapters: [] } },
    { name: 'pooled', model: { sharing: 'pooled' as const } },
    { name: 'wide-deep', model: { backbone: 'wide-deep' as const } },
  ];
  test.each(cases)('its cells run: $name', async ({ name, model }) => {
    const { parts } = await trainedParts(engine, table, roles, settings({ backbone: 'dcn', ...model }));
    const folder = unpacked(pytorchProject(parts));
    try {
      const { status, text } = await run(folder, ['-c', NOTEBOOK]);
      expect(status, text).toBe(0);
      expect(text).toContain('as it is: AUC 0.');
      expect(text.includes('W_up of the adapter after layer 2')).toBe(name !== 'no adapters');
      expect(text.includes('share between the domains')).toBe(!['no adapters', 'per-domain', 'low-rank'].includes(name));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test('every backbone is written in Python', () => {
  const written = readdirSync(new URL('../exports/pytorch/project/backbones', import.meta.url)).filter((name) => name.endsWith('.py'));
  expect(written.map((name) => name.slice(0, -3)).sort()).toEqual([...BACKBONES].sort());
});

test('the card names the adapters by their kind', async () => {
  const { parts } = await trainedParts(engine, table, roles, SMALL);
  const card = (model: Partial<TorchParts['config']['model']>) => {
    const zip = pytorchProject({ ...parts, config: { ...parts.config, model: { ...parts.config.model, ...model } } });
    return new TextDecoder().decode(unzipSync(zip)['hamur-mlp/MODEL_CARD.md']);
  };
  expect(card({})).toContain('\nHAMUR’s adapters (CIKM 2023) follow layers 1, 2; k is 2.\n');
  expect(card({ adapters: [2], adapterKind: 'per-domain' })).toContain('\nAdapters like HAMUR’s (CIKM 2023), but of the kind `per-domain`, follow layer 2.\n');
  expect(card({ adapters: [] })).toContain('\nIt has no adapters.\n');
});

test('names are no markup in the README, which says how the file was read', async () => {
  const { parts } = await trainedParts(engine, table, roles, SMALL);
  const { table: _, ...bare } = parts;
  const reading = { name: 'a', bytes: 1, format: 'CSV', rows: 1, notes: [], encoding: 'utf-8', header: true };
  const readme = (readings: TorchParts['data']['readings'], combined = false, sampled = false) => {
    const zip = pytorchProject({
      ...bare,
      data: { ...parts.data, name: 'a\n# b `c`', combined, sampled, readings },
      encoding: { ...parts.encoding, weight: { ...parts.encoding.weight, column: 'w`x`\n# y' } },
    });
    return new TextDecoder().decode(unzipSync(zip)['hamur-mlp/README.md']);
  };
  const plainly = readme([reading], true);
  expect(plainly).toContain('a \\# b \\`c\\`');
  expect(plainly).not.toContain('# b `c`');
  expect(plainly).toContain('w\\`x\\` \\# y');
  expect(plainly).not.toContain('does not read the file');
  expect(plainly).not.toContain('does not fit the file');
  expect(readme([reading], false, true)).toContain('`split.json` does not fit the file');
  expect(readme([{ ...reading, format: 'Parquet' }])).not.toContain('does not read the file');
  const odd = readme([{ ...reading, encoding: 'windows-1252', header: false, skipped: 2, comment: '#', decimal: ',' }]);
  for (const said of ['text in windows-1252', 'without names of columns', 'its first 2 lines', 'begin with \\#', 'decimal commas']) expect(odd).toContain(said);
  expect(readme([{ ...reading, format: 'JSON Lines' }])).toContain('JSON Lines');
});
