import { expect, inject, test } from 'vitest';
import { DEFAULT_MODEL } from '../../config/complete';
import { fidelityBundle } from '../../config/fidelity';
import type { ModelConfig } from '../../config/run-config';
import { Model } from '../../model/model';
import { evaluate } from '../evaluation/metrics';
import { compare } from './compare.test-helper';
import { Deviations } from './deviations.test-helper';
import { type Golden, shapeOf } from './golden.test-helper';
import { onEachEngine } from './on-each-engine.test-helper';

/** A file of numbers printed by the authors' PyTorch code. */
interface AuthorsGolden extends Golden {
  model: string;
  bottleneck: number;
  hyperparams: { fcn_dims?: number[]; mlp_dims?: number[]; hyper_dims?: number[]; k?: number; n_cross_layers?: number; dropout?: number };
}
interface GoldenMetrics {
  n: number;
  auc: number | null;
  logloss: number;
}
interface GoldenMetricsCase {
  name: string;
  pred: number[];
  label: number[];
  domain: number[];
  domain_num: number;
  result: Record<string, GoldenMetrics>;
}
const { folder, given, authors: files } = inject('goldens');

if (given && Object.keys(files).length === 0) test.skip(`${folder} holds no file of the authors' code`);
else
  test('there are goldens to compare with', () => {
    expect(Object.keys(files), `No goldens in ${folder}.`).not.toHaveLength(0);
  });

/** A model of ours for a file, or an error: a file that cannot be mapped must not pass unseen. */
function configOf(golden: AuthorsGolden): ModelConfig {
  if (typeof golden.model !== 'string' || !golden.state) throw new Error('This file holds no numbers of a model, and none of metrics.');
  const { fcn_dims, mlp_dims, hyper_dims: hyper, k, n_cross_layers, dropout } = golden.hyperparams;
  const backbone = (
    [
      ['mlp', /^mlp_/i],
      ['dcn', /^dcn_/i],
      ['wide-deep', /^widedeep_/i],
    ] as const
  ).find(([, pattern]) => pattern.test(golden.model))?.[0];
  const layers = fcn_dims ?? mlp_dims;
  if (!backbone || !layers) throw new Error(`No model here matches the golden's "${golden.model}".`);
  // The authors put adapters after the last layers; there are as many as gammas.
  const count = Object.keys(golden.state).filter((name) => /^gamma\d+$/.test(name)).length;
  return {
    ...DEFAULT_MODEL,
    ...fidelityBundle('reference').model,
    backbone,
    cross: n_cross_layers ?? 1,
    dropout: dropout ?? 0,
    hyperDropout: fidelityBundle('reference').hyperDropout,
    layers,
    adapters: Array.from({ length: count }, (_, i) => layers.length - count + 1 + i),
    hyper: hyper ?? [],
    k: k ?? 1,
    bottleneck: golden.bottleneck,
    embedding: golden.embed_dim,
    fidelity: 'reference',
  };
}

const ofModels: [string, AuthorsGolden][] = [];
for (const [file, content] of Object.entries(files)) {
  if (!isMetrics(content)) ofModels.push([file, content as AuthorsGolden]);
  else
    test(`${file}: AUC and LogLoss`, () => {
      const deviations = new Deviations();
      for (const each of content.cases) compareMetrics(each, deviations);
      console.log(`${file}: largest deviation ${deviations.absolute.toExponential(1)}`);
      expect(deviations.failures).toEqual([]);
    });
}

onEachEngine(ofModels, (golden, engine) => {
  const config = configOf(golden);
  return compare(golden, new Model(shapeOf(golden, config), config), engine);
});

function isMetrics(content: unknown): content is { cases: GoldenMetricsCase[] } {
  return Array.isArray((content as { cases?: unknown }).cases);
}

/** scikit-learn's AUC and LogLoss of all rows and of each domain; AUC null where a domain has one class. */
function compareMetrics({ name, pred, label, domain, domain_num, result }: GoldenMetricsCase, deviations: Deviations): void {
  const got = evaluate(
    pred,
    label,
    domain,
    Array.from({ length: domain_num }, (_, d) => `${d}`),
  );
  for (const [part, mine] of [['all', got] as const, ...got.domains.map((each) => [each.name, each] as const)]) {
    const theirs = result[part] as GoldenMetrics;
    expect(mine.rows, `${name}, ${part}`).toBe(theirs.n);
    deviations.compare(`${name}, LogLoss of ${part}`, [mine.logLoss as number], [theirs.logloss], 1e-9);
    if (theirs.auc === null) expect(mine, `${name}, ${part}`).toMatchObject({ auc: null, reason: expect.stringMatching(/so there is no AUC/) });
    else deviations.compare(`${name}, AUC of ${part}`, [mine.auc as number], [theirs.auc], 1e-12);
  }
}
