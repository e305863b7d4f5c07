import { describe, expect, test, vi } from 'vitest';
import { demosTable } from './demos';
import { domainsTable } from './domains';
import { movielens1mTable } from './movielens-1m';
import { movielens100kTable } from './movielens-100k';
import { movielensUsersTable } from './movielens-users';
import { AS_ANOTHER, PAIR_RUNS, SEEDS } from './pairs';
import type { Proof, ProofTable, Run } from './proof';
import { seedsTable } from './seeds';

// Demos of our own: the tables read which there are.
vi.mock('../../config/demos', () => {
  const roles = { label: { column: 'click' }, domain: { column: 'site' }, sparse: ['user'], dense: [] };
  const demo = (name: string, title: string) => ({ name, title, about: '', rows: 1000, roles });
  return { DEFAULT_DEMO: 'conflict', DEMOS: [demo('conflict', 'A conflict'), demo('tiny', 'A tiny one')] };
});

/** A pair with these AUC by domain. */
function planted(hamur: (number | null)[], alone: (number | null)[], more: Partial<Proof> = {}): Proof {
  const scores = (byDomain: (number | null)[]) => ({ auc: 0.5, logLoss: 0.6, byDomain });
  const model = { parameters: 10, epochs: 7, bestEpoch: 4 };
  return {
    date: '2030-01-02',
    commit: 'abc',
    engine: 'wasm',
    data: 'd',
    seconds: 1,
    rowsPerSecond: 1,
    domains: ['big', 'small'],
    testRows: [90, 10],
    model: { ...model, ...scores(hamur) },
    alone: { ...model, ...scores(alone) },
    bestPossible: scores([0.9, 0.8]),
    inside: { moved: 0.4, still: 0.25 },
    ...more,
  };
}

const record = (of: (run: Run) => Proof | undefined) => (run: Run) => of(run);
const isRun = (run: Run, demo: string, backbone: string) => run.demo === demo && run.backbone === backbone;
/** The cells of the lines that begin with these. */
const linesOf = (text: string, ...begin: string[]) =>
  text
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter((cells) => begin.every((cell, i) => cells[i + 1] === cell))
    .map((cells) => cells.slice(1 + begin.length, -1));

/** Four seeds of DCN on the conflict: HAMUR is ahead by .01, .02, .03 and .04. */
const fourPairs = record((run) => {
  const i = run.seed - 11;
  if (!isRun(run, 'conflict', 'dcn') || i > 3) return undefined;
  const lead = 0.01 * (i + 1);
  const ablation = { off: -0.1, [AS_ANOTHER]: -0.01 * (i + 1) };
  return planted([0.8 + lead, 0.7 + lead], [0.8, 0.7], {
    inside: { moved: 0.3 + 0.1 * i, still: 0.05 },
    ablation,
    commit: i === 0 ? 'abc' : 'def',
    date: i === 3 ? '2030-01-03' : '2030-01-02',
  });
});

describe('the demos’ table', () => {
  test('sums up the pairs: mean .025, standard error .00645, t .95 of 3 degrees 3.182, two patterns of 16', () => {
    expect(linesOf(demosTable.table(fourPairs), 'conflict')).toEqual([
      ['DCN', '.7750', '.7500', '+.0250 [+.0045, +.0455]', '3.9', '.125', '4 of 4', '45 %', '5 %', '−.0250 [−.0455, −.0045]', '.8500'],
    ]);
  });

  test('says date, commits and how many runs are missing', () => {
    expect(demosTable.table(fourPairs).split('\n').at(-1)).toBe(
      `4 of ${2 * 7 * 20} runs are on record, of 2030-01-02 to 2030-01-03; commits abc, def; engine wasm.`,
    );
    expect(
      demosTable
        .table(() => planted([0.8, 0.7], [0.7, 0.8]))
        .split('\n')
        .at(-1),
    ).toBe('280 runs, of 2030-01-02; commit abc; engine wasm.');
  });

  test('a loss, a tie and one seed', () => {
    const lost = record((run) => (isRun(run, 'tiny', 'star') && run.seed < 13 ? planted([0.7, 0.7], [run.seed === 11 ? 0.7 : 0.72, 0.7]) : undefined));
    expect(linesOf(demosTable.table(lost), 'tiny', 'STAR')).toEqual([
      ['.7000', '.7050', '−.0050 [−.0685, +.0585]', '−1.0', '1.000', '0 of 2', '40 %', '25 %', '', '.8500'],
    ]);
    const one = record((run) => (isRun(run, 'tiny', 'ple') && run.seed === 30 ? planted([0.75, 0.7], [0.7, 0.7]) : undefined));
    expect(linesOf(demosTable.table(one), 'tiny', 'PLE (CGC)')[0]?.slice(2, 6)).toEqual(['+.0250', '', '1.000', '1 of 1']);
  });

  test('twenty wins: the least p that there is', () => {
    const all = record((run) => (isRun(run, 'conflict', 'mlp') ? planted([0.8 + run.seed / 1e4, 0.7], [0.8, 0.7]) : undefined));
    expect(linesOf(demosTable.table(all), 'conflict', 'MLP')[0]?.slice(4, 6)).toEqual(['.000002', '20 of 20']);
  });

  test('a domain without an AUC has no part in the mean, and a condition that was not measured leaves its cell empty', () => {
    const gaps = record((run) =>
      isRun(run, 'conflict', 'wide-deep') && run.seed === 11
        ? planted([0.8, null], [0.7, null], {
            bestPossible: { auc: 0.9, logLoss: 0.4, byDomain: [0.9, null] },
            inside: { moved: null, still: 1 },
            ablation: { off: -0.2 },
          })
        : undefined,
    );
    const [cells] = linesOf(demosTable.table(gaps), 'conflict', 'Wide & Deep');
    expect(cells).toEqual(['.8000', '.7000', '+.1000', '', '1.000', '1 of 1', '', '100 %', '', '.9000']);
    expect(seedsTable.table(gaps)).toContain('| 11 |  | −.2000 / n/a |');
  });

  test('a domain of noise, whose best possible AUC is .5, has no part in the mean', () => {
    const noisy = record((run) =>
      isRun(run, 'tiny', 'dcn') && run.seed === 11
        ? planted([0.8, 0.6], [0.7, 0.4], { bestPossible: { auc: 0.9, logLoss: 0.4, byDomain: [0.9, 0.5] } })
        : undefined,
    );
    expect(linesOf(demosTable.table(noisy), 'tiny', 'DCN')[0]).toEqual(expect.arrayContaining(['.8000', '.7000', '+.1000', '.9000']));
  });

  test('proofs of another recipe are not there', () => {
    const keys = PAIR_RUNS.map(({ key }) => key.replace(/[^/]*$/, '00000000'));
    const others: Record<string, Proof> = Object.fromEntries(keys.map((key) => [key, planted([0.8], [0.7])]));
    expect(demosTable.table(({ key }) => others[key])).toContain('None of the 280 runs is on record.');
  });
});

test('every pair is printed, seed by seed', () => {
  const text = seedsTable.table(
    record((run) => {
      const own = run.seed / 1000;
      return run.demo === 'tiny' && run.backbone !== 'star'
        ? planted([0.7 + own, 0.7 + own], [0.6, 0.8], run.backbone === 'dcn' ? { ablation: { off: -0.02, [AS_ANOTHER]: -own } } : {})
        : undefined;
    }),
  );
  expect(text).toContain('## A tiny one (*tiny*)');
  expect(text).not.toContain('A conflict');
  for (const seed of SEEDS) {
    const [auc, inside, ablation] = linesOf(text, String(seed));
    const hamur = (0.7 + seed / 1000).toFixed(4).slice(1);
    expect(auc).toEqual([...Array(6).fill(`${hamur} / .7000`), '', '.8500']);
    expect(inside).toEqual([...Array(6).fill('40 % / 25 %'), '']);
    expect(ablation).toEqual([`−.0200 / −${(seed / 1000).toFixed(4).slice(1)}`, '']);
  }
});

test('the lesson’s domains, each by itself', () => {
  // The small domain has rows of one class only on seed 13.
  const text = domainsTable.table(
    record((run) =>
      isRun(run, 'tiny', 'dcn') && run.seed < 14 ? planted([0.8, run.seed === 13 ? null : 0.75], [0.8, run.seed === 13 ? null : 0.7]) : undefined,
    ),
  );
  expect(linesOf(text, 'tiny', 'DCN')).toEqual([
    ['big', '90', '.8000', '.8000', '+.0000 [+.0000, +.0000]', '', '1.000', '0 of 3', '.9000'],
    ['small', '10', '.7500', '.7000', '+.0500 [+.0500, +.0500]', '', '.500', '2 of 2', '.8000'],
  ]);
  expect(text).toContain('3 of 140 runs are on record');
});

describe('MovieLens', () => {
  const auc = (id: string) => 0.77 + (id.includes('recommended') ? 0.001 : 0) + (id.includes('hamur') ? 0.002 : 0);
  const proofOf = (missing?: string) => (run: Run) => {
    if (missing && run.key.startsWith(missing)) return undefined;
    const value = auc(run.key) + (run.seed === 2023 ? 0.003 : 0);
    const { alone: _, bestPossible: __, ...proof } = planted([value + 0.01, value, value - 0.01], []);
    return { ...proof, model: { ...proof.model, auc: value, logLoss: 0.57 } };
  };

  test('100K: each model beside the authors’, and our mode minus theirs', () => {
    const text = movielens100kTable.table(proofOf('ml-100k/dcn-hamur-recommended/2024'));
    // .772, .775, .772: mean .773, sample deviation .0017.
    expect(linesOf(text, 'MLP + HAMUR')).toEqual([
      ['authors', '.7695±.0022', '.7783±.0037', '.7768±.0023', '.7561±.0021', '.5691±.0033'],
      ['`reference`', '.7730±.0017', '.7830±.0017', '.7730±.0017', '.7630±.0017', '.5700±.0000'],
      ['`recommended`', '.7740±.0017', '.7840±.0017', '.7740±.0017', '.7640±.0017', '.5700±.0000'],
      ['+.0010', '+.0010', '+.0010', '+.0010'],
    ]);
    expect(linesOf(text, 'DCN + HAMUR').at(-2)?.[0]).toBe('`recommended`, 2 of 3 seeds');
    expect(linesOf(text, 'DCN + HAMUR').at(-1)).toEqual(['+.0010', '+.0010', '', '+.0010']);
    expect(text.split('\n').at(-1)).toMatch(/^35 of 36 runs are on record/);
  });

  test('within users: AUC and AUC per user of what is on record, who counts, and HAMUR less its backbone by seed', () => {
    const within = (missing?: string) => (run: Run) => {
      const proof = proofOf(missing)(run);
      const auc = run.key.includes('mlp-user') ? 0.5 : 0.7 + (run.key.includes('hamur') ? 0.001 : 0) + (run.seed === 2023 ? 0.003 : 0);
      return proof && { ...proof, model: { ...proof.model, perUser: { auc, users: 8, outOf: 10, rows: 95 } } };
    };
    const text = movielensUsersTable.table(within('ml-100k-users/mlp-film/2024'));
    expect(linesOf(text, 'MLP + HAMUR')).toEqual([['.7730±.0017', '.7020±.0017', '8 of 10', '95.0 %']]);
    expect(linesOf(text, 'MLP that knows only the user')).toEqual([['.7710±.0017', '.5000±.0000', '8 of 10', '95.0 %']]);
    expect(text).toContain('MLP + HAMUR less MLP, paired by seed: +.0020 [+.0020, +.0020] in AUC, +.0010 [+.0010, +.0010] in AUC per user.');
    expect(text.split('\n').at(-1)).toMatch(/^11 of 12 runs are on record/);
    // Without it nothing can be said of users.
    expect(movielensUsersTable.table(proofOf())).not.toContain('paired by seed');
    for (const { config } of movielensUsersTable.runs) expect(config.data?.group).toBe('user_id');
  });

  test('1M: alone and with HAMUR, in both modes', () => {
    const text = movielens1mTable.table(proofOf('ml-1m/dcn-alone'));
    expect(linesOf(text, 'MLP').map(([mode, all]) => [mode, all])).toEqual([
      ['`reference`', '.7700'],
      ['`recommended`', '.7710'],
    ]);
    expect(linesOf(text, 'DCN')).toEqual([]);
    expect(linesOf(text, 'DCN + HAMUR')[0]).toEqual(['`reference`', '.7720', '.7820', '.7720', '.7620', '.5700', '4 of 7']);
    expect(text.split('\n').at(-1)).toMatch(/^6 of 8 runs are on record/);
  });

  test.each<[ProofTable, number]>([
    [movielens100kTable, 3],
    [movielens1mTable, 1],
  ])('%#: a model’s alone and its HAMUR differ in the adapters alone', (table, seeds) => {
    for (const run of table.runs.filter(({ key }) => key.includes('-hamur-'))) {
      const alone = table.runs.find(
        ({ key, seed }) => seed === run.seed && key.startsWith(`${run.key.split('-hamur-')[0]}-alone-${run.config.model?.fidelity}/`),
      );
      expect(alone?.config.model?.adapters).toEqual([]);
      expect(run.config.model?.adapters?.length).toBeGreaterThan(0);
      expect(run.key).toContain(`-${run.config.model?.fidelity}/`);
      expect({ ...alone?.config, model: { ...alone?.config.model, adapters: run.config.model?.adapters } }).toEqual(run.config);
    }
    expect(new Set(table.runs.map(({ seed }) => seed)).size).toBe(seeds);
  });
});
