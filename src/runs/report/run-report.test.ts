import { readFileSync } from 'node:fs';
import { decode } from 'fast-png';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { toCsv } from '../../exports/csv';
import { colourOf, MAPS } from '../../lib/colour/colour-map';
import { effectiveRank } from '../../measures/spectra/spectrum';
import type { Look } from '../../protocol/insight';
import { decodeRun } from '../decode';
import { domainNames, modelOf, type RunRecord, variantsOf } from '../record';
import { startedRun } from '../run.test-helper';
import { trainedRun, withUsers } from '../snapshot/run.test-helper';
import { headlineOf } from '../words/headline';
import { curvesTable } from './curves';
import { runReport } from './run-report';

const stored = decodeRun(readFileSync('public/runs/conflict-dcn.json', 'utf8'));

test('a stored run has its headline, tables and drawings, and asks for nothing', () => {
  const html = runReport(stored);
  const parts = ['Result', 'Method', 'Data', 'Curves', 'Weights', 'Inside the adapters', 'Ablations', 'Calibration', 'Configuration'];
  for (const part of parts) expect(html).toContain(`<h2>${part}</h2>`);
  expect(html).toContain(stored.test?.domains[0]?.auc?.toFixed(4));
  expect(html).toContain(`${Math.abs(stored.comparison?.mean?.low ?? Number.NaN).toFixed(4)} to`);
  expect(html.match(/<polyline/g)).toHaveLength(4);
  expect(html).not.toMatch(/<script|\s(href|onload)=|url\(|@import|\ssrc="(?!data:image\/png;base64,)/i);
});

test('what stands over it is what the page says; what is to be pressed there is left out', () => {
  const over = (run: RunRecord) => [...runReport(run).matchAll(/<p class="headline">(.*?)<\/p>/g)].map(([, said]) => said);
  const { verdict, whose, relies } = headlineOf(stored);
  expect(over(stored)).toEqual([`${verdict} ${whose}`, relies]);
  const { comparison, ...alone } = stored;
  expect(over(alone).join(' ')).not.toContain('Press');
  expect(over({ ...startedRun(), phase: 'failed', message: 'The device was lost.' })).toContain('The device was lost.');
});

test('of a model from a file it says that it was not trained here', () => {
  const { baseline, comparison, ...alone } = stored;
  const html = runReport({
    ...alone,
    epochs: [],
    losses: [],
    opened: 'w.safetensors',
    config: { ...stored.config, train: { ...stored.config.train, baseline: false } },
  });
  expect(html).toContain('opened from w.safetensors and tested, not trained here; seed');
  expect(html).not.toMatch(/<h2>Curves|epoch 0|trained for 0/);
});

test('the mean H of each domain is drawn, a pixel a number, in the colours of the page', () => {
  const look = stored.looks.at(-1) as Look;
  const names = domainNames(stored);
  const scale = Math.max(...look.domains.flatMap(({ h }) => [...h].map(Math.abs)));
  for (const [d, { h }] of look.domains.entries()) {
    const [, picture] = runReport(stored).match(new RegExp(`alt="Mean H of each domain: ${names[d]},[^"]*" src="data:image/png;base64,([^"]*)"`)) ?? [];
    const { width, height, data, channels } = decode(Buffer.from(picture ?? '', 'base64'));
    expect([width, height, channels]).toEqual([look.k, look.k, 3]);
    expect([...data]).toEqual([...h].flatMap((value) => colourOf(MAPS.light, value, scale)));
  }
});

test('its tables hold the measures of the last look', () => {
  const look = stored.looks.at(-1) as Look;
  const html = runReport(stored);
  const [, line] = html.match(/<caption>Adapters by domain.*?(<tr><th scope="row">search.*?<\/tr>)/s) ?? [];
  const cells = [...(line ?? '').matchAll(/<td>(.*?)<\/td>/g)].map(([, cell]) => cell);
  const { adapters, h } = look.spectra;
  const rank = (values: ArrayLike<number> | undefined) => effectiveRank(values ?? []).toFixed(2);
  expect(cells.slice(0, 4)).toEqual([String(look.domains[1]?.rows), rank(h[1]), rank(adapters[0]?.down[1]), rank(adapters[0]?.up[1])]);
  expect(cells[4]).toBe(`${(100 * (look.use[0]?.size[1] ?? Number.NaN)).toFixed(1)} %`);
  const off = stored.ablation?.conditions.find(({ name }) => name === 'off')?.byDomain[1]?.difference as number;
  expect(html.match(/<caption>Change of the test AUC.*?<th scope="row">search<\/th><td>(.*?) /s)?.[1]).toBe(`−${Math.abs(off).toFixed(4)}`);
});

test('what a file, a link or a person wrote stays text', () => {
  const bad = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
  const data = stored.data as NonNullable<typeof stored.data>;
  const named = <T extends { name: string }>(domains: T[]) => domains.map((domain) => ({ ...domain, name: bad }));
  const html = runReport({
    ...stored,
    message: bad,
    data: {
      ...data,
      name: bad,
      hash: bad,
      positive: bad,
      domains: named(data.domains),
      vocabulary: { [bad]: 3 },
      leftOut: [{ reason: bad, rows: 1 }],
      warnings: [bad],
    },
    ...(stored.test && { test: { ...stored.test, domains: named(stored.test.domains) } }),
    config: { ...stored.config, data: { ...stored.config.data, label: { ...stored.config.data.label, column: bad } } },
  });
  expect(html).not.toMatch(/<script|<img src=x/);
  expect(html).toContain('&#60;script&#62;');
});

test('a run without results says so, and has no empty part', () => {
  const html = runReport(startedRun());
  expect(html).toContain(headlineOf(startedRun()).verdict);
  expect(html).not.toMatch(/<h2>(Result|Inside the adapters|Ablations|Calibration)<\/h2>/);
});

test('the curves hold every epoch of every model, read back by papaparse', () => {
  const read = Papa.parse<Record<string, string>>(toCsv(curvesTable(stored)).trim(), { header: true });
  expect(read.errors).toEqual([]);
  const all = read.data.filter(({ scope }) => scope === 'all');
  expect(all.filter(({ model }) => model === 'model').map(({ val_auc }) => Number(val_auc))).toEqual(stored.epochs.map(({ val }) => val.auc));
  expect(all.filter(({ model }) => model === 'baseline').map(({ train_loss }) => Number(train_loss))).toEqual(
    stored.baseline?.epochs.map(({ trainLoss }) => trainLoss),
  );
  expect(read.data.length).toBe(all.length * ((stored.data?.domains.length ?? 0) + 1));
});

test('the AUC per user of each epoch stands in the curves, of all rows and of each domain, where the run has it', () => {
  const run = withUsers(trainedRun(2));
  const vals = variantsOf(run).flatMap((variant) => modelOf(run, variant).epochs.map(({ val }) => val));
  expect(vals).toHaveLength(4);
  const read = Papa.parse<Record<string, string>>(toCsv(curvesTable(run)).trim(), { header: true });
  expect(read.data.map(({ val_auc, val_auc_per_user }) => [val_auc, val_auc_per_user])).toEqual(
    vals.flatMap((val) => [val, ...val.domains].map(({ auc, perUser }) => [String(auc), String(perUser?.auc)])),
  );
  for (const { auc, perUser } of vals) expect(runReport(run)).toContain(`<td>${auc?.toFixed(4)}</td><td>${perUser?.auc?.toFixed(4)}</td>`);
  const without = trainedRun(2);
  expect(curvesTable(without).columns).not.toContain('val_auc_per_user');
  expect(runReport(without)).not.toContain('AUC per user');
});
