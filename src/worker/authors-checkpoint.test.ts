import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { completeRunConfig } from '../config/complete';
import { authorsConfig } from '../exports/authors-model';
import { toSafetensors } from '../exports/safetensors';
import { statedByModel } from '../exports/stated-by-model';
import { newRun, type RunRecord } from '../runs/record';
import { withEvent } from '../runs/with-event';
import { MemoryFolder } from '../storage/memory-folder.test-helper';
import { asBrowser, worker } from './worker-in-node.test-helper';

/**
 * Checkpoints of the authors' code, opened as its users would: tensors under the authors' names, a table of rows, and nothing else. What
 * comes out is compared with what that code predicted.
 */

interface Golden {
  model: string;
  vocab: Record<string, number>;
  sparse_features: string[];
  domain_num: number;
  hyperparams: { fcn_dims?: number[]; mlp_dims?: number[]; hyper_dims?: number[]; k?: number; n_cross_layers?: number };
  bottleneck: number;
  embed_dim: number;
  state: Record<string, { shape: number[]; data: number[] | number }>;
  x: Record<string, number[]>;
  y: number[];
  eval_pred_init: number[];
  f32_vs_f64_maxabs: { eval_pred_init: number };
}

const FOLDER = 'src/model/goldens';
const FILES = readdirSync(FOLDER).filter((name) => /(random|authors)\.json$/.test(name));
const read = (name: string): Golden => JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8'));

beforeAll(() => {
  const root = new MemoryFolder();
  asBrowser(() => root);
});

const tensorsOf = ({ state }: Golden) =>
  Object.fromEntries(Object.entries(state).map(([name, { shape, data }]) => [name, { shape, data: Float32Array.from([data].flat()) }]));

/** The golden's batch is the test. Rows that train have all ids, and ages from 0 to 1, so that ids and ages are encoded as they are. */
function tableOf({ x, y, vocab, domain_num: domains }: Golden, more = ''): File {
  const line = (part: string, click: number, user: number, movie: number, domain: number, age: number) => [part, click, user, movie, domain, age].join(',');
  const batch = (part: string) =>
    y.map((click, i) =>
      line(part, click, ...(['user_id', 'movie_id', 'domain_indicator', 'age'].map((name) => x[name]?.[i]) as [number, number, number, number])),
    );
  const most = Math.max(...Object.values(vocab));
  const train = Array.from({ length: most }, (_, i) =>
    line('train', i % 2, Math.min(i, (vocab.user_id as number) - 1), Math.min(i, (vocab.movie_id as number) - 1), i % domains, i % 2),
  );
  return new File([['part,click,user_id,movie_id,domain_indicator,age', ...train, ...batch('val'), ...batch('test')].join('\n'), more, '\n'], 'rows.csv');
}

const ASKED = {
  data: { source: { file: 'rows.csv' }, label: { column: 'click' }, domain: { column: 'domain_indicator' }, dense: ['age'] },
  split: { column: 'part' },
  engine: 'cpu' as const,
};

async function opened(golden: Golden, table: File, tensors = tensorsOf(golden), metadata: Record<string, string> = {}) {
  const rooms = worker();
  const open = await rooms.data.open({ files: [table] }, () => {});
  const bytes = toSafetensors(tensors, metadata);
  const stated = statedByModel(bytes, 'authors.safetensors');
  if (stated?.by !== 'authors') throw new Error('No checkpoint of the authors was seen.');
  const { config: input, order } = authorsConfig(stated.model, ASKED, open, 'authors.safetensors');
  const config = completeRunConfig(input, open.proposed);
  let run: RunRecord = newRun({ config });
  await rooms.run.open(new File([bytes as Uint8Array<ArrayBuffer>], 'authors.safetensors'), config, (event) => {
    run = withEvent(run, event);
  });
  return { rooms, run, config, order };
}

test('there are goldens to open', () => expect(FILES.length).toBeGreaterThan(10));

describe.each(FILES)('%s', (file) => {
  const golden = read(file);

  test('it predicts what the authors’ code predicts, and is seen inside', async () => {
    const { rooms, run, config } = await opened(golden, tableOf(golden));
    const { fcn_dims, mlp_dims, hyper_dims, k, n_cross_layers } = golden.hyperparams;
    expect(config.model).toMatchObject({
      layers: fcn_dims ?? mlp_dims,
      embedding: golden.embed_dim,
      ...(k !== undefined && { k, hyper: hyper_dims, bottleneck: golden.bottleneck }),
      ...(n_cross_layers !== undefined && { cross: n_cross_layers }),
      fidelity: 'reference',
    });
    expect(run).toMatchObject({ phase: 'done', opened: 'authors.safetensors', epochs: [] });
    expect(run.data?.split.test).toBe(golden.y.length);
    const { values } = await rooms.run.predictions('test');
    const most = Math.max(...golden.eval_pred_init.map((expected, i) => Math.abs((values[i] as number) - expected)));
    expect(most).toBeLessThan(1e-5 + 20 * golden.f32_vs_f64_maxabs.eval_pred_init);
    // A backbone alone generates nothing that could be looked at.
    expect(run.looks.at(-1)?.factors.length ?? 0).toBe(config.model.adapters.length);
    expect(run.looks.length).toBe(k === undefined ? 0 : 1);
  });
});

const GOLDEN = read('DCN_MD_adp.random.json');

test('a table of other values is refused, with the fields and their sizes', async () => {
  await expect(opened(GOLDEN, tableOf(GOLDEN, '\ntrain,1,99,0,3,0.5'))).rejects.toThrow(
    /“user_id” has 7 values in the file, 8 here; “domain_indicator” has 3 values in the file, 4 here/,
  );
});

test('the order of the fields is taken from the metadata, where it says it', async () => {
  const metadata = { 'hamur.fields': '["user_id", "movie_id", "domain_indicator"]' };
  expect((await opened(GOLDEN, tableOf(GOLDEN), tensorsOf(GOLDEN), metadata)).order).toEqual(['user_id', 'movie_id']);
  const turned = { 'hamur.fields': '["movie_id", "user_id", "domain_indicator"]' };
  expect((await opened(GOLDEN, tableOf(GOLDEN), tensorsOf(GOLDEN), turned)).config.data.sparse).toEqual(['movie_id', 'user_id']);
});
