import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { toCsv } from '../../exports/csv';
import { decodeRun } from '../decode';
import { startedRun } from '../run.test-helper';
import { curvesTable } from './curves';
import { runReport } from './run-report';

const stored = decodeRun(readFileSync('public/runs/conflict-dcn.json', 'utf8'));

test('a stored run has its headline, tables and drawings, and asks for nothing', () => {
  const html = runReport(stored);
  for (const part of ['Result', 'Method', 'Data', 'Curves', 'Weights', 'Configuration']) expect(html).toContain(`<h2>${part}</h2>`);
  expect(html).toContain(stored.test?.domains[0]?.auc?.toFixed(4));
  expect(html).toContain(`${Math.abs(stored.comparison?.mean?.low ?? Number.NaN).toFixed(4)} to`);
  expect(html.match(/<polyline/g)).toHaveLength(4);
  expect(html).not.toMatch(/<script|\s(src|href|onload)=|url\(|@import/i);
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
  expect(html).not.toMatch(/<script|<img/);
  expect(html).toContain('&#60;script&#62;');
});

test('a run without results says so', () => {
  const html = runReport(startedRun());
  expect(html).toContain('No model of this run was tested.');
  expect(html).not.toContain('<h2>Result</h2>');
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
