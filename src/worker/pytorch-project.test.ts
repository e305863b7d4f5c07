import { readdirSync, rmSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { BACKBONE_INFO } from '../config/backbones';
import { completeRunConfig } from '../config/complete';
import { ADAPTER_KINDS, BACKBONES, type Backbone, FIDELITIES, type RunConfigInput } from '../config/run-config';
import { makeDemo } from '../data';
import { startCpu } from '../engine/cpu/start';
import type { Engine } from '../engine/engine';
import { pytorchProject } from '../exports/pytorch/project';
import { PYTHON_BACKBONES, torchRefusal } from '../exports/pytorch/refusal';
import { FULL } from '../lib/full.test-helper';
import type { TorchParts } from '../protocol/take-away';
import { python, run, trainedParts, unpacked } from './pytorch-project.test-helper';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let engine: Engine;
beforeAll(async () => {
  engine = await startCpu('a test');
});

const { table, roles } = makeDemo('conflict', { rows: 500 });
const SMALL: RunConfigInput = {
  data: { source: { demo: 'conflict', rows: 500 } },
  model: { backbone: 'mlp', layers: [6, 4], adapters: [1, 2], embedding: 3, bottom: [5], experts: 2, hyper: [4], k: 2, bottleneck: 3 },
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
const KINDS = ADAPTER_KINDS.flatMap((adapterKind) =>
  (['mlp', 'dcn'] as const).map((backbone) => ({ name: `${backbone}, ${adapterKind}`, input: settings({ backbone, adapterKind }) })),
);
const CASES = FULL ? [...PYTHON_BACKBONES.flatMap(each), ...OTHERS, ...KINDS] : OTHERS.filter(({ name }) => name.startsWith('ple'));

describe.skipIf(!python)('PyTorch (skipped where no interpreter imports torch)', () => {
  test.each(CASES)('the tests of a project pass: $name', async ({ input }) => {
    const { parts } = await trainedParts(engine, table, roles, input);
    const folder = unpacked(pytorchProject(parts));
    try {
      const { status, text } = run(folder, ['-m', 'unittest']);
      expect(text).toMatch(/Ran [1-9]/);
      expect(status, text).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test('what is not written in Python is refused by name', async () => {
  const { parts } = await trainedParts(engine, table, roles, SMALL);
  const other = (model: Partial<typeof parts.config.model>) => ({ ...parts, config: { ...parts.config, model: { ...parts.config.model, ...model } } });
  const missing = BACKBONES.filter((name) => !PYTHON_BACKBONES.includes(name));
  for (const backbone of missing) expect(() => pytorchProject(other({ backbone }))).toThrow(`${BACKBONE_INFO[backbone].title} has no PyTorch project yet`);
});

test('what is not written in Python is known before the training', () => {
  const written = readdirSync(new URL('../exports/pytorch/project/backbones', import.meta.url)).filter((name) => name.endsWith('.py'));
  expect([...PYTHON_BACKBONES].sort()).toEqual(written.map((name) => name.slice(0, -3)).sort());
  expect(torchRefusal(completeRunConfig(SMALL, roles).model)).toBeUndefined();
  expect(torchRefusal({})).toBeUndefined();
  expect(PYTHON_BACKBONES).toContain(completeRunConfig({ data: SMALL.data }, roles).model.backbone);
  expect(torchRefusal({ sharing: 'separate' })?.message).toContain('one model per domain has no PyTorch project yet');
});

test('names are no markup in the README, which says how the file was read', async () => {
  const { parts } = await trainedParts(engine, table, roles, SMALL);
  const { table: _, ...bare } = parts;
  const reading = { name: 'a', bytes: 1, format: 'CSV', rows: 1, notes: [], encoding: 'utf-8', header: true };
  const readme = (readings: TorchParts['data']['readings'], combined = false) => {
    const zip = pytorchProject({
      ...bare,
      data: { ...parts.data, name: 'a\n# b `c`', combined, readings },
      encoding: { ...parts.encoding, weight: { ...parts.encoding.weight, column: 'w`x`\n# y' } },
    });
    return new TextDecoder().decode(unzipSync(zip)['hamur-mlp/README.md']);
  };
  const plainly = readme([reading], true);
  expect(plainly).toContain('a \\# b \\`c\\`');
  expect(plainly).not.toContain('# b `c`');
  expect(plainly).toContain('w\\`x\\` \\# y');
  expect(plainly).not.toContain('does not read the file');
  expect(readme([{ ...reading, format: 'Parquet' }])).not.toContain('does not read the file');
  const odd = readme([{ ...reading, encoding: 'windows-1252', header: false, skipped: 2, comment: '#', decimal: ',' }]);
  for (const said of ['text in windows-1252', 'without names of columns', 'its first 2 lines', 'begin with \\#', 'decimal commas']) expect(odd).toContain(said);
  expect(readme([{ ...reading, format: 'JSON Lines' }])).toContain('JSON Lines');
});
