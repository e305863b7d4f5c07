import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { mutated } from '../lib/mutate.test-helper';
import { type Random, randomStream } from '../lib/random';
import { UserError } from '../lib/user-error';
import type { ProbeRows } from '../protocol/insight';
import { decodeRun } from '../runs/decode';
import { encodeRun } from '../runs/file';
import { asKept, type RunRecord } from '../runs/record';
import { insideTable } from '../runs/report/inside-table';
import { runReport } from '../runs/report/run-report';
import { slimmed } from '../runs/slim';
import { changedJson } from './changed-json.test-helper';
import { pageInNode } from './page-in-node.test-helper';
import { linkOf } from './store/settings';
import { STEPS } from './walk/steps';

/**
 * Stored runs of every version, each changed at random: it is refused with an error for a person, or it is a run that the whole page can
 * draw, report, and keep again. `npm run verify -- --only stored-runs` asks for very many.
 */
const RUNS = Number(process.env.MUTATED_RUNS ?? 60);
/** Of one run: read and drawn. A busy machine may be slow once; then it is asked again. */
const MOST_MS = { read: 2000, drawn: 10_000 };
/** Of the whole process. */
const MOST_BYTES = 3 * 2 ** 30;

const ROWS = 12;
/** A run that comes with the page, with all that a run may have, and few rows. */
function smallRun(name: string): RunRecord {
  const run = slimmed(decodeRun(readFileSync(`public/runs/${name}.json`, 'utf8')), { moments: 3, rows: ROWS, walks: 2 });
  const { probes, baseline } = run;
  const columns = (probes as ProbeRows).columns.map(({ name: column, codes, values }) => {
    const texts = [...new Set([...codes].map((code) => values[code] as string))];
    return { name: column, codes: codes.map((code) => texts.indexOf(values[code] as string)), values: texts };
  });
  const losses = (of: RunRecord['losses']) => of.filter((_, i) => i % 40 === 0);
  return {
    ...run,
    losses: losses(run.losses),
    ...(baseline && { baseline: { ...baseline, losses: losses(baseline.losses) } }),
    probes: { ...(probes as ProbeRows), columns },
    early: run.epochs.slice(0, 2).map(({ epoch, val }) => ({ epoch: epoch / 4, outOf: 900, val })),
    interruptions: [{ epoch: 1.5, why: 'worker', before: 'wasm' }],
  };
}

/** The same as the versions before wrote it. */
function asVersion(version: number, run: RunRecord): string {
  const now = JSON.parse(encodeRun(run));
  if (version === 4) return JSON.stringify(now);
  const { domainStart: _, hyperDropout: __, ...model } = now.config.model;
  const { adapterDecay: ___, ...train } = now.config.train;
  const config = { ...now.config, model, train };
  if (version === 3) return JSON.stringify({ ...now, config, version });
  const { losses, looks, probes, baseline, recorded, phase: ____, id: _____, data, ...result } = now;
  const { losses: baselineLosses, ...backbone } = baseline;
  const { name, tableRows, ...rest } = data;
  const first = { ...result, version: 1, config, data: rest, baseline: backbone };
  if (version === 1) return JSON.stringify(first);
  return JSON.stringify({
    form: 2,
    recorded,
    table: { name, rows: tableRows },
    preview: {},
    result: first,
    losses: { model: losses, baseline: baselineLosses },
    looks,
    probes,
  });
}

let page: Awaited<ReturnType<typeof pageInNode>>;
let good: string[];
beforeAll(async () => {
  page = await pageInNode();
  good = ['tiny-dcn', 'conflict-mlp'].flatMap((name) => {
    const run = smallRun(name);
    return [4, 4, 4, 3, 2, 1].map((version) => asVersion(version, run));
  });
  // All of the page's code is read.
}, 120_000);

function textAt(number: number): string {
  const random = randomStream(number, 'mutated runs');
  const pick = () => good[random.below(good.length)] as string;
  const text = pick();
  if (random.below(4) === 0) return new TextDecoder().decode(mutated(new TextEncoder().encode(text), random, new TextEncoder().encode(pick())));
  return changedJson(text, random, pick());
}

/** Draws the page with a run that came back; every view and sheet, or some of them. */
function drawn(run: RunRecord, random?: Random): void {
  const { store, draw } = page.opened();
  store.getState().readLink(linkOf(run.config));
  store.setState({ run: asKept(run, 0), lastShown: run.id });
  const shows = [...page.views.map((view) => ({ view })), ...(['data', 'model', 'train', 'kept'] as const).map((sheet) => ({ sheet }))];
  const some = random ? shows.filter(() => random.below(2) === 0) : shows;
  for (const show of some) {
    if (random) store.setState({ moment: [undefined, 0, 1, 7][random.below(4)], adapter: random.below(3), walkStep: random.below(STEPS.length) });
    draw(show);
  }
}

describe('stored runs that were changed at random', () => {
  test('every version as it was written is read and drawn', () => {
    for (const text of new Set(good)) {
      drawn(decodeRun(text));
      expect(runReport(decodeRun(text))).toContain('<h2>Method</h2>');
    }
  });

  test('are refused in words, or drawn', { timeout: 3_600_000 }, () => {
    const failures: string[] = [];
    let answers = 0;
    for (let number = 0; number < RUNS && failures.length < 6; number++) {
      const text = textAt(number);
      const begun = performance.now();
      let read = 0;
      try {
        const run = decodeRun(text);
        read = performance.now() - begun;
        answers++;
        decodeRun(encodeRun(run));
        runReport(run);
        insideTable(run);
        drawn(run, randomStream(number, 'what is drawn'));
      } catch (error) {
        read ||= performance.now() - begun;
        const refused = error instanceof UserError && error.what.startsWith('this is no stored run') && error.message.length < 1500;
        if (!refused) failures.push(`${number}: ${error instanceof Error ? error.stack : error}`);
      }
      const ms = performance.now() - begun;
      if (read > MOST_MS.read || ms > MOST_MS.drawn) failures.push(`${number}: took ${Math.round(read)} ms, and ${Math.round(ms)} ms with the drawing`);
    }
    expect(failures).toEqual([]);
    // Both ends are tried.
    expect(answers).toBeGreaterThan(RUNS / 20);
    expect(answers).toBeLessThan(RUNS);
    expect(process.memoryUsage().rss).toBeLessThan(MOST_BYTES);
  });
});
